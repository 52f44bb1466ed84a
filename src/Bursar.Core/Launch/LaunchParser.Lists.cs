using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;

namespace Bursar.Core.Launch;

/// <summary>Lists beside the launch file: a path, or a path with what it takes to read the list.</summary>
internal sealed partial class LaunchParser
{
    private const int MaxPath = 255;

    private static readonly string[] ListKeys = ["file", "format", "token", "digits", "zone", "ignore", "leave-out"];
    private static readonly Dictionary<string, ListUnit> Units = new(StringComparer.Ordinal) { ["tokens"] = ListUnit.Tokens, ["base"] = ListUnit.Base };

    private static readonly Dictionary<string, AllowedRows> Allowances = new(StringComparer.Ordinal)
    {
        ["zero-address"] = AllowedRows.ZeroAddress,
        ["zero-amount"] = AllowedRows.ZeroAmount,
        ["duplicates"] = AllowedRows.Duplicates,
    };

    private static readonly Dictionary<string, DigitReading?> DigitWords = new(StringComparer.Ordinal) { ["decimal"] = DigitReading.Decimal, ["hex"] = DigitReading.Hex };
    private static readonly Dictionary<string, bool> LeaveOuts = new(StringComparer.Ordinal) { ["zero-amount"] = true };

    private static readonly Dictionary<string, ListFields> Ignorable = new(StringComparer.Ordinal)
    {
        ["id"] = ListFields.Id,
        ["price"] = ListFields.Price,
        ["currency"] = ListFields.Currency,
        ["schedule"] = ListFields.Schedule,
    };

    /// <summary>The list of a section: its path, format, unit and allowances.</summary>
    private ListSpec? List(Section section)
    {
        ListSpec? spec = !section.TryGet("list", true, out YamlNode? node) ? null
            : node is YamlMapping mapping ? ListGroup(new Section(context, mapping, section.PathOf("list"), ListKeys))
            : ListPath(section, "list");
        ListUnit unit = section.Choice("unit", Units, ListUnit.Tokens);
        AllowedRows allow = Words(section, "allow", Allowances).Aggregate(AllowedRows.None, (all, one) => all | one);
        return spec is null ? null : spec with { Unit = unit, UnitIsDefault = !section.Has("unit"), Allow = allow, Position = section.At("list") };
    }

    private ListSpec? ListGroup(Section section)
    {
        ListSpec? spec = ListPath(section, "file");
        ListFormat? format = section.Choice("format", ListFormatText.Names.ToDictionary(n => n, n => (ListFormat?)Enum.GetValues<ListFormat>().First(f => f.Name() == n), StringComparer.Ordinal), null);
        Asset? token = section.Text("token", false) is { } text ? TokenOf(section, text) : null;
        DigitReading? digits = section.Choice("digits", DigitWords, null);
        TimeSpan? zone = section.Text("zone", false) is { } name ? ZoneOf(section, name) : null;
        bool leaveOut = section.Choice("leave-out", LeaveOuts, false);
        ListFields lose = Words(section, "ignore", Ignorable).Aggregate(ListFields.None, (all, one) => all | one);
        return spec is null ? null : spec with { Format = format, Token = token, Digits = digits, Zone = zone, LeaveOutZero = leaveOut, Lose = lose };
    }

    private static ListSpec? ListPath(Section section, string key)
    {
        if (section.Text(key, true) is not { } path)
            return null;
        if (PathFault(path, section.PathOf(key)) is not { } fault)
            return new ListSpec { Path = path, Unit = ListUnit.Tokens, Allow = AllowedRows.None, Position = section.At(key) };
        section.Add(fault, key);
        return null;
    }

    /// <summary>The path of the policy that the launch is under.</summary>
    private static string? Policy(Section root)
    {
        if (root.Text("policy", false) is not { } path)
            return null;
        if (PathFault(path, "policy") is not { } fault)
            return path;
        root.Add(fault, "policy");
        return null;
    }

    private static Asset? TokenOf(Section section, string text)
    {
        if (Asset.TryParse(text, out Asset asset))
            return asset;
        section.Add(new Fault("launch.bad-address", $"'{YamlTree.Shown(text)}' is no token.", section.PathOf("token"), "Write native, or the token's address in quotes."), "token");
        return null;
    }

    private static TimeSpan? ZoneOf(Section section, string text)
    {
        if (StreamTerms.TryParseZone(text, out TimeSpan zone))
            return zone;
        section.Add(new Fault("launch.bad-choice", $"zone cannot be '{YamlTree.Shown(text)}'.", section.PathOf("zone"), "Write UTC, or an offset such as \"+02:00\"."), "zone");
        return null;
    }

    /// <summary>A list of words, each of which means something.</summary>
    private List<T> Words<T>(Section section, string key, Dictionary<string, T> meanings)
    {
        List<T> found = [];
        if (section.Sequence(key, false) is not { } words)
            return found;
        foreach (YamlNode node in words.Items)
        {
            string path = section.PathOf(key);
            if (context.Scalar(node, path, "text", YamlScalarKind.Text) is not { } word)
                continue;
            if (meanings.TryGetValue(word.Text, out T? meaning))
                found.Add(meaning);
            else
                context.Faults.Add(new Fault("launch.bad-choice", $"{key} cannot name '{YamlTree.Shown(word.Text)}'.", path, Suggestion.Hint(word.Text, meanings.Keys)), node.Position);
        }

        return found;
    }

    private static Fault? PathFault(string path, string field)
    {
        string shown = YamlTree.Shown(path);
        if (path.Length is 0 or > MaxPath || path.Any(char.IsControl) || path.Contains('\\', StringComparison.Ordinal))
            return new Fault("launch.bad-path", $"'{shown}' is no path of a list.", field, $"Write a relative path of at most {MaxPath} characters with / between folders.");
        if (path.Contains("://", StringComparison.Ordinal))
            return new Fault("launch.bad-path", $"'{shown}' is an address on the web; lists are read from files.", field, "Download the list beside the launch file, review it, and name the file.");
        if (path.StartsWith('/') || path.StartsWith('~') || (path.Length > 1 && path[1] == ':'))
            return new Fault("launch.bad-path", $"'{shown}' is an absolute path.", field, "Lists stand in the launch file's folder, so that the folder can be passed on: write a relative path.");
        return path.Split('/').Any(part => part is "" or "." or "..")
            ? new Fault("launch.bad-path", $"'{shown}' does not stay inside the launch file's folder.", field, "Write the path without . and .. and without double slashes.")
            : null;
    }
}
