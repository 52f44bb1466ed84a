using System.Globalization;
using System.Text;

namespace Bursar.Cli.Output;

/// <summary>Text from outside (a token's name, a row of a list) made harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>Replaces control, format and bidirectional characters by a visible escape such as <c>\u202e</c>; so are line breaks, with which a name could pretend to be a line of ours.</summary>
    public static string Printable(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsHidden(rune) || rune == Rune.ReplacementChar)
                safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                safe.Append(rune.ToString());
        }

        return safe.ToString();
    }

    /// <summary>The same JSON document, with such characters written as escapes: a program reads the same text, a terminal sees nothing that acts on it.</summary>
    public static string Json(string json)
    {
        var safe = new StringBuilder(json.Length);
        Span<char> units = stackalloc char[2];
        foreach (Rune rune in json.EnumerateRunes())
        {
            if (rune.Value == '\n' || !IsHidden(rune))
            {
                safe.Append(rune.ToString());
                continue;
            }

            foreach (char unit in units[..rune.EncodeToUtf16(units)])
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return safe.ToString();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate;
}
