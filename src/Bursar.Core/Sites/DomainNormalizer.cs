using System.Buffers;
using System.Globalization;
using System.Text;
using Bursar.Core.Faults;

namespace Bursar.Core.Sites;

/// <summary>Turns what people type for a domain into the one form that the registry and DNS share.</summary>
/// <remarks>
/// There is no Unicode normalisation data in this build (globalisation is invariant), so letters outside ASCII are taken only where lower case
/// is all that UTS-46 would do to them: letters that neither decompose nor map to something else. Everything else is refused, and its owner
/// writes the A-label (<c>xn--…</c>) that the registrar shows.
/// </remarks>
internal static class DomainNormalizer
{
    private const int MaxDomain = 253;
    private const int MaxLabel = 63;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly IdnMapping Punycode = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    /// <summary>The normal form, or why there is none.</summary>
    internal static Result<string> Normalize(string text)
    {
        if (Shape(text) is { } shape)
            return shape;
        string lower = text.Replace('\u3002', '.').Replace('\uff0e', '.').Replace('\uff61', '.').ToLowerInvariant();
        if (lower.EndsWith('.'))
            lower = lower[..^1];
        string[] labels = lower.Split('.');
        if (labels.Length < 2)
            return new Fault("site.bad-domain", $"'{Shown(text)}' is no domain: it has no dot.", null, "A site is named by a whole domain such as example.org, or as a product.");
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i].Length == 0)
                return new Fault("site.bad-domain", $"'{Shown(text)}' is no domain: a label between two dots is empty.", null, "Remove the extra dot.");
            Result<string> label = Label(labels[i], text);
            if (!label.TryGet(out string? ascii))
                return label;
            labels[i] = ascii;
        }

        // Resolvers read 127.1 and 127.0x1 as addresses, too.
        if (labels[^1].All(char.IsAsciiDigit) || (labels[^1].StartsWith("0x", StringComparison.Ordinal) && labels[^1].AsSpan(2).IndexOfAnyExcept(HexDigits) < 0))
            return new Fault("site.bad-domain", $"'{Shown(text)}' looks like an IP address, not like a domain.", null, "Sites are known by their domain name.");
        string domain = string.Join('.', labels);
        return domain.Length <= MaxDomain
            ? domain
            : new Fault("site.bad-domain", $"The domain has {domain.Length} characters in A-labels; at most {MaxDomain} are possible.", null, "Use a shorter name.");
    }

    /// <summary>The text, cut and without control characters, for a message.</summary>
    internal static string Shown(string text)
    {
        string cut = text.Length > 80 ? string.Concat(text.AsSpan(0, 80), "…") : text;
        return string.Concat(cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\ufffd' : c));
    }

    private static Fault? Shape(string text)
    {
        string shown = Shown(text);
        if (text.Length == 0)
            return new Fault("site.bad-domain", "The domain is empty.", null, "Write a domain such as example.org.");
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return new Fault("site.bad-domain", $"'{shown}' is an address of a page, not a domain.", null,
                Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 ? $"Write only {Shown(uri.Host)}" : "Write the domain alone, without a scheme.");
        }

        int cut = text.AsSpan().IndexOfAny("/:?#@");
        if (cut == 0 || (cut > 0 && text[cut] == '@'))
            return new Fault("site.bad-domain", $"'{shown}' is no domain.", null, "Write the domain alone, without a user, a port or a path.");
        if (cut > 0)
            return new Fault("site.bad-domain", $"'{shown}' has more than a domain in it.", null, $"Write only {Shown(text[..cut])}");
        if (text.StartsWith("*.", StringComparison.Ordinal))
            return new Fault("site.bad-domain", $"'{shown}' is a wildcard.", null, "Name each site by its own domain.");
        return text.Any(char.IsWhiteSpace)
            ? new Fault("site.bad-domain", $"'{shown}' has a blank in it.", null, "Write the domain without blanks.")
            : null;
    }

    private static Result<string> Label(string label, string whole)
    {
        if (label.StartsWith('-') || label.EndsWith('-'))
            return new Fault("site.bad-domain", $"'{Shown(whole)}' is no domain: a label begins or ends with a hyphen.", null, "Check the spelling.");
        Result<string> ascii = label.All(char.IsAscii) ? Ascii(label, whole) : Encode(label, whole);
        return ascii.TryGet(out string? text) && text.Length > MaxLabel
            ? new Fault("site.bad-domain", $"A label of '{Shown(whole)}' has {text.Length} characters; at most {MaxLabel} are possible.", null, "Check the spelling.")
            : ascii;
    }

    private static Result<string> Ascii(string label, string whole)
    {
        foreach (char c in label)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_'))
                return new Fault("site.bad-domain", $"'{Shown(whole)}' is no domain: '{Shown(c.ToString())}' cannot be in it.", null, "Domains have letters, digits, hyphens and underscores.");
        }

        if (!label.StartsWith("xn--", StringComparison.Ordinal))
            return label;
        try
        {
            string unicode = Punycode.GetUnicode(label);
            if (unicode.Any(c => c > 0x7f) && !unicode.Any(char.IsControl) && Punycode.GetAscii(unicode) == label)
                return label;
        }
        catch (ArgumentException)
        {
            // Not Punycode (RFC 3492): the fault below says so.
        }

        return new Fault("site.bad-punycode", $"The label '{Shown(label)}' begins with xn-- and is no Punycode.", null, "Copy the A-label from your registrar again.");
    }

    private static Result<string> Encode(string label, string whole)
    {
        bool latin = false, greek = false, cyrillic = false;
        foreach (Rune rune in label.EnumerateRunes())
        {
            int c = rune.Value;
            bool isLatin = c is (>= 'a' and <= 'z') or (>= 0xe0 and <= 0x17e);
            bool isGreek = c is >= 0x390 and <= 0x3ce;
            bool isCyrillic = c is (>= 0x430 and <= 0x45f) or 0x491;
            if (!IsStable(c))
                return NotNormal(rune, whole);
            latin |= isLatin;
            greek |= isGreek;
            cyrillic |= isCyrillic;
        }

        if ((latin ? 1 : 0) + (greek ? 1 : 0) + (cyrillic ? 1 : 0) > 1)
        {
            return new Fault("site.mixed-scripts", $"'{Shown(whole)}' mixes letters of Latin, Greek and Cyrillic that look alike in one label.", null,
                "If that is really its name, write the A-label (xn--…) that the registrar shows.");
        }

        try
        {
            return Punycode.GetAscii(label);
        }
        catch (ArgumentException)
        {
            return new Fault("site.bad-domain", $"A label of '{Shown(whole)}' is too long in A-labels.", null, "Use a shorter name.");
        }
    }

    private static Fault NotNormal(Rune rune, string whole) => new Fault("site.not-normalisable",
        $"'{Shown(whole)}' has the character U+{rune.Value:X4}, whose form in domain names is not certain.", null,
        "Write the A-label (xn--…) that the registrar or browser shows for the domain.");

    // Lower-case letters that UTS-46 leaves alone and that have no combining or compatibility twin.
    private static bool IsStable(int c) => c switch
    {
        < 0x80 => char.IsAsciiLetterLower((char)c) || char.IsAsciiDigit((char)c) || c is '-' or '_',
        0xf7 or 0x133 or 0x140 or 0x149 or 0x3c2 => false, // ÷, ĳ, ŀ, ŉ; final sigma differs between IDNA2003 and IDNA2008
        >= 0xe0 and <= 0x17e => char.IsLower((char)c) && c is not 0x138,
        (>= 0x3ac and <= 0x3ce) or 0x390 => true,
        (>= 0x430 and <= 0x45f) or 0x491 => true,
        0x3005 or (>= 0x3041 and <= 0x3096) or (>= 0x30a1 and <= 0x30fa) or 0x30fc => true,
        (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) => true,
        >= 0xac00 and <= 0xd7a3 => true,
        _ => false,
    };
}
