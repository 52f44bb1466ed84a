using System.Text.Json;
using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Json;

/// <summary>A 32-byte word as text: 0x and 64 hexadecimal digits.</summary>
public sealed class Hash32JsonConverter : JsonConverter<Hash32>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">Another shape.</exception>
    public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Hash32.TryParse(reader.GetString(), out Hash32 hash)
            ? hash
            : throw new JsonException("expected 0x and 64 hexadecimal digits");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
