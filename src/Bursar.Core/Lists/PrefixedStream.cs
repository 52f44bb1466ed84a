namespace Bursar.Core.Lists;

/// <summary>A stream whose first bytes can be looked at before they are read; counts what is read. Leaves the inner stream open.</summary>
internal sealed class PrefixedStream(Stream inner) : Stream
{
    private readonly byte[] _prefix = new byte[16];
    private int _filled;
    private int _given;

    /// <summary>Bytes given out so far.</summary>
    internal long Count { get; private set; }

    /// <summary>The last four bytes given out, the last one most significant: the length that a gzip file states at its end.</summary>
    internal uint Tail { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, at most <paramref name="count"/>; fewer when the stream is shorter.</summary>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        while (_filled < count)
        {
            int read = inner.Read(_prefix, _filled, count - _filled);
            if (read == 0)
                break;
            _filled += read;
        }

        return _prefix.AsSpan(0, Math.Min(count, _filled));
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_given < _filled)
        {
            read = Math.Min(buffer.Length, _filled - _given);
            _prefix.AsSpan(_given, read).CopyTo(buffer);
            _given += read;
        }
        else
        {
            read = inner.Read(buffer);
        }

        Count += read;
        foreach (byte b in buffer[Math.Max(0, read - 4)..read])
            Tail = (Tail >> 8) | ((uint)b << 24);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
