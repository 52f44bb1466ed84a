namespace Bursar.Core.Launch;

/// <summary>Texts that go on chain and are shown to people: names, symbols, titles.</summary>
public static class PlainText
{
    /// <summary>True for one line of 1 to <paramref name="most"/> characters that reads as it is written: no control characters, no line separators,
    /// nothing that turns the direction of writing (a reviewer would see another text than the chain gets), no blanks around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Most characters (Unicode scalar values).</param>
    public static bool IsLine(string text, int most) =>
        text.EnumerateRunes().Count() is int length && length >= 1 && length <= most && !text.Any(Misleads) && text.Trim().Length == text.Length;

    private static bool Misleads(char c) => char.IsControl(c) || c is (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
