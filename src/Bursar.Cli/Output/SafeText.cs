using System.Globalization;
using System.Text;

namespace Bursar.Cli.Output;

/// <summary>Text from outside (a token's name, a row of a list) made harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>Replaces control, format and bidirectional characters by a visible escape such as <c>\u202e</c>.</summary>
    public static string Printable(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (rune.Value == '\n')
                safe.Append('\n');
            else if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                     or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate || rune == Rune.ReplacementChar)
                safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                safe.Append(rune.ToString());
        }

        return safe.ToString();
    }
}
