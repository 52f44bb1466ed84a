using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

public ref partial struct AbiReader
{
    /// <summary>Reads a <c>uint8</c> to <c>uint64</c> of <paramref name="bits"/> bits.</summary>
    /// <exception cref="AbiException">Higher bits are set.</exception>
    public ulong ReadUInt64(int bits = 64)
    {
        ReadOnlySpan<byte> word = NextWord();
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
        if (word[..24].ContainsAnyExcept((byte)0) || (bits < 64 && value >> bits != 0))
            throw new AbiException($"a uint{bits} has more than {bits} bits");
        return value;
    }

    /// <summary>Reads an unsigned integer of <paramref name="bits"/> bits.</summary>
    /// <exception cref="AbiException">Higher bits are set.</exception>
    public UInt256 ReadUInt256(int bits = 256)
    {
        var value = new UInt256(NextWord());
        if (value.BitLength > bits)
            throw new AbiException($"a uint{bits} has more than {bits} bits");
        return value;
    }

    /// <summary>Reads an <c>int8</c> to <c>int64</c> of <paramref name="bits"/> bits.</summary>
    /// <exception cref="AbiException">Higher bits are not all equal to the sign.</exception>
    public long ReadInt64(int bits = 64)
    {
        ReadOnlySpan<byte> word = NextWord();
        long value = BinaryPrimitives.ReadInt64BigEndian(word[24..]);
        if (word[..24].ContainsAnyExcept(value < 0 ? (byte)0xff : (byte)0) || (bits < 64 && value >> (bits - 1) is not (0 or -1)))
            throw new AbiException($"an int{bits} has more than {bits} bits");
        return value;
    }

    /// <summary>Reads a signed integer of <paramref name="bits"/> bits.</summary>
    /// <exception cref="AbiException">Higher bits are not all equal to the sign.</exception>
    public Int256 ReadInt256(int bits = 256)
    {
        var value = Int256.FromBits(new UInt256(NextWord()));
        if (!value.Fits(bits))
            throw new AbiException($"an int{bits} has more than {bits} bits");
        return value;
    }

    /// <summary>Reads a <c>bool</c>.</summary>
    /// <exception cref="AbiException">The word is neither 0 nor 1.</exception>
    public bool ReadBool()
    {
        ReadOnlySpan<byte> word = NextWord();
        if (word[31] > 1 || word[..31].ContainsAnyExcept((byte)0))
            throw new AbiException("a bool is neither 0 nor 1");
        return word[31] == 1;
    }

    /// <summary>Reads an <c>address</c>.</summary>
    /// <exception cref="AbiException">The twelve bytes before it are not zero.</exception>
    public Address ReadAddress()
    {
        ReadOnlySpan<byte> word = NextWord();
        if (word[..12].ContainsAnyExcept((byte)0))
            throw new AbiException("an address has more than 20 bytes");
        return new Address(word[12..]);
    }

    /// <summary>Reads a <c>bytes32</c>.</summary>
    public Hash32 ReadHash32() => new(NextWord());

    /// <summary>Reads a <c>bytes1</c> to <c>bytes32</c> of <paramref name="length"/> bytes, or a <c>function</c> of 24.</summary>
    /// <exception cref="AbiException">The bytes behind it are not zero.</exception>
    public FixedBytes ReadFixedBytes(int length)
    {
        ReadOnlySpan<byte> word = NextWord();
        if (word[length..].ContainsAnyExcept((byte)0))
            throw new AbiException($"a bytes{length} has more than {length} bytes");
        return new FixedBytes(word[..length]);
    }

    /// <summary>Reads <c>bytes</c> as a part of the data, without a copy.</summary>
    /// <exception cref="AbiException">They end outside the data or their padding is not zero.</exception>
    public ReadOnlySpan<byte> ReadSpan()
    {
        int at = FollowOffset();
        int length = ReadLength(at, "byte string", 1);
        int padded = (int)Math.Min(int.MaxValue, ((long)length + 31) & ~31L);
        Take(at + 32, padded);
        if (_data.Slice(at + 32 + length, padded - length).ContainsAnyExcept((byte)0))
            throw new AbiException("the padding of a byte string is not zero");
        return _data.Slice(at + 32, length);
    }

    /// <summary>Reads <c>bytes</c>.</summary>
    /// <exception cref="AbiException">They end outside the data or their padding is not zero.</exception>
    public byte[] ReadBytes() => ReadSpan().ToArray();

    /// <summary>Reads a <c>string</c>.</summary>
    /// <exception cref="AbiException">It ends outside the data, its padding is not zero or it is not UTF-8.</exception>
    public string ReadString()
    {
        ReadOnlySpan<byte> text = ReadSpan();
        if (!Utf8.IsValid(text))
            throw new AbiException("a string is not UTF-8");
        return Encoding.UTF8.GetString(text);
    }
}
