using System.IO.Compression;

namespace Bursar.Core.Lists.Formats;

/// <summary>Looks at the beginning of a file's text and leaves the file as it was.</summary>
internal static class ListStart
{
    private const int Most = 32 * 1024;

    /// <summary>The first bytes of the text, decompressed, at most 32 KiB; <paramref name="source"/> then gives the whole again.</summary>
    internal static byte[] Peek(ref Stream source)
    {
        byte[] raw = new byte[Most];
        long from = source.CanSeek ? source.Position : 0;
        int count = source.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
        if (source.CanSeek)
            source.Position = from;
        else
            source = new Rejoined(raw.AsMemory(0, count), source);
        return raw is [0x1f, 0x8b, ..] ? Inflate(raw, count) : raw[..count];
    }

    private static byte[] Inflate(byte[] raw, int count)
    {
        byte[] text = new byte[Most];
        int length = 0;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(raw, 0, count, writable: false), CompressionMode.Decompress);
            while (length < text.Length && gzip.Read(text, length, text.Length - length) is int read && read > 0)
                length += read;
        }
        catch (InvalidDataException)
        {
            // Damaged, or cut off by looking at its beginning only; reading the whole says which.
        }

        return text[..length];
    }

    /// <summary>Bytes that were read before, followed by the rest. Leaves the inner stream open.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> start, Stream rest) : Stream
    {
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (_given == start.Length)
                return rest.Read(buffer);
            int count = Math.Min(buffer.Length, start.Length - _given);
            start.Span.Slice(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
