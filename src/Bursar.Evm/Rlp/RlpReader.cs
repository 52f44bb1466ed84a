using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rlp;

/// <summary>
/// Reads RLP (Yellow Paper, appendix B) item by item and strictly: lengths and single bytes must be in their shortest form. Nothing is copied.
/// </summary>
/// <remarks>
/// A method whose name starts with <c>Try</c> returns false for bytes that are not what was asked for, leaves the reader where it was and says
/// why in <see cref="Error"/>; its twin throws <see cref="RlpException"/>.
/// </remarks>
public ref struct RlpReader
{
    private readonly int _depthLeft;
    private readonly bool _tooLong;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Reads <paramref name="data"/> within the default limits.</summary>
    public RlpReader(ReadOnlySpan<byte> data)
        : this(data, RlpLimits.Default)
    {
    }

    /// <summary>Reads <paramref name="data"/> within <paramref name="limits"/>; an input that is too long fails at its first item.</summary>
    public RlpReader(ReadOnlySpan<byte> data, RlpLimits limits)
    {
        _tooLong = data.Length > limits.MaxBytes;
        _depthLeft = limits.MaxDepth;
        _rest = data;
    }

    private RlpReader(ReadOnlySpan<byte> payload, int depthLeft)
    {
        _rest = payload;
        _depthLeft = depthLeft;
    }

    /// <summary>True when no item is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Why the last <c>Try…</c> returned false.</summary>
    public RlpError Error { get; private set; }

    /// <summary>True when the next item is a list.</summary>
    public readonly bool IsList => !_rest.IsEmpty && _rest[0] >= 0xc0;

    /// <summary>Reads a byte string.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryHead(out int start, out int length, out bool list))
            return false;
        if (list)
            return Fail(RlpError.NotBytes);
        bytes = _rest.Slice(start, length);
        _rest = _rest[(start + length)..];
        return true;
    }

    /// <summary>Reads a list and gives a reader of its items.</summary>
    public bool TryReadList(out RlpReader items)
    {
        items = default;
        if (!TryHead(out int start, out int length, out bool list))
            return false;
        if (!list)
            return Fail(RlpError.NotAList);
        if (_depthLeft <= 0)
            return Fail(RlpError.TooDeep);
        items = new RlpReader(_rest.Slice(start, length), _depthLeft - 1);
        _rest = _rest[(start + length)..];
        return true;
    }

    /// <summary>Reads an integer of at most 64 bits, big-endian without leading zeros; zero is the empty string.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        value = 0;
        RlpReader before = this;
        if (!TryReadInteger(8, out ReadOnlySpan<byte> bytes))
            return Restore(before);
        foreach (byte b in bytes)
            value = (value << 8) | b;
        return true;
    }

    /// <summary>Reads an integer of at most 256 bits, big-endian without leading zeros; zero is the empty string.</summary>
    public bool TryReadUInt256(out UInt256 value)
    {
        value = default;
        RlpReader before = this;
        if (!TryReadInteger(32, out ReadOnlySpan<byte> bytes))
            return Restore(before);
        value = new UInt256(bytes);
        return true;
    }

    /// <summary>Reads 20 bytes.</summary>
    public bool TryReadAddress(out Address address)
    {
        address = default;
        if (!TryReadExactly(Address.Length, out ReadOnlySpan<byte> bytes))
            return false;
        address = new Address(bytes);
        return true;
    }

    /// <summary>Reads 20 bytes, or the empty string as null: the recipient of a transaction, which a creation does not have.</summary>
    public bool TryReadOptionalAddress(out Address? address)
    {
        address = null;
        if (!_rest.IsEmpty && _rest[0] == 0x80 && !_tooLong)
        {
            _rest = _rest[1..];
            return true;
        }

        if (!TryReadAddress(out Address value))
            return false;
        address = value;
        return true;
    }

    /// <summary>Reads 32 bytes.</summary>
    public bool TryReadHash32(out Hash32 hash)
    {
        hash = default;
        if (!TryReadExactly(Hash32.Length, out ReadOnlySpan<byte> bytes))
            return false;
        hash = new Hash32(bytes);
        return true;
    }

    /// <summary>True when nothing follows.</summary>
    public bool TryReadEnd() => _rest.IsEmpty || Fail(RlpError.Trailing);

    /// <summary>Reads a byte string.</summary>
    /// <exception cref="RlpException">The next item is none.</exception>
    public ReadOnlySpan<byte> ReadBytes() => TryReadBytes(out ReadOnlySpan<byte> bytes) ? bytes : throw new RlpException(Error);

    /// <summary>Reads a list and gives a reader of its items.</summary>
    /// <exception cref="RlpException">The next item is none, or nested too deep.</exception>
    public RlpReader ReadList() => TryReadList(out RlpReader items) ? items : throw new RlpException(Error);

    /// <summary>Reads an integer of at most 64 bits.</summary>
    /// <exception cref="RlpException">The next item is none.</exception>
    public ulong ReadUInt64() => TryReadUInt64(out ulong value) ? value : throw new RlpException(Error);

    /// <summary>Reads an integer of at most 256 bits.</summary>
    /// <exception cref="RlpException">The next item is none.</exception>
    public UInt256 ReadUInt256() => TryReadUInt256(out UInt256 value) ? value : throw new RlpException(Error);

    /// <summary>Reads 20 bytes.</summary>
    /// <exception cref="RlpException">The next item is not 20 bytes.</exception>
    public Address ReadAddress() => TryReadAddress(out Address address) ? address : throw new RlpException(Error);

    /// <summary>Reads 20 bytes, or the empty string as null.</summary>
    /// <exception cref="RlpException">The next item is neither.</exception>
    public Address? ReadOptionalAddress() => TryReadOptionalAddress(out Address? address) ? address : throw new RlpException(Error);

    /// <summary>Reads 32 bytes.</summary>
    /// <exception cref="RlpException">The next item is not 32 bytes.</exception>
    public Hash32 ReadHash32() => TryReadHash32(out Hash32 hash) ? hash : throw new RlpException(Error);

    /// <summary>Makes sure that nothing follows.</summary>
    /// <exception cref="RlpException">Something does.</exception>
    public void ReadEnd()
    {
        if (!TryReadEnd())
            throw new RlpException(Error);
    }

    private bool TryReadExactly(int length, out ReadOnlySpan<byte> bytes)
    {
        RlpReader before = this;
        if (!TryReadBytes(out bytes))
            return false;
        if (bytes.Length == length)
            return true;
        Fail(RlpError.WrongLength);
        return Restore(before);
    }

    private bool TryReadInteger(int maxLength, out ReadOnlySpan<byte> bytes)
    {
        if (!TryReadBytes(out bytes))
            return false;
        if (bytes.Length > maxLength)
            return Fail(RlpError.WrongLength);
        return bytes.IsEmpty || bytes[0] != 0 || Fail(RlpError.LeadingZero);
    }

    private bool TryHead(out int start, out int length, out bool list)
    {
        (start, length, list) = (0, 0, false);
        if (_tooLong)
            return Fail(RlpError.TooLong);
        if (_rest.IsEmpty)
            return Fail(RlpError.End);
        byte head = _rest[0];
        list = head >= 0xc0;
        if (head < 0x80)
        {
            length = 1;
            return true;
        }

        int inline = head - (list ? 0xc0 : 0x80);
        if (inline <= 55)
        {
            start = 1;
            length = inline;
        }
        else if (!TryLongLength(inline - 55, out start, out length))
        {
            return false;
        }

        if (length > _rest.Length - start)
            return Fail(RlpError.Truncated);
        return list || length != 1 || _rest[start] >= 0x80 || Fail(RlpError.NotCanonical);
    }

    private bool TryLongLength(int lengthOfLength, out int start, out int length)
    {
        start = 1 + lengthOfLength;
        length = 0;
        if (_rest.Length < start)
            return Fail(RlpError.Truncated);
        ReadOnlySpan<byte> digits = _rest.Slice(1, lengthOfLength);
        if (digits[0] == 0)
            return Fail(RlpError.NotCanonical);
        if (lengthOfLength > 4)
            return Fail(RlpError.Truncated);
        long value = 0;
        foreach (byte b in digits)
            value = (value << 8) | b;
        if (value <= 55)
            return Fail(RlpError.NotCanonical);
        if (value > _rest.Length - start)
            return Fail(RlpError.Truncated);
        length = (int)value;
        return true;
    }

    private bool Fail(RlpError error)
    {
        Error = error;
        return false;
    }

    private bool Restore(in RlpReader before)
    {
        _rest = before._rest;
        return false;
    }
}
