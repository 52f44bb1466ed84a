using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Eip712;

/// <summary>Values as the 32-byte words of EIP-712's <c>encodeData</c>.</summary>
public static class TypedDataWord
{
    /// <summary>An unsigned integer of any width.</summary>
    public static Hash32 Of(UInt256 value)
    {
        Span<byte> word = stackalloc byte[32];
        value.WriteBigEndian(word);
        return new Hash32(word);
    }

    /// <summary>An address.</summary>
    public static Hash32 Of(Address value)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        value.CopyTo(word[12..]);
        return new Hash32(word);
    }

    /// <summary>A truth value.</summary>
    public static Hash32 Of(bool value) => Of(value ? UInt256.One : UInt256.Zero);

    /// <summary>A <c>string</c>: the hash of its UTF-8 bytes.</summary>
    public static Hash32 OfText(string value) => Keccak256.Hash(Encoding.UTF8.GetBytes(value));

    /// <summary>A <c>bytes</c>: the hash of the bytes.</summary>
    public static Hash32 OfBytes(ReadOnlySpan<byte> value) => Keccak256.Hash(value);

    /// <summary>A <c>bytes1</c> … <c>bytes32</c>: the bytes, filled up with zeros on the right.</summary>
    /// <exception cref="ArgumentException">There are not 1 to 32 bytes.</exception>
    public static Hash32 OfFixedBytes(ReadOnlySpan<byte> value)
    {
        if (value.Length is < 1 or > 32)
            throw new ArgumentException("1 to 32 bytes", nameof(value));
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        value.CopyTo(word);
        return new Hash32(word);
    }

    /// <summary>An array: the hash of its items' words. An item that is a struct or an array is its own hash.</summary>
    public static Hash32 OfArray(params ReadOnlySpan<Hash32> items)
    {
        byte[] bytes = new byte[32 * items.Length];
        for (int i = 0; i < items.Length; i++)
            items[i].CopyTo(bytes.AsSpan(32 * i));
        return Keccak256.Hash(bytes);
    }
}
