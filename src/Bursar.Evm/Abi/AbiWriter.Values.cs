using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

public ref partial struct AbiWriter
{
    /// <summary>Writes a <c>uint8</c> to <c>uint64</c> of <paramref name="bits"/> bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value needs more bits.</exception>
    public void WriteUInt64(ulong value, int bits = 64)
    {
        if (bits < 64 && value >> bits != 0)
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} does not fit uint{bits}");
        WriteNumber(NextWord(), value);
    }

    /// <summary>Writes an unsigned integer of <paramref name="bits"/> bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value needs more bits.</exception>
    public void WriteUInt256(UInt256 value, int bits = 256)
    {
        if (value.BitLength > bits)
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} does not fit uint{bits}");
        value.WriteBigEndian(NextWord());
    }

    /// <summary>Writes an <c>int8</c> to <c>int64</c> of <paramref name="bits"/> bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value needs more bits.</exception>
    public void WriteInt64(long value, int bits = 64)
    {
        if (bits < 64 && value >> (bits - 1) is not (0 or -1))
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} does not fit int{bits}");
        Span<byte> word = NextWord();
        word[..24].Fill(value < 0 ? (byte)0xff : (byte)0);
        BinaryPrimitives.WriteInt64BigEndian(word[24..], value);
    }

    /// <summary>Writes a signed integer of <paramref name="bits"/> bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value needs more bits.</exception>
    public void WriteInt256(Int256 value, int bits = 256)
    {
        if (!value.Fits(bits))
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} does not fit int{bits}");
        value.Bits.WriteBigEndian(NextWord());
    }

    /// <summary>Writes a <c>bool</c>.</summary>
    public void WriteBool(bool value) => WriteNumber(NextWord(), value ? 1UL : 0);

    /// <summary>Writes an <c>address</c>.</summary>
    public void WriteAddress(Address value)
    {
        Span<byte> word = NextWord();
        word[..12].Clear();
        value.CopyTo(word[12..]);
    }

    /// <summary>Writes a <c>bytes32</c>.</summary>
    public void WriteHash32(Hash32 value) => value.CopyTo(NextWord());

    /// <summary>Writes a <c>bytes1</c> to <c>bytes32</c> of <paramref name="length"/> bytes, or a <c>function</c> of 24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has another length.</exception>
    public void WriteFixedBytes(FixedBytes value, int length)
    {
        if (value.Length != length)
            throw new ArgumentOutOfRangeException(nameof(value), $"{value.Length} bytes given, bytes{length} takes {length}");
        Span<byte> word = NextWord();
        value.Span.CopyTo(word);
        word[length..].Clear();
    }

    /// <summary>Writes <c>bytes</c>.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteOffset();
        WriteNumber(Append(32), (ulong)value.Length);
        Span<byte> tail = Append(checked(value.Length + 31) & ~31);
        value.CopyTo(tail);
        tail[value.Length..].Clear();
    }

    /// <summary>Writes a <c>string</c> in UTF-8.</summary>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair, which UTF-8 cannot say.</exception>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = Encoding.UTF8.GetByteCount(value);
        WriteOffset();
        WriteNumber(Append(32), (ulong)length);
        Span<byte> tail = Append(checked(length + 31) & ~31);
        OperationStatus status = Utf8.FromUtf16(value, tail, out _, out int written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done || written != length)
            throw new ArgumentException("the text holds half of a surrogate pair", nameof(value));
        tail[length..].Clear();
    }
}
