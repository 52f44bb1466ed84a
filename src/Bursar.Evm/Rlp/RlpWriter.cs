using System.Buffers;
using System.Buffers.Binary;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rlp;

/// <summary>Writes RLP (Yellow Paper, appendix B) into a buffer that grows as needed. Dispose it to give a rented buffer back.</summary>
/// <example><code>
/// using var writer = new RlpWriter(stackalloc byte[256]);
/// int list = writer.BeginList();
/// writer.WriteUInt64(7);
/// writer.EndList(list);
/// byte[] encoded = writer.ToArray();
/// </code></example>
public ref struct RlpWriter
{
    private Span<byte> _buffer;
    private byte[]? _rented;
    private int _length;

    /// <summary>Writes into <paramref name="initial"/> for as long as it is big enough.</summary>
    public RlpWriter(Span<byte> initial) => _buffer = initial;

    /// <summary>Number of bytes written.</summary>
    public readonly int Length => _length;

    /// <summary>The bytes written so far; valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Opens a list; everything up to <see cref="EndList"/> is its payload.</summary>
    /// <returns>A mark for <see cref="EndList"/>.</returns>
    public readonly int BeginList() => _length;

    /// <summary>Closes the list that <see cref="BeginList"/> opened.</summary>
    public void EndList(int mark)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mark);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mark, _length);
        int payload = _length - mark;
        int head = HeadLength(payload);
        Reserve(head);
        _buffer.Slice(mark, payload).CopyTo(_buffer[(mark + head)..]);
        WriteHead(_buffer[mark..], payload, 0xc0);
        _length += head;
    }

    /// <summary>Writes a byte string.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1 && bytes[0] < 0x80)
        {
            Reserve(1);
            _buffer[_length++] = bytes[0];
            return;
        }

        int head = HeadLength(bytes.Length);
        Reserve(head + bytes.Length);
        WriteHead(_buffer[_length..], bytes.Length, 0x80);
        bytes.CopyTo(_buffer[(_length + head)..]);
        _length += head + bytes.Length;
    }

    /// <summary>Writes an integer without leading zeros.</summary>
    public void WriteUInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        WriteBytes(bytes.TrimStart((byte)0));
    }

    /// <summary>Writes an integer without leading zeros.</summary>
    public void WriteUInt256(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[32];
        value.WriteBigEndian(bytes);
        WriteBytes(bytes.TrimStart((byte)0));
    }

    /// <summary>Writes 20 bytes.</summary>
    public void WriteAddress(Address address) => WriteBytes(address.Span);

    /// <summary>Writes 20 bytes, or the empty string for null.</summary>
    public void WriteOptionalAddress(Address? address)
    {
        if (address is { } value)
            WriteBytes(value.Span);
        else
            WriteBytes([]);
    }

    /// <summary>Writes 32 bytes.</summary>
    public void WriteHash32(Hash32 hash) => WriteBytes(hash.Span);

    /// <summary>Adds bytes as they are: a type byte in front of an envelope, or items that are encoded already.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer[_length..]);
        _length += bytes.Length;
    }

    /// <summary>A new array of the bytes written.</summary>
    public readonly byte[] ToArray() => Written.ToArray();

    /// <summary>Gives a rented buffer back; the writer is empty afterwards.</summary>
    public void Dispose()
    {
        byte[]? rented = _rented;
        this = default;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static int HeadLength(int payload) => payload <= 55 ? 1 : 1 + LengthOfLength(payload);

    private static int LengthOfLength(int length) => length <= 0xff ? 1 : length <= 0xffff ? 2 : length <= 0xff_ffff ? 3 : 4;

    private static void WriteHead(Span<byte> destination, int payload, byte offset)
    {
        if (payload <= 55)
        {
            destination[0] = (byte)(offset + payload);
            return;
        }

        int digits = LengthOfLength(payload);
        destination[0] = (byte)(offset + 55 + digits);
        for (int i = digits; i > 0; i--)
        {
            destination[i] = (byte)(payload & 0xff);
            payload >>= 8;
        }
    }

    private void Reserve(int more)
    {
        int needed = _length + more;
        if (needed <= _buffer.Length)
            return;
        byte[] bigger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        Written.CopyTo(bigger);
        byte[]? old = _rented;
        _rented = bigger;
        _buffer = bigger;
        if (old is not null)
            ArrayPool<byte>.Shared.Return(old);
    }
}
