using System.Text.Json;
using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Json;

/// <summary>Amounts are decimal strings; a JSON number would lose digits in most readers.</summary>
internal sealed class UInt256Converter : JsonConverter<UInt256>
{
    public override UInt256 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null && UInt256.TryParseDecimal(text, out UInt256 value) ? value : throw new JsonException("expected a decimal string of at most 256 bits");
    }

    public override void Write(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
