using System.Text.Json;
using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Json;

/// <summary>Bytes as text: 0x and two hexadecimal digits a byte (not base 64).</summary>
public sealed class HexBytesJsonConverter : JsonConverter<byte[]>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">Another shape.</exception>
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null && text.StartsWith("0x", StringComparison.Ordinal) && Hex.TryDecode(text, out byte[]? bytes)
            ? bytes
            : throw new JsonException("expected 0x and an even number of hexadecimal digits");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Hex.Encode(value));
}
