using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>A signed 256-bit integer in two's complement, for Solidity's <c>int72</c> to <c>int256</c>. It carries values; it does not calculate.</summary>
public readonly struct Int256 : IEquatable<Int256>, IComparable<Int256>
{
    private Int256(UInt256 bits) => Bits = bits;

    /// <summary>0.</summary>
    public static Int256 Zero => default;

    /// <summary>−2^255.</summary>
    public static Int256 MinValue => new(UInt256.One << 255);

    /// <summary>2^255 − 1.</summary>
    public static Int256 MaxValue => new(UInt256.MaxValue >> 1);

    /// <summary>The word that the EVM holds.</summary>
    public UInt256 Bits { get; }

    /// <summary>True below 0.</summary>
    public bool IsNegative => Bits.Bit(255);

    /// <summary>The distance from 0.</summary>
    public UInt256 Magnitude => IsNegative ? Complement(Bits) : Bits;

    /// <summary>Takes the EVM's word.</summary>
    public static Int256 FromBits(UInt256 bits) => new(bits);

    /// <summary>Takes a sign and a distance from 0.</summary>
    /// <exception cref="OverflowException">The number is outside −2^255 … 2^255 − 1.</exception>
    public static Int256 FromMagnitude(bool negative, UInt256 magnitude)
    {
        if (magnitude.BitLength > 255 && !(negative && magnitude == MinValue.Bits))
            throw new OverflowException("the number does not fit 256 bits with a sign");
        return new Int256(negative ? Complement(magnitude) : magnitude);
    }

    /// <summary>Reads decimal digits with an optional minus sign.</summary>
    /// <returns>False for any other character or a number outside −2^255 … 2^255 − 1.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Int256 value)
    {
        value = default;
        bool negative = !text.IsEmpty && text[0] == '-';
        if (!UInt256.TryParseDecimal(negative ? text[1..] : text, out UInt256 magnitude))
            return false;
        if (magnitude.BitLength > 255 && !(negative && magnitude == MinValue.Bits))
            return false;
        value = FromMagnitude(negative, magnitude);
        return true;
    }

    /// <summary>Whether the number fits two's complement of <paramref name="bits"/> bits.</summary>
    public bool Fits(int bits) => bits >= 256 || (IsNegative ? Complement(Bits) <= UInt256.One << (bits - 1) : Bits.BitLength < bits);

    /// <inheritdoc/>
    public bool Equals(Int256 other) => Bits == other.Bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Int256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Bits.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Int256 other) => IsNegative == other.IsNegative ? Bits.CompareTo(other.Bits) : IsNegative ? -1 : 1;

    /// <summary>Equality.</summary>
    public static bool operator ==(Int256 left, Int256 right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(Int256 left, Int256 right) => !left.Equals(right);

    /// <summary>Order.</summary>
    public static bool operator <(Int256 left, Int256 right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(Int256 left, Int256 right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(Int256 left, Int256 right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(Int256 left, Int256 right) => left.CompareTo(right) >= 0;

    /// <summary>Widens.</summary>
    public static implicit operator Int256(long value) => value < 0
        ? new Int256(new UInt256(unchecked((ulong)value), ulong.MaxValue, ulong.MaxValue, ulong.MaxValue))
        : new Int256(unchecked((ulong)value));

    /// <summary>Narrows.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static explicit operator long(Int256 value)
    {
        if (!value.Fits(64))
            throw new OverflowException("the value does not fit 64 bits");
        ulong magnitude = (ulong)value.Magnitude;
        return unchecked(value.IsNegative ? -(long)magnitude : (long)magnitude);
    }

    /// <summary>The decimal digits, with a minus sign below 0.</summary>
    public override string ToString() => IsNegative ? "-" + Magnitude : Bits.ToString();

    private static UInt256 Complement(UInt256 value) => value.IsZero ? value : UInt256.MaxValue - value + UInt256.One;
}
