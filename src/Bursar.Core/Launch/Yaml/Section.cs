using System.Diagnostics.CodeAnalysis;
using Bursar.Core.Faults;

namespace Bursar.Core.Launch.Yaml;

/// <summary>One mapping of a launch file while it is read: typed access to its keys, and faults for the keys that nothing asks for.</summary>
internal sealed class Section
{
    private readonly Dictionary<string, YamlEntry> _entries;

    internal Section(ReadContext context, YamlMapping mapping, string path, IReadOnlyCollection<string> keys)
    {
        Context = context;
        Path = path;
        Position = mapping.Position;
        _entries = mapping.Entries.ToDictionary(e => e.Key, StringComparer.Ordinal);
        foreach (YamlEntry entry in mapping.Entries)
        {
            string at = PathOf(entry.Key);
            if (!keys.Contains(entry.Key, StringComparer.Ordinal))
            {
                context.Faults.Add(new Fault("launch.unknown-key", $"The key '{YamlTree.Shown(entry.Key)}' means nothing here.", YamlTree.Shown(at), Suggestion.Hint(entry.Key, keys)),
                    entry.KeyPosition);
                continue;
            }

            context.Positions[at] = entry.Value is YamlScalar ? entry.Value.Position : entry.KeyPosition;
        }
    }

    internal ReadContext Context { get; }

    internal string Path { get; }

    internal SourcePosition Position { get; }

    internal string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    internal bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>Where the key's value stands, or else where the section begins.</summary>
    internal SourcePosition At(string key) => _entries.TryGetValue(key, out YamlEntry? entry)
        ? entry.Value is YamlScalar { Kind: not YamlScalarKind.Null } ? entry.Value.Position : entry.KeyPosition
        : Position;

    internal void Add(Fault fault, string key) => Context.Faults.Add(fault, At(key));

    /// <summary>The key's value; a fault when it is missing though required, or empty.</summary>
    internal bool TryGet(string key, bool required, [NotNullWhen(true)] out YamlNode? value)
    {
        value = null;
        if (!_entries.TryGetValue(key, out YamlEntry? entry))
        {
            if (required)
                Context.Faults.Add(new Fault("launch.missing-key", $"The key '{key}' is missing{(Path.Length == 0 ? "" : $" in {Path}")}.", PathOf(key), $"Add {key}: … here."), Position);
            return false;
        }

        if (entry.Value is YamlScalar { Kind: YamlScalarKind.Null })
        {
            Context.Faults.Add(new Fault("launch.no-value", $"The key '{key}' has no value.", PathOf(key), "Give it a value, or remove the line."), entry.KeyPosition);
            return false;
        }

        value = entry.Value;
        return value is not YamlBroken;
    }

    /// <summary>The scalar under the key when it is of one of the kinds.</summary>
    internal YamlScalar? Scalar(string key, bool required, string wanted, params ReadOnlySpan<YamlScalarKind> kinds)
    {
        if (!TryGet(key, required, out YamlNode? node))
            return null;
        return Context.Scalar(node, PathOf(key), wanted, kinds);
    }

    internal string? Text(string key, bool required) => Scalar(key, required, "text", YamlScalarKind.Text)?.Text;

    internal bool? Flag(string key) => Scalar(key, false, "true or false", YamlScalarKind.Bool) is { } scalar
        ? scalar.Text[0] is 't' or 'T'
        : null;

    /// <summary>A whole number between two bounds.</summary>
    internal int? Number(string key, bool required, int least, int most)
    {
        if (Scalar(key, required, "a whole number", YamlScalarKind.Integer) is not { } scalar)
            return null;
        if (scalar.Text.Length <= 9 && scalar.Text.All(char.IsAsciiDigit) && int.Parse(scalar.Text) is var value && value >= least && value <= most)
            return value;
        Add(new Fault("launch.bad-number", $"{key} is {YamlTree.Shown(scalar.Text)}, which is not a whole number from {least} to {most}.", PathOf(key), $"Write a number from {least} to {most}."), key);
        return null;
    }

    /// <summary>One of several words; <paramref name="fallback"/> when the key is absent or faulty.</summary>
    internal T Choice<T>(string key, IReadOnlyDictionary<string, T> words, T fallback)
    {
        if (Text(key, false) is not { } text)
            return fallback;
        if (words.TryGetValue(text, out T? value))
            return value;
        Add(new Fault("launch.bad-choice", $"{key} cannot be '{YamlTree.Shown(text)}'.", PathOf(key), Suggestion.Hint(text, [.. words.Keys])), key);
        return fallback;
    }

    internal YamlMapping? Mapping(string key, bool required)
    {
        if (!TryGet(key, required, out YamlNode? node))
            return null;
        if (node is YamlMapping mapping)
            return mapping;
        Context.WrongType(node, PathOf(key), "a group of keys");
        return null;
    }

    internal YamlSequence? Sequence(string key, bool required)
    {
        if (!TryGet(key, required, out YamlNode? node))
            return null;
        if (node is YamlSequence sequence)
            return sequence;
        Context.WrongType(node, PathOf(key), "a list");
        return null;
    }
}
