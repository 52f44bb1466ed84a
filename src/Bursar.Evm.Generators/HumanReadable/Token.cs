namespace Bursar.Evm.Generators.HumanReadable;

/// <summary>A word, a number or one of the characters <c>( ) { } [ ] , ;</c>.</summary>
/// <param name="Position">Index of its first character.</param>
/// <param name="Text">Its characters; empty behind the last token.</param>
/// <param name="StartsLine">Whether it is the first of its line.</param>
internal readonly record struct Token(int Position, string Text, bool StartsLine)
{
    /// <summary>Whether it is a word: letters, digits, <c>_</c> and <c>$</c>, not starting with a digit.</summary>
    public bool IsWord => Text.Length > 0 && (IsWordCharacter(Text[0]) && !IsDigit(Text[0]));

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Text.Length > 0 && IsDigit(Text[0]);

    public bool Is(string text) => Text == text;

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsWordCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or '$' || IsDigit(c);
}
