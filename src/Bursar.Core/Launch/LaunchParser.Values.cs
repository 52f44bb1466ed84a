using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>Single values: accounts and amounts.</summary>
internal sealed partial class LaunchParser
{
    private const string OperatorWord = "operator";
    private const string SafeWord = "safe";

    /// <summary>Who sends: an account, or the Safe of the launch.</summary>
    private Address? Operator(Section root) =>
        root.TryGet("operator", false, out YamlNode? node) && node is YamlScalar { Text: SafeWord } ? TheSafe(root, "operator") : Account(root, "operator");

    /// <summary>The Safe that the launch names.</summary>
    private Address? TheSafe(Section section, string key)
    {
        if (_safe is null && !_saysSafe)
            section.Add(new Fault("launch.no-safe", $"{key} is the Safe of the launch, and the launch names none.", section.PathOf(key), "Add safe: and the address that 'bursar safe create' shows, at the top of the file."), key);
        return _safe;
    }

    /// <summary>A required address that is not zero.</summary>
    internal static Address? Account(Section section, string key)
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

    /// <summary>An address, or the word <c>operator</c> or <c>safe</c>.</summary>
    private Address? Party(Section section, string key, bool required)
    {
        if (!section.Has(key) && !required)
            return _operator;
        if (section.Text(key, true) is not { } text)
            return null;
        if (text == OperatorWord)
            return _operator;
        if (text == SafeWord)
            return TheSafe(section, key);
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return Account(section, key);
        section.Add(new Fault("launch.bad-address", $"'{YamlTree.Shown(text)}' is neither an address nor one of the words operator and safe.", section.PathOf(key), "Write operator, safe, or 0x and 40 hexadecimal digits in quotes."), key);
        return null;
    }

    /// <summary>A required amount of more than zero; null after a fault, also when the decimals are not known.</summary>
    internal static Amount? PositiveAmount(Section section, string key, byte? decimals)
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
}
