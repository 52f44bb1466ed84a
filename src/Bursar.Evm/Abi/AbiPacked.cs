using System.Buffers;
using System.Text;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>Builds what <c>abi.encodePacked</c> returns: each value in its own width, elements of arrays in a word each, one after the other (ABI specification, "Non-standard Packed Mode").</summary>
/// <remarks>Two dynamic values side by side can be shifted against each other without changing the bytes: never hash them so.</remarks>
public ref struct AbiPacked
{
    private readonly ArrayBufferWriter<byte> _bytes;

    /// <summary>Begins with no bytes.</summary>
    /// <param name="capacity">Bytes to make room for.</param>
    public AbiPacked(int capacity)
    {
        _bytes = new ArrayBufferWriter<byte>(Math.Max(capacity, 32));
    }

    /// <summary>Appends the 20 bytes of an <c>address</c>.</summary>
    public readonly AbiPacked Append(Address value) => Append(value.Span);

    /// <summary>Appends the 32 bytes of a <c>bytes32</c>.</summary>
    public readonly AbiPacked Append(Hash32 value) => Append(value.Span);

    /// <summary>Appends a <c>bytes1</c> to <c>bytes31</c>.</summary>
    public readonly AbiPacked Append(FixedBytes value) => Append(value.Span);

    /// <summary>Appends one byte, 0 or 1.</summary>
    public readonly AbiPacked Append(bool value) => Append([value ? (byte)1 : (byte)0]);

    /// <summary>Appends an unsigned integer in <paramref name="bits"/> / 8 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value needs more bits, or the width is no multiple of 8 up to 256.</exception>
    public readonly AbiPacked Append(UInt256 value, int bits = 256)
    {
        RequireWidth(bits);
        if (value.BitLength > bits)
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} does not fit uint{bits}");
        return AppendWord(value, bits);
    }

    /// <summary>Appends a signed integer in <paramref name="bits"/> / 8 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value needs more bits, or the width is no multiple of 8 up to 256.</exception>
    public readonly AbiPacked Append(Int256 value, int bits = 256)
    {
        RequireWidth(bits);
        if (!value.Fits(bits))
            throw new ArgumentOutOfRangeException(nameof(value), $"{value} does not fit int{bits}");
        return AppendWord(value.Bits, bits);
    }

    /// <summary>Appends the UTF-8 bytes of a <c>string</c>.</summary>
    public readonly AbiPacked Append(string value) => Append(Encoding.UTF8.GetBytes(value));

    /// <summary>Appends <c>bytes</c>.</summary>
    public readonly AbiPacked Append(scoped ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    /// <summary>Appends an element of an array, which takes a whole word: an unsigned integer of any width.</summary>
    public readonly AbiPacked AppendElement(UInt256 value) => AppendWord(value, 256);

    /// <summary>Appends an element of an array, which takes a whole word: a signed integer of any width.</summary>
    public readonly AbiPacked AppendElement(Int256 value) => AppendWord(value.Bits, 256);

    /// <summary>Appends an element of an array, which takes a whole word: a <c>bool</c>.</summary>
    public readonly AbiPacked AppendElement(bool value) => AppendWord(value ? UInt256.One : UInt256.Zero, 256);

    /// <summary>Appends an element of an array, which takes a whole word: an <c>address</c>.</summary>
    public readonly AbiPacked AppendElement(Address value) => AppendWord(new UInt256(value.Span), 256);

    /// <summary>Appends an element of an array: a <c>bytes32</c>.</summary>
    public readonly AbiPacked AppendElement(Hash32 value) => Append(value.Span);

    /// <summary>Appends an element of an array, which takes a whole word: a <c>bytes1</c> to <c>bytes31</c>, with zeros behind it.</summary>
    public readonly AbiPacked AppendElement(FixedBytes value)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        value.Span.CopyTo(word);
        return Append(word);
    }

    /// <summary>The bytes so far.</summary>
    public readonly byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Keccak-256 of the bytes so far.</summary>
    public readonly Hash32 Hash() => Crypto.Keccak256.Hash(_bytes.WrittenSpan);

    private static void RequireWidth(int bits)
    {
        if (bits is < 8 or > 256 || bits % 8 != 0)
            throw new ArgumentOutOfRangeException(nameof(bits), "a width is a multiple of 8 from 8 to 256");
    }

    private readonly AbiPacked AppendWord(UInt256 word, int bits)
    {
        Span<byte> bytes = stackalloc byte[32];
        word.WriteBigEndian(bytes);
        return Append(bytes[(32 - (bits / 8))..]);
    }
}
