using System.Text;
using Bursar.Evm.Crypto;

namespace Bursar.Evm.Primitives;

/// <summary>The first four bytes of the hash of a signature, which name a function or a custom error (ABI specification, "Function Selector").</summary>
/// <param name="Value">The four bytes as a big-endian number.</param>
public readonly record struct Selector(uint Value)
{
    /// <summary>The selector of a canonical signature such as <c>transfer(address,uint256)</c>.</summary>
    public static Selector Of(string signature)
    {
        Span<byte> hash = stackalloc byte[32];
        Keccak256.Hash(Encoding.UTF8.GetBytes(signature), hash);
        return Read(hash);
    }

    /// <summary>Reads the first four bytes.</summary>
    public static Selector Read(ReadOnlySpan<byte> bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <summary>Writes four bytes.</summary>
    public void Write(Span<byte> destination) => System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(destination, Value);

    /// <summary><c>0x</c> and eight digits.</summary>
    public override string ToString() => $"0x{Value:x8}";
}
