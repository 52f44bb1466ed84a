using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Bursar.Evm.Generators.Json;

/// <summary>Reads RFC 8259 text, nested at most 64 deep.</summary>
internal sealed class JsonParser
{
    private const int MaxDepth = 64;
    private readonly string _text;
    private int _at;

    private JsonParser(string text) => _text = text;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonValue Parse(string text)
    {
        var parser = new JsonParser(text);
        if (text.Length > 0 && text[0] == '\uFEFF')
            parser._at = 1;
        JsonValue value = parser.Value(0);
        parser.Blanks();
        return parser._at == text.Length ? value : throw parser.Fail("text follows the JSON value");
    }

    private JsonValue Value(int depth)
    {
        if (depth > MaxDepth)
            throw Fail("the JSON is nested too deep");
        Blanks();
        int start = _at;
        return Peek() switch
        {
            '{' => new JsonValue(start) { Members = Members(depth) },
            '[' => new JsonValue(start) { Items = Items(depth) },
            '"' => new JsonValue(start) { Text = Text() },
            _ => new JsonValue(start) { Literal = Literal() },
        };
    }

    private Dictionary<string, JsonValue> Members(int depth)
    {
        var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        _at++;
        if (Skip('}'))
            return members;
        do
        {
            Blanks();
            if (Peek() != '"')
                throw Fail("a key in quotes is expected");
            string key = Text();
            if (!Skip(':'))
                throw Fail("':' is expected");
            members[key] = Value(depth + 1);
        }
        while (Skip(','));
        return Skip('}') ? members : throw Fail("',' or '}' is expected");
    }

    private List<JsonValue> Items(int depth)
    {
        var items = new List<JsonValue>();
        _at++;
        if (Skip(']'))
            return items;
        do
            items.Add(Value(depth + 1));
        while (Skip(','));
        return Skip(']') ? items : throw Fail("',' or ']' is expected");
    }

    private string Text()
    {
        int end = _text.IndexOfAny(['"', '\\'], ++_at);
        if (end >= 0 && _text[end] == '"')
        {
            string plain = _text.Substring(_at, end - _at);
            RequireNoControl(plain);
            _at = end + 1;
            return plain;
        }

        var text = new StringBuilder();
        while (Peek() is var c && c != '"')
        {
            _at++;
            if (c == '\0' || char.IsControl(c))
                throw Fail("a string does not end on its line");
            text.Append(c == '\\' ? Escape() : c);
        }

        _at++;
        return text.ToString();
    }

    private void RequireNoControl(string plain)
    {
        foreach (char c in plain)
        {
            if (c < ' ')
                throw Fail("a string does not end on its line");
        }
    }

    private char Escape()
    {
        char c = Peek();
        _at++;
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                _at += 4;
                return (char)unit;
            default:
                throw Fail("an escape in a string is unknown");
        }
    }

    private string Literal()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
            _at++;
        string literal = _text.Substring(start, _at - start);
        if (literal is "true" or "false" or "null")
            return literal;
        if (literal.Length > 0 && (literal[0] == '-' || char.IsDigit(literal[0]))
            && double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return literal;
        }

        _at = start;
        throw Fail("a JSON value is expected");
    }

    private bool Skip(char c)
    {
        Blanks();
        if (Peek() != c)
            return false;
        _at++;
        return true;
    }

    private void Blanks()
    {
        while (_at < _text.Length && (_text[_at] is ' ' or '\t' or '\n' or '\r'))
            _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private JsonException Fail(string message) => new(message, Math.Min(_at, _text.Length));
}
