using System.Globalization;
using System.IO.Compression;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists;

/// <summary>The text of an untrusted file: decompresses gzip (told by its first bytes) and stops at the limits.</summary>
/// <remarks>A limit ends the reading by a <see cref="FaultException"/>, damaged data by an <see cref="InvalidDataException"/>.</remarks>
internal sealed class BoundedSource(Stream source, long maxBytes, int maxRatio) : IDisposable
{
    private const long RatioGrace = 1L << 20;

    private readonly PrefixedStream _raw = new(source);
    private GZipStream? _gzip;
    private long _read;

    /// <summary>Looks at the first bytes.</summary>
    internal void Open()
    {
        ReadOnlySpan<byte> start = _raw.Peek(2);
        if (start is [0x1f, 0x8b, ..])
            _gzip = new GZipStream(_raw, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    internal int Read(Span<byte> destination)
    {
        int count = _gzip is null ? _raw.Read(destination) : _gzip.Read(destination);
        _read += count;
        if (count == 0 && destination.Length > 0 && _gzip is not null)
            CheckLength();
        if (_read > maxBytes)
        {
            throw new FaultException(new Fault("list.too-many-bytes", $"The text is longer than {Number(maxBytes)} bytes.", null,
                "Split the list, or raise the limit if you trust the file."));
        }

        if (_gzip is not null && _read > RatioGrace && _read / maxRatio > _raw.Count)
        {
            throw new FaultException(new Fault("list.compression-ratio",
                $"The file expands to more than {Number(maxRatio)} times its size, as no real list does.", null,
                "Decompress it by hand and look at it, if you trust where it comes from."));
        }

        return count;
    }

    /// <summary>Reads to the end.</summary>
    internal ReadOnlyMemory<byte> ReadAll(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        int at = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Read(buffer.AsSpan(at));
            if (count == 0)
                return buffer.AsMemory(0, at);
            at += count;
            if (at == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, 2L * buffer.Length));
        }
    }

    // The framework's decompressor takes an end of input for the end of data as long as a member has given no byte, so that a file cut off there
    // would seem sound but short. The length at the end of the file tells; it also tells members that were joined, which no list needs.
    private void CheckLength()
    {
        if (_read == 0 || _raw.Tail != unchecked((uint)_read))
            throw new InvalidDataException("the length at the end of the compressed data does not fit");
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        _raw.Dispose();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
