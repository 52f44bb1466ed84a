using System.Globalization;
using System.Text;

namespace Bursar.Core.Lists;

/// <summary>Shows text from a file in a message: short, on one line, with nothing in it that could act on a terminal.</summary>
internal static class CellText
{
    private const int Longest = 60;

    /// <summary>Quoted text of untrusted bytes.</summary>
    internal static string Show(ReadOnlySpan<byte> bytes)
    {
        bool cut = bytes.Length > 4 * Longest;
        return Show(Encoding.UTF8.GetString(cut ? bytes[..(4 * Longest)] : bytes), cut);
    }

    /// <summary>Quoted text of untrusted characters.</summary>
    internal static string Show(string text, bool cut = false)
    {
        var shown = new StringBuilder("'");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                cut = true;
                break;
            }

            if (MustEscape(rune))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                shown.Append(rune.ToString());
        }

        return shown.Append(cut ? "…'" : "'").ToString();
    }

    // Control, format (bidirectional marks, zero width), separators other than the plain blank, surrogates, private use, unassigned.
    private static bool MustEscape(Rune rune) => rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
