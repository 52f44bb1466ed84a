using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bursar.Core.Tests.Launch;

/// <summary>Turns YAML into the JSON that an editor validates: the core schema of YAML 1.2.</summary>
internal static class YamlToJson
{
    internal static JsonNode? Convert(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var members = new JsonObject();
                foreach ((YamlNode key, YamlNode value) in mapping)
                    members.Add(((YamlScalarNode)key).Value!, Convert(value));
                return members;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Select(Convert)]);
            default:
                var scalar = (YamlScalarNode)node;
                return scalar.Style == ScalarStyle.Plain ? Plain(scalar.Value!) : JsonValue.Create(scalar.Value!);
        }
    }

    private static JsonValue? Plain(string text)
    {
        if (text is "" or "~" or "null")
            return null;
        if (text is "true" or "false")
            return JsonValue.Create(text == "true");
        if (text.StartsWith("0x", StringComparison.Ordinal) && text.Length > 2 && text[2..].All(char.IsAsciiHexDigit))
            return JsonValue.Create(0);
        return text.All(c => char.IsAsciiDigit(c) || c is '.' or '+' or '-' or 'e' or 'E') && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
