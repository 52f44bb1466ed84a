namespace Bursar.Core.Lists;

/// <summary>Cuts bytes into lines that end with LF, CRLF or CR; skips a UTF-8 byte order mark.</summary>
internal sealed class LineReader(BoundedSource source, int maxLine)
{
    private readonly byte[] _buffer = new byte[Math.Max(64 * 1024, maxLine + 1) * 2];
    private int _at;
    private int _end;
    private bool _ended;
    private bool _started;
    private bool _skipLineFeed;

    /// <summary>What <see cref="Next"/> found.</summary>
    internal enum Found
    {
        /// <summary>No more lines.</summary>
        End,

        /// <summary>A line.</summary>
        Line,

        /// <summary>A line that is too long; its first bytes are given, the rest is passed over.</summary>
        TooLong,
    }

    /// <summary>Number of the line that was found last, from 1.</summary>
    internal int Line { get; private set; }

    /// <summary>Gives the next line without its end; it is valid until the next call.</summary>
    internal Found Next(out ReadOnlySpan<byte> line)
    {
        if (!_started)
            SkipMark();
        while (true)
        {
            if (_skipLineFeed && _at < _end)
            {
                if (_buffer[_at] == '\n')
                    _at++;
                _skipLineFeed = false;
            }

            ReadOnlySpan<byte> rest = _buffer.AsSpan(_at, _end - _at);
            int length = rest.IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0)
            {
                _skipLineFeed = rest[length] == '\r';
                _at += length + 1;
                Line++;
                line = rest[..Math.Min(length, maxLine)];
                return length <= maxLine ? Found.Line : Found.TooLong;
            }

            if (_ended)
            {
                _at = _end;
                line = rest[..Math.Min(rest.Length, maxLine)];
                if (rest.IsEmpty)
                    return Found.End;
                Line++;
                return rest.Length <= maxLine ? Found.Line : Found.TooLong;
            }

            if (rest.Length > maxLine)
            {
                line = rest[..maxLine].ToArray();
                Line++;
                PassOver();
                return Found.TooLong;
            }

            Fill();
        }
    }

    /// <summary>The first bytes of the text, for telling what it is.</summary>
    internal ReadOnlySpan<byte> Start()
    {
        while (_end < 8 && !_ended)
            Fill();
        return _buffer.AsSpan(0, Math.Min(8, _end));
    }

    /// <summary>What was read of the source and not yet given out as lines; the reader gives nothing afterwards.</summary>
    /// <param name="skipLineFeed">True when a line feed at the start belongs to the line before.</param>
    internal ReadOnlySpan<byte> TakeRest(out bool skipLineFeed)
    {
        skipLineFeed = _skipLineFeed;
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_at, _end - _at);
        _at = _end;
        _ended = true;
        return rest;
    }

    private void SkipMark()
    {
        _started = true;
        if (Start().StartsWith("\uFEFF"u8))
            _at = 3;
    }

    private void PassOver()
    {
        while (true)
        {
            int length = _buffer.AsSpan(_at, _end - _at).IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0)
            {
                _skipLineFeed = _buffer[_at + length] == '\r';
                _at += length + 1;
                return;
            }

            _at = _end;
            if (_ended)
                return;
            Fill();
        }
    }

    private void Fill()
    {
        if (_at > 0)
        {
            Buffer.BlockCopy(_buffer, _at, _buffer, 0, _end - _at);
            _end -= _at;
            _at = 0;
        }

        int read = source.Read(_buffer.AsSpan(_end));
        _ended = read == 0;
        _end += read;
    }
}
