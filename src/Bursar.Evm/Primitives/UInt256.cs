using System.Buffers.Binary;
using System.Text.Json.Serialization;
using Bursar.Evm.Json;

namespace Bursar.Evm.Primitives;

/// <summary>
/// An unsigned 256-bit integer, the EVM's word. Every operator is checked: overflow, underflow and division by zero throw instead of wrapping.
/// </summary>
/// <remarks>Held as four 64-bit limbs, least significant first. On the wire and in a database it is 32 big-endian bytes or decimal text.</remarks>
[JsonConverter(typeof(UInt256JsonConverter))]
public readonly partial struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>
{
    private readonly ulong _l0;
    private readonly ulong _l1;
    private readonly ulong _l2;
    private readonly ulong _l3;

    /// <summary>Takes four limbs, the least significant first.</summary>
    public UInt256(ulong l0, ulong l1, ulong l2, ulong l3)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
    }

    /// <summary>Reads at most 32 big-endian bytes.</summary>
    /// <exception cref="ArgumentException">There are more than 32 bytes.</exception>
    public UInt256(ReadOnlySpan<byte> bigEndian)
    {
        if (bigEndian.Length > 32)
            throw new ArgumentException("at most 32 bytes", nameof(bigEndian));
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        bigEndian.CopyTo(word[(32 - bigEndian.Length)..]);
        _l3 = BinaryPrimitives.ReadUInt64BigEndian(word);
        _l2 = BinaryPrimitives.ReadUInt64BigEndian(word[8..]);
        _l1 = BinaryPrimitives.ReadUInt64BigEndian(word[16..]);
        _l0 = BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
    }

    /// <summary>0.</summary>
    public static UInt256 Zero => default;

    /// <summary>1.</summary>
    public static UInt256 One => new(1, 0, 0, 0);

    /// <summary>2^256 − 1.</summary>
    public static UInt256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>True for 0.</summary>
    public bool IsZero => (_l0 | _l1 | _l2 | _l3) == 0;

    /// <summary>True when the value fits 64 bits.</summary>
    public bool FitsUInt64 => (_l1 | _l2 | _l3) == 0;

    /// <summary>Number of bits without leading zeros; 0 for 0.</summary>
    public int BitLength
    {
        get
        {
            if (_l3 != 0)
                return 256 - System.Numerics.BitOperations.LeadingZeroCount(_l3);
            if (_l2 != 0)
                return 192 - System.Numerics.BitOperations.LeadingZeroCount(_l2);
            if (_l1 != 0)
                return 128 - System.Numerics.BitOperations.LeadingZeroCount(_l1);
            return 64 - System.Numerics.BitOperations.LeadingZeroCount(_l0);
        }
    }

    /// <summary>Writes 32 big-endian bytes.</summary>
    public void WriteBigEndian(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _l3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _l2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _l1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _l0);
    }

    /// <summary>The 32 big-endian bytes in a new array.</summary>
    public byte[] ToBigEndian()
    {
        byte[] bytes = new byte[32];
        WriteBigEndian(bytes);
        return bytes;
    }

    /// <summary>Whether bit <paramref name="index"/> (0 = least significant) is set.</summary>
    public bool Bit(int index) => ((index >> 6) switch { 0 => _l0, 1 => _l1, 2 => _l2, _ => _l3 } >> (index & 63) & 1) == 1;

    /// <summary>An approximation for plots and shares; never for money.</summary>
    public double ToDouble() =>
        ((((_l3 * 18446744073709551616.0) + _l2) * 18446744073709551616.0) + _l1) * 18446744073709551616.0 + _l0;

    /// <inheritdoc/>
    public bool Equals(UInt256 other) => _l0 == other._l0 && _l1 == other._l1 && _l2 == other._l2 && _l3 == other._l3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_l0, _l1, _l2, _l3);

    /// <inheritdoc/>
    public int CompareTo(UInt256 other)
    {
        if (_l3 != other._l3)
            return _l3.CompareTo(other._l3);
        if (_l2 != other._l2)
            return _l2.CompareTo(other._l2);
        return _l1 != other._l1 ? _l1.CompareTo(other._l1) : _l0.CompareTo(other._l0);
    }

    /// <summary>Equality.</summary>
    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    /// <summary>Order.</summary>
    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;

    /// <summary>Widens.</summary>
    public static implicit operator UInt256(ulong value) => new(value, 0, 0, 0);

    /// <summary>Widens.</summary>
    public static implicit operator UInt256(uint value) => new(value, 0, 0, 0);

    /// <summary>Takes a non-negative number.</summary>
    /// <exception cref="OverflowException">The number is negative.</exception>
    public static explicit operator UInt256(long value) => new(checked((ulong)value), 0, 0, 0);

    /// <summary>Takes a non-negative number.</summary>
    /// <exception cref="OverflowException">The number is negative.</exception>
    public static explicit operator UInt256(int value) => new(checked((ulong)value), 0, 0, 0);

    /// <summary>Narrows.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static explicit operator ulong(UInt256 value) => value.FitsUInt64 ? value._l0 : throw new OverflowException("the value does not fit 64 bits");

    /// <summary>Narrows.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static explicit operator long(UInt256 value) => checked((long)(ulong)value);

    /// <summary>Narrows.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static explicit operator int(UInt256 value) => checked((int)(ulong)value);

    /// <summary>The decimal digits, without separators.</summary>
    public override string ToString() => FormatDecimal();
}
