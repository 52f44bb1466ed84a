using System.Runtime.CompilerServices;

namespace Bursar.Evm.Primitives;

public readonly partial struct UInt256
{
    /// <summary>Sum.</summary>
    /// <exception cref="OverflowException">The sum needs more than 256 bits.</exception>
    public static UInt256 operator +(UInt256 left, UInt256 right) =>
        TryAdd(left, right, out UInt256 sum) ? sum : throw new OverflowException("the sum does not fit 256 bits");

    /// <summary>Difference.</summary>
    /// <exception cref="OverflowException">The difference would be negative.</exception>
    public static UInt256 operator -(UInt256 left, UInt256 right)
    {
        if (left < right)
            throw new OverflowException("the difference is negative");
        return WrappingSubtract(left, right);
    }

    /// <summary>Product.</summary>
    /// <exception cref="OverflowException">The product needs more than 256 bits.</exception>
    public static UInt256 operator *(UInt256 left, UInt256 right) =>
        TryMultiply(left, right, out UInt256 product) ? product : throw new OverflowException("the product does not fit 256 bits");

    /// <summary>Quotient, rounded down.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static UInt256 operator /(UInt256 left, UInt256 right) => DivRem(left, right).Quotient;

    /// <summary>Remainder.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static UInt256 operator %(UInt256 left, UInt256 right) => DivRem(left, right).Remainder;

    /// <summary>Shift towards the most significant bit; bits pushed out are lost.</summary>
    public static UInt256 operator <<(UInt256 value, int bits)
    {
        if (bits is < 0 or > 255)
            return bits == 256 ? Zero : throw new ArgumentOutOfRangeException(nameof(bits));
        (int limbs, int rest) = (bits >> 6, bits & 63);
        Span<ulong> from = [value._l0, value._l1, value._l2, value._l3];
        Span<ulong> to = [0, 0, 0, 0];
        for (int i = 3; i >= limbs; i--)
        {
            to[i] = from[i - limbs] << rest;
            if (rest != 0 && i - limbs > 0)
                to[i] |= from[i - limbs - 1] >> (64 - rest);
        }

        return new(to[0], to[1], to[2], to[3]);
    }

    /// <summary>Shift towards the least significant bit.</summary>
    public static UInt256 operator >>(UInt256 value, int bits)
    {
        if (bits is < 0 or > 255)
            return bits == 256 ? Zero : throw new ArgumentOutOfRangeException(nameof(bits));
        (int limbs, int rest) = (bits >> 6, bits & 63);
        Span<ulong> from = [value._l0, value._l1, value._l2, value._l3];
        Span<ulong> to = [0, 0, 0, 0];
        for (int i = 0; i + limbs < 4; i++)
        {
            to[i] = from[i + limbs] >> rest;
            if (rest != 0 && i + limbs < 3)
                to[i] |= from[i + limbs + 1] << (64 - rest);
        }

        return new(to[0], to[1], to[2], to[3]);
    }

    /// <summary>Adds without throwing.</summary>
    /// <returns>False when the sum needs more than 256 bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(UInt256 left, UInt256 right, out UInt256 sum)
    {
        unchecked
        {
            ulong r0 = left._l0 + right._l0;
            ulong carry = r0 < left._l0 ? 1UL : 0;
            ulong r1 = Add(left._l1, right._l1, ref carry);
            ulong r2 = Add(left._l2, right._l2, ref carry);
            ulong r3 = Add(left._l3, right._l3, ref carry);
            sum = new UInt256(r0, r1, r2, r3);
            return carry == 0;
        }
    }

    /// <summary>Multiplies without throwing.</summary>
    /// <returns>False when the product needs more than 256 bits.</returns>
    public static bool TryMultiply(UInt256 left, UInt256 right, out UInt256 product)
    {
        Span<ulong> a = [left._l0, left._l1, left._l2, left._l3];
        Span<ulong> b = [right._l0, right._l1, right._l2, right._l3];
        Span<ulong> r = stackalloc ulong[8];
        r.Clear();
        unchecked
        {
            for (int i = 0; i < 4; i++)
            {
                ulong carry = 0;
                for (int j = 0; j < 4; j++)
                {
                    UInt128 t = ((UInt128)a[i] * b[j]) + r[i + j] + carry;
                    r[i + j] = (ulong)t;
                    carry = (ulong)(t >> 64);
                }

                r[i + 4] = carry;
            }
        }

        product = new UInt256(r[0], r[1], r[2], r[3]);
        return (r[4] | r[5] | r[6] | r[7]) == 0;
    }

    /// <summary>Quotient rounded down, and remainder.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static (UInt256 Quotient, UInt256 Remainder) DivRem(UInt256 left, UInt256 right)
    {
        if (right.IsZero)
            throw new DivideByZeroException();
        if (left < right)
            return (Zero, left);
        if (right.FitsUInt64)
        {
            UInt256 quotient = DivideBySmall(left, right._l0, out ulong remainder);
            return (quotient, remainder);
        }

        // Long division by bits: at most 192 rounds, since the divisor has more than 64 bits.
        int shift = left.BitLength - right.BitLength;
        UInt256 divisor = right << shift;
        UInt256 q = Zero;
        UInt256 rest = left;
        for (int i = shift; i >= 0; i--)
        {
            q <<= 1;
            if (rest >= divisor)
            {
                rest = WrappingSubtract(rest, divisor);
                q = new UInt256(q._l0 | 1, q._l1, q._l2, q._l3);
            }

            divisor >>= 1;
        }

        return (q, rest);
    }

    /// <summary><paramref name="value"/> × <paramref name="numerator"/> / <paramref name="denominator"/>, rounded down.</summary>
    /// <exception cref="OverflowException">The product needs more than 256 bits.</exception>
    public static UInt256 MultiplyDivide(UInt256 value, UInt256 numerator, UInt256 denominator) => value * numerator / denominator;

    /// <summary>10 to the power of <paramref name="exponent"/>.</summary>
    /// <exception cref="OverflowException">The exponent is above 77.</exception>
    public static UInt256 PowerOfTen(int exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        UInt256 result = One;
        for (int i = 0; i < exponent; i++)
            result *= 10UL;
        return result;
    }

    internal static UInt256 DivideBySmall(UInt256 value, ulong divisor, out ulong remainder)
    {
        unchecked
        {
            UInt128 rest = 0;
            Span<ulong> limbs = [value._l0, value._l1, value._l2, value._l3];
            for (int i = 3; i >= 0; i--)
            {
                UInt128 current = (rest << 64) | limbs[i];
                UInt128 quotient = current / divisor;
                limbs[i] = (ulong)quotient;
                rest = current - (quotient * divisor);
            }

            remainder = (ulong)rest;
            return new UInt256(limbs[0], limbs[1], limbs[2], limbs[3]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong left, ulong right, ref ulong carry)
    {
        unchecked
        {
            ulong sum = left + right;
            ulong more = sum + carry;
            carry = (sum < left ? 1UL : 0) | (more < sum ? 1UL : 0);
            return more;
        }
    }

    private static UInt256 WrappingSubtract(UInt256 left, UInt256 right)
    {
        unchecked
        {
            ulong r0 = left._l0 - right._l0;
            ulong borrow = left._l0 < right._l0 ? 1UL : 0;
            ulong r1 = Subtract(left._l1, right._l1, ref borrow);
            ulong r2 = Subtract(left._l2, right._l2, ref borrow);
            ulong r3 = Subtract(left._l3, right._l3, ref borrow);
            return new UInt256(r0, r1, r2, r3);
        }
    }

    private static ulong Subtract(ulong left, ulong right, ref ulong borrow)
    {
        unchecked
        {
            ulong result = left - right - borrow;
            borrow = left < right || (left == right && borrow == 1) ? 1UL : 0;
            return result;
        }
    }
}
