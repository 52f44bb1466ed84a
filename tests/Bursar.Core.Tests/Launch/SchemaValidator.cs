using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bursar.Core.Tests.Launch;

/// <summary>The part of JSON Schema 2020-12 that the launch schema uses; any other keyword is an error, so that none is passed over.</summary>
internal sealed class SchemaValidator(JsonObject root)
{
    static SchemaValidator() => Regex.CacheSize = Math.Max(Regex.CacheSize, 128);

    /// <summary>That of launch files, <c>docs/launch.schema.json</c>.</summary>
    internal static SchemaValidator OfLaunches { get; } = new(JsonNode.Parse(File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "launch.schema.json")))!.AsObject());

    private static readonly HashSet<string> Annotations = ["$schema", "$defs", "title", "description", "default"];

    /// <summary>Null when the value fits, else the path and keyword of the first fault.</summary>
    internal string? Validate(JsonNode? value) => Check(root, value, "$");

    private string? Check(JsonObject schema, JsonNode? value, string path)
    {
        foreach ((string keyword, JsonNode? rule) in schema)
        {
            if (!Annotations.Contains(keyword) && !Fits(schema, keyword, rule!, value, path, out string? inner))
                return inner ?? $"{path}: {keyword}";
        }

        return null;
    }

    private bool Fits(JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string path, out string? inner)
    {
        inner = null;
        JsonValueKind kind = value?.GetValueKind() ?? JsonValueKind.Null;
        string text = kind == JsonValueKind.String ? value!.GetValue<string>() : "";
        decimal number = kind == JsonValueKind.Number ? decimal.Parse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : 0;
        var items = value as JsonArray;
        var members = value as JsonObject;
        switch (keyword)
        {
            case "$ref":
                inner = Check(root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value, path);
                return inner is null;
            case "type":
                return rule.GetValue<string>() switch
                {
                    "object" => kind == JsonValueKind.Object,
                    "array" => kind == JsonValueKind.Array,
                    "string" => kind == JsonValueKind.String,
                    "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
                    "number" => kind == JsonValueKind.Number,
                    "integer" => kind == JsonValueKind.Number && decimal.IsInteger(number),
                    var other => throw new NotSupportedException($"type {other}"),
                };
            case "const":
                return JsonNode.DeepEquals(rule, value);
            case "enum":
                return rule.AsArray().Any(r => JsonNode.DeepEquals(r, value));
            case "pattern":
                return kind != JsonValueKind.String || Regex.IsMatch(text, rule.GetValue<string>().Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.CultureInvariant);
            case "minLength":
                return kind != JsonValueKind.String || text.EnumerateRunes().Count() >= rule.GetValue<int>();
            case "maxLength":
                return kind != JsonValueKind.String || text.EnumerateRunes().Count() <= rule.GetValue<int>();
            case "minimum":
                return kind != JsonValueKind.Number || number >= rule.GetValue<int>();
            case "maximum":
                return kind != JsonValueKind.Number || number <= rule.GetValue<int>();
            case "exclusiveMinimum":
                return kind != JsonValueKind.Number || number > rule.GetValue<int>();
            case "minItems":
                return items is null || items.Count >= rule.GetValue<int>();
            case "maxItems":
                return items is null || items.Count <= rule.GetValue<int>();
            case "items":
                inner = items?.Select((item, i) => Check(rule.AsObject(), item, $"{path}[{i}]")).FirstOrDefault(f => f is not null);
                return inner is null;
            case "required":
                return members is null || rule.AsArray().All(r => members.ContainsKey(r!.GetValue<string>()));
            case "properties":
                inner = members?.Where(m => rule.AsObject().ContainsKey(m.Key)).Select(m => Check(rule[m.Key]!.AsObject(), m.Value, $"{path}.{m.Key}")).FirstOrDefault(f => f is not null);
                return inner is null;
            case "patternProperties":
                inner = members?.SelectMany(m => rule.AsObject().Where(r => Regex.IsMatch(m.Key, r.Key)).Select(r => Check(r.Value!.AsObject(), m.Value, $"{path}.{m.Key}"))).FirstOrDefault(f => f is not null);
                return inner is null;
            case "additionalProperties":
                if (rule.GetValue<bool>())
                    throw new NotSupportedException("additionalProperties is always false here");
                return members is null || members.All(m => (schema["properties"] as JsonObject)?.ContainsKey(m.Key) == true
                    || (schema["patternProperties"] as JsonObject)?.Any(r => Regex.IsMatch(m.Key, r.Key)) == true);
            case "anyOf":
                return rule.AsArray().Any(r => Check(r!.AsObject(), value, path) is null);
            case "oneOf":
                return rule.AsArray().Count(r => Check(r!.AsObject(), value, path) is null) == 1;
            default:
                throw new NotSupportedException($"the keyword {keyword} is not known to this validator");
        }
    }
}
