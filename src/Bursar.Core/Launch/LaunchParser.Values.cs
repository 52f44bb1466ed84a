using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Single values: accounts, amounts, times, paths.</summary>
internal sealed partial class LaunchParser
{
    private const string OperatorWord = "operator";
    private const int MaxPath = 255;

    private static readonly Dictionary<string, ListUnit> Units = new(StringComparer.Ordinal) { ["tokens"] = ListUnit.Tokens, ["base"] = ListUnit.Base };

    private static readonly Dictionary<string, AllowedRows> Allowances = new(StringComparer.Ordinal)
    {
        ["zero-address"] = AllowedRows.ZeroAddress,
        ["zero-amount"] = AllowedRows.ZeroAmount,
        ["duplicates"] = AllowedRows.Duplicates,
    };

    /// <summary>A required address that is not zero.</summary>
    private static Address? Account(Section section, string key)
    {
        if (section.Text(key, true) is not { } text)
            return null;
        string path = section.PathOf(key);
        if (!Address.TryParse(text, out Address address, out AddressError error))
        {
            section.Add(BadAddress(text, error, path), key);
            return null;
        }

        if (!address.IsZero)
            return address;
        section.Add(GenesisCheck.ZeroAddress(path), key);
        return null;
    }

    private static Fault BadAddress(string text, AddressError error, string path) => error == AddressError.Checksum
        ? new Fault("launch.bad-address", $"The checksum of {YamlTree.Shown(text)} is wrong (EIP-55): a character was changed.", path, "Copy the address again; write it in lower case only if it has no checksum.")
        : new Fault("launch.bad-address", $"'{YamlTree.Shown(text)}' is no address.", path, "An address is 0x and 40 hexadecimal digits, in quotes.");

    /// <summary>An address, or the word <c>operator</c>.</summary>
    private Address? Party(Section section, string key, bool required)
    {
        if (!section.Has(key) && !required)
            return _operator;
        if (section.Text(key, true) is not { } text)
            return null;
        if (text == OperatorWord)
            return _operator;
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return Account(section, key);
        section.Add(new Fault("launch.bad-address", $"'{YamlTree.Shown(text)}' is neither an address nor the word operator.", section.PathOf(key), "Write operator, or 0x and 40 hexadecimal digits in quotes."), key);
        return null;
    }

    /// <summary>A required amount of more than zero; null after a fault, also when the decimals are not known.</summary>
    private static Amount? PositiveAmount(Section section, string key, byte? decimals)
    {
        if (section.Scalar(key, true, "an amount", YamlScalarKind.Text, YamlScalarKind.Integer, YamlScalarKind.Float) is not { } scalar)
            return null;
        string text = scalar.Text;
        string shown = YamlTree.Shown(text);
        string path = section.PathOf(key);
        if (Amount.TryParse(text, decimals ?? 0, out Amount amount))
        {
            if (!amount.BaseUnits.IsZero)
                return decimals is null ? null : amount;
            section.Add(new Fault("launch.bad-amount", $"{key} is zero.", path, "Give an amount of more than zero."), key);
            return null;
        }

        int point = text.IndexOf('.', StringComparison.Ordinal);
        bool number = Amount.TryParse(point < 0 ? text : text[..point], 0, out _) && (point < 0 || (point + 1 < text.Length && text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9') < 0));
        if (number && decimals is null)
            return null;
        section.Add(number && text.Length - point - 1 > decimals && point >= 0
            ? new Fault("launch.bad-amount", $"{key} is {shown}, which has more than the token's {decimals} digits after the point.", path, "Nothing is ever rounded: write fewer digits.")
            : number
                ? new Fault("launch.bad-amount", $"{key} is {shown}, which is more than 2^256 − 1 base units.", path, "Write a smaller amount.")
                : new Fault("launch.bad-amount", $"{key} is '{shown}', which is no amount.", path, "Write digits with a point, such as 1_000_000 or 0.25: no signs, commas, units or exponents."), key);
        return null;
    }

    /// <summary>The list of a section: its path, unit and allowances.</summary>
    private ListSpec? List(Section section)
    {
        string? path = section.Text("list", true);
        if (path is not null && PathFault(path, section.PathOf("list")) is { } fault)
        {
            section.Add(fault, "list");
            path = null;
        }

        ListUnit unit = section.Choice("unit", Units, ListUnit.Tokens);
        AllowedRows allow = Allow(section);
        return path is null ? null : new ListSpec { Path = path, Unit = unit, Allow = allow, Position = section.At("list") };
    }

    private AllowedRows Allow(Section section)
    {
        AllowedRows allow = AllowedRows.None;
        if (section.Sequence("allow", false) is not { } words)
            return allow;
        foreach (YamlNode node in words.Items)
        {
            string path = section.PathOf("allow");
            if (context.Scalar(node, path, "text", YamlScalarKind.Text) is not { } word)
                continue;
            if (Allowances.TryGetValue(word.Text, out AllowedRows flag))
                allow |= flag;
            else
                context.Faults.Add(new Fault("launch.bad-choice", $"allow cannot name '{YamlTree.Shown(word.Text)}'.", path, Suggestion.Hint(word.Text, Allowances.Keys)), node.Position);
        }

        return allow;
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
