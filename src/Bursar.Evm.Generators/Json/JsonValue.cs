using System.Collections.Generic;

namespace Bursar.Evm.Generators.Json;

/// <summary>A JSON value and where it starts. (An analyzer carries no JSON library with it.)</summary>
internal sealed class JsonValue(int position)
{
    /// <summary>Index of its first character.</summary>
    public int Position { get; } = position;

    /// <summary>The members, when it is an object; a repeated key keeps the last value.</summary>
    public Dictionary<string, JsonValue>? Members { get; init; }

    /// <summary>The elements, when it is an array.</summary>
    public List<JsonValue>? Items { get; init; }

    /// <summary>The characters, when it is a string.</summary>
    public string? Text { get; init; }

    /// <summary>The number's text, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public string? Literal { get; init; }

    public JsonValue? Get(string key) => Members is not null && Members.TryGetValue(key, out JsonValue? value) ? value : null;

    public string? GetText(string key) => Get(key)?.Text;

    public bool IsTrue(string key) => Get(key)?.Literal == "true";
}
