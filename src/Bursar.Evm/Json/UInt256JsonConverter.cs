using System.Text.Json;
using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Json;

/// <summary>An amount as text of decimal digits: no JSON number, since those lose digits elsewhere; no leading zero, so that one value has one text.</summary>
public sealed class UInt256JsonConverter : JsonConverter<UInt256>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">Anything but the canonical text.</exception>
    public override UInt256 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return UInt256.TryParseDecimal(text, out UInt256 value) && (text!.Length == 1 || text[0] != '0')
            ? value
            : throw new JsonException("expected an unsigned integer as text of decimal digits, at most 2^256 - 1 and without leading zeros");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
