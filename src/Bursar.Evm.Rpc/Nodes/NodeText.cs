using System.Text;

namespace Bursar.Evm.Rpc.Nodes;

/// <summary>Makes a stranger's text fit for a message: one line, no control characters, not long.</summary>
internal static class NodeText
{
    private const int MaxLength = 400;

    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength) + 1);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length >= MaxLength)
            {
                clean.Append('…');
                break;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (!IsHidden(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned;
}
