using System.Text.Json;
using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Json;

/// <summary>A chain id is a string: it may have 64 bits, and JSON numbers are doubles in many readers.</summary>
internal sealed class ChainIdConverter : JsonConverter<ChainId>
{
    public override ChainId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && ulong.TryParse(reader.GetString(), System.Globalization.NumberStyles.None, null, out ulong value)
            ? new ChainId(value)
            : throw new JsonException("expected a decimal string of at most 64 bits");

    public override void Write(Utf8JsonWriter writer, ChainId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
