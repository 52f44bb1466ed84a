using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>A value of <c>bytes1</c> to <c>bytes31</c> or <c>function</c>: at most 32 bytes, compared by content. (<c>bytes32</c> is a <see cref="Hash32"/>.)</summary>
public readonly struct FixedBytes : IEquatable<FixedBytes>
{
    private readonly Bytes32 _bytes;
    private readonly byte _length;

    /// <summary>Takes the bytes.</summary>
    /// <exception cref="ArgumentException">There are more than 32.</exception>
    public FixedBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 32)
            throw new ArgumentException("at most 32 bytes", nameof(bytes));
        bytes.CopyTo(_bytes);
        _length = (byte)bytes.Length;
    }

    /// <summary>Number of bytes.</summary>
    public int Length => _length;

    /// <summary>The bytes, in order.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ReadOnlySpan<byte> Span => MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Bytes32, byte>(ref Unsafe.AsRef(in _bytes)), _length);

    /// <summary>A new array of the bytes.</summary>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>Lower-case hexadecimal with <c>0x</c>.</summary>
    public override string ToString() => Hex.Encode(Span);

    /// <inheritdoc/>
    public bool Equals(FixedBytes other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FixedBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>Equality of length and bytes.</summary>
    public static bool operator ==(FixedBytes left, FixedBytes right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(FixedBytes left, FixedBytes right) => !left.Equals(right);

    [InlineArray(32)]
    private struct Bytes32
    {
        private byte _element0;
    }
}
