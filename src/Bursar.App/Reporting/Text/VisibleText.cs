using System.Globalization;
using System.Text;

namespace Bursar.App.Reporting.Text;

/// <summary>
/// Makes text from strangers honest: characters that cannot be seen, that reorder their neighbours or that XML forbids are written
/// as ⟨U+202E⟩, and piles of combining marks are cut.
/// </summary>
internal static class VisibleText
{
    private const int MaxMarks = 3;

    /// <summary>The text with every invisible character made visible. Ordinary text comes back as the same instance.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return text;
        var visible = new StringBuilder(text.Length + 16);
        int marks = 0;
        UnicodeCategory previous = default;
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            bool emojiStyle = rune.Value == 0xFE0F && previous == UnicodeCategory.OtherSymbol;
            if ((IsHidden(rune, category) && !emojiStyle) || marks > MaxMarks)
                visible.Append("⟨U+").Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture)).Append('⟩');
            else
                visible.Append(rune.ToString());
            previous = category;
        }

        return visible.ToString();
    }

    /// <summary>The visible text, cut to a length that a page can carry.</summary>
    public static string Short(string text, int length)
    {
        // What is made visible never gets shorter, so nothing behind the cut is looked at.
        string visible = Of(text.Length > length ? text[..(length + 1)] : text);
        if (visible.Length <= length)
            return visible;
        int cut = char.IsHighSurrogate(visible[length - 1]) ? length - 1 : length;
        return visible[..cut] + "…";
    }

    private static bool IsHidden(Rune rune, UnicodeCategory category) => category switch
    {
        // Format holds bidi controls, zero-width joiners, soft hyphen, byte-order mark and tag characters.
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => true,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        _ => rune.Value is 0xFFFD or 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF),
    };
}
