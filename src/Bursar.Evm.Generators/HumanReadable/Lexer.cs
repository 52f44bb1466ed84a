using System;
using System.Collections.Generic;

namespace Bursar.Evm.Generators.HumanReadable;

/// <summary>Splits text into tokens, without blanks and comments.</summary>
internal static class Lexer
{
    /// <summary>The tokens, and one without text at the end.</summary>
    /// <exception cref="TextException">A character belongs to nothing, or a comment does not end.</exception>
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        bool startsLine = true;
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (c is '\n' or '\r')
            {
                startsLine = true;
                at++;
            }
            else if (c is ' ' or '\t' or '\ufeff')
            {
                at++;
            }
            else if (c == '/' && at + 1 < text.Length && text[at + 1] is '/' or '*')
            {
                at = SkipComment(text, at, ref startsLine);
            }
            else
            {
                int end = End(text, at);
                tokens.Add(new Token(at, text.Substring(at, end - at), startsLine));
                startsLine = false;
                at = end;
            }
        }

        tokens.Add(new Token(text.Length, "", startsLine));
        return tokens;
    }

    private static int SkipComment(string text, int at, ref bool startsLine)
    {
        if (text[at + 1] == '/')
        {
            int line = text.IndexOfAny(['\n', '\r'], at);
            return line < 0 ? text.Length : line;
        }

        int close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (close < 0)
            throw new TextException(at, "a comment does not end");
        startsLine |= text.IndexOfAny(['\n', '\r'], at, close - at) >= 0;
        return close + 2;
    }

    private static int End(string text, int at)
    {
        if ("(){}[],;".IndexOf(text[at]) >= 0)
            return at + 1;
        int end = at;
        bool number = Token.IsDigit(text[at]);
        while (end < text.Length && (number ? Token.IsDigit(text[end]) : Token.IsWordCharacter(text[end])))
            end++;
        return end > at ? end : throw new TextException(at, $"the character '{text[at]}' belongs to no declaration");
    }
}
