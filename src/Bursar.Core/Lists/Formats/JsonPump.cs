using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Gives the tokens of a JSON text one by one, without ever holding more of it than one token.</summary>
/// <remarks>Nothing beyond the standard: no comments, no trailing commas. Depth and the length of a token are limited.</remarks>
internal sealed class JsonPump(BoundedSource source, int maxToken)
{
    private const int MaxDepth = 16;

    private byte[] _buffer = new byte[64 * 1024];
    private byte[] _text = new byte[256];
    private int _length;
    private int _at;
    private int _end;
    private bool _ended;
    private bool _started;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MaxDepth });

    /// <summary>What <see cref="Next"/> found.</summary>
    internal JsonTokenType Token { get; private set; }

    /// <summary>Content of a name, text or number, without quotes and escapes.</summary>
    internal ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Line of the text, from 1.</summary>
    internal long Line { get; private set; } = 1;

    /// <summary>True when <see cref="Text"/> is <paramref name="ascii"/>.</summary>
    internal bool Is(ReadOnlySpan<byte> ascii) => Text.SequenceEqual(ascii);

    internal string String() => Encoding.UTF8.GetString(Text);

    /// <summary>Goes to the next token; false at the end of the document.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="FaultException">A token is too long, or the source's limit is reached.</exception>
    internal bool Next()
    {
        if (!_started)
            SkipMark();
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_at, _end - _at), _ended, _state);
            bool found = reader.Read();
            if (found)
                Take(ref reader);
            int consumed = (int)reader.BytesConsumed;
            Line += _buffer.AsSpan(_at, consumed).Count((byte)'\n');
            _at += consumed;
            _state = reader.CurrentState;
            if (found)
                return true;
            if (_ended)
                return false;
            Fill();
        }
    }

    /// <summary>Passes over the value that begins with the current token.</summary>
    internal void Skip()
    {
        int depth = 0;
        do
        {
            depth += Token switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
        while (depth > 0 && Next());
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Token = reader.TokenType;
        _length = 0;
        if (Token is not (JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number))
            return;
        if (reader.ValueSpan.Length > maxToken)
            throw TooLong();
        if (_text.Length < reader.ValueSpan.Length)
            _text = new byte[Math.Max(2 * _text.Length, reader.ValueSpan.Length)];
        if (Token == JsonTokenType.Number || !reader.ValueIsEscaped)
        {
            reader.ValueSpan.CopyTo(_text);
            _length = reader.ValueSpan.Length;
        }
        else
        {
            _length = reader.CopyString(_text);
        }

        if (!System.Text.Ascii.IsValid(Text) && !Utf8.IsValid(Text))
            throw new FaultException(new Fault("list.bad-utf8", $"A text in line {Line} is not UTF-8.", null, "Save the file in UTF-8.") { Line = Line });
    }

    private void SkipMark()
    {
        _started = true;
        while (_end < 3 && !_ended)
            Fill();
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _at = 3;
    }

    private void Fill()
    {
        if (_at > 0)
        {
            Buffer.BlockCopy(_buffer, _at, _buffer, 0, _end - _at);
            _end -= _at;
            _at = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_end > maxToken + 64)
                throw TooLong();
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read = source.Read(_buffer.AsSpan(_end));
        _ended = read == 0;
        _end += read;
    }

    private FaultException TooLong() => new(new Fault("list.line-too-long", $"A text in line {Line} is longer than {maxToken} bytes.", null, "Check that this is a list.") { Line = Line });
}
