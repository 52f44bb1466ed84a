using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Networks;

/// <summary>One JSON object while it is read: typed access, and a fault for each member that is missing, wrong or unknown.</summary>
internal sealed class JsonSection
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly List<Fault> _faults;

    internal JsonSection(JsonElement element, string path, List<Fault> faults, IReadOnlyCollection<string> known)
    {
        _element = element;
        _path = path;
        _faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, "an object");
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                faults.Add(new Fault("network.unknown-member", $"The member '{Shown(property.Name)}' means nothing here.", $"{path}.{Shown(property.Name)}", Suggestion.Hint(property.Name, known)));
        }
    }

    internal bool Has(string name) => _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out _);

    internal string? Text(string name, int most, Func<char, bool> allowed)
    {
        if (!Get(name, true, out JsonElement value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length >= 1 && text.Length <= most && text.All(allowed))
            return text;
        Wrong($"{_path}.{name}", $"a text of 1 to {most} permitted characters");
        return null;
    }

    internal ulong? Number(string name, ulong least, ulong most)
    {
        if (!Get(name, true, out JsonElement value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong number) && number >= least && number <= most)
            return number;
        Wrong($"{_path}.{name}", $"a whole number from {least} to {most}");
        return null;
    }

    internal bool Flag(string name, bool fallback)
    {
        if (!Get(name, false, out JsonElement value))
            return fallback;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Wrong($"{_path}.{name}", "true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    internal T Choice<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (!Get(name, true, out JsonElement value))
            return default;
        if (value.ValueKind == JsonValueKind.String && words.TryGetValue(value.GetString()!, out T found))
            return found;
        Wrong($"{_path}.{name}", $"one of {string.Join(", ", words.Keys)}");
        return default;
    }

    /// <summary>An optional list of words, each once, that stand for something.</summary>
    internal IReadOnlyList<T> Words<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : class
    {
        if (!Get(name, false, out JsonElement value))
            return [];
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
        var found = new List<T>();
        foreach (JsonElement item in items)
        {
            if (item.ValueKind == JsonValueKind.String && words.TryGetValue(item.GetString()!, out T? word) && !found.Contains(word))
                found.Add(word);
        }

        if (found.Count == 0 || found.Count != items.Length)
            Wrong($"{_path}.{name}", $"a list of {string.Join(", ", words.Keys)}, each once");
        return found;
    }

    internal Uri? Web(string name)
    {
        if (!Get(name, false, out JsonElement value))
            return null;
        if (value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https")
            return uri;
        Wrong($"{_path}.{name}", "an address that begins with https:// or http://");
        return null;
    }

    /// <summary>One address of a node or a list of them: http, https, ws, wss, or <c>ipc:</c> with a path.</summary>
    internal IReadOnlyList<Uri> Nodes(string name, int most)
    {
        if (!Get(name, false, out JsonElement value))
            return [];
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        var nodes = new List<Uri>();
        foreach (JsonElement item in items)
        {
            if (item.ValueKind == JsonValueKind.String && Uri.TryCreate(item.GetString(), UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "ws" or "wss" or "ipc")
                nodes.Add(uri);
        }

        if (nodes.Count != items.Length || nodes.Count == 0 || nodes.Count > most)
            Wrong($"{_path}.{name}", $"the address of a node (https://, http://, wss://, ws:// or ipc:/path), or a list of 1 to {most} of them");
        return nodes;
    }

    internal JsonSection? Section(string name, IReadOnlyCollection<string> known)
    {
        if (!Get(name, true, out JsonElement value))
            return null;
        var section = new JsonSection(value, $"{_path}.{name}", _faults, known);
        return value.ValueKind == JsonValueKind.Object ? section : null;
    }

    internal IEnumerable<(JsonElement Element, string Path)> Items(string name)
    {
        if (!Get(name, true, out JsonElement value))
            yield break;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong($"{_path}.{name}", "an array");
            yield break;
        }

        int i = 0;
        foreach (JsonElement item in value.EnumerateArray())
            yield return (item, $"{_path}.{name}[{i++}]");
    }

    internal Dictionary<string, Address> Addresses(string name)
    {
        Dictionary<string, Address> found = new(StringComparer.Ordinal);
        if (!Get(name, false, out JsonElement value))
            return found;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong($"{_path}.{name}", "an object of names and addresses");
            return found;
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String && Address.TryParse(property.Value.GetString(), out Address address) && !address.IsZero)
                found[property.Name] = address;
            else
                Wrong($"{_path}.{name}.{Shown(property.Name)}", "an address with a right checksum");
        }

        return found;
    }

    /// <summary>A required address that is not zero.</summary>
    internal Address AddressOf(string name)
    {
        if (!Get(name, true, out JsonElement value))
            return default;
        if (value.ValueKind == JsonValueKind.String && Address.TryParse(value.GetString(), out Address address) && !address.IsZero)
            return address;
        Wrong($"{_path}.{name}", "an address with a right checksum");
        return default;
    }

    /// <summary>A required hash.</summary>
    internal Hash32 HashOf(string name)
    {
        if (!Get(name, true, out JsonElement value))
            return default;
        if (value.ValueKind == JsonValueKind.String && Hash32.TryParse(value.GetString(), out Hash32 hash))
            return hash;
        Wrong($"{_path}.{name}", "a hash of 32 bytes");
        return default;
    }

    internal void Refuse(string name, string why)
    {
        if (Has(name))
            _faults.Add(new Fault("network.unknown-member", why, $"{_path}.{name}", $"Remove {name}."));
    }

    private bool Get(string name, bool required, out JsonElement value)
    {
        value = default;
        if (_element.ValueKind != JsonValueKind.Object)
            return false;
        if (_element.TryGetProperty(name, out value))
            return true;
        if (required)
            _faults.Add(new Fault("network.missing-member", $"The member '{name}' is missing.", $"{_path}.{name}", "See docs/networks.md for what a profile has."));
        return false;
    }

    private void Wrong(string path, string wanted) =>
        _faults.Add(new Fault("network.bad-value", $"{path} is not {wanted}.", path, "See docs/networks.md for what a profile has."));

    private static string Shown(string text)
    {
        string cut = text.Length > 60 ? string.Concat(text.AsSpan(0, 60), "…") : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? '\ufffd' : c));
    }
}
