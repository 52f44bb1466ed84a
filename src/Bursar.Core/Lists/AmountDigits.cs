using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Reads amounts of up to 31 digits before the point and in all up to 38, as nearly all are, eight digits at a time.</summary>
internal static class AmountDigits
{
    /// <summary>Bytes before the first digit that are read, but not used.</summary>
    internal const int Before = 32;

    /// <summary>Bytes behind an amount that are read, but not used.</summary>
    internal const int Behind = 32;

    private const int MostDigits = 31;
    private const int MostOfAll = 38;

    private static readonly UInt128[] Powers = MakePowers();

    /// <summary>Reads digits, and with <paramref name="decimals"/> a point and at most that many more.</summary>
    /// <param name="text">The first character, with <see cref="Before"/> readable bytes before it and <see cref="Behind"/> behind the end.</param>
    /// <param name="decimals">Null for base units.</param>
    /// <param name="amount">The amount in base units.</param>
    /// <returns>Characters that were read; 0 when this is no amount, or one that is too long for here.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Read(ref byte text, byte? decimals, out UInt256 amount)
    {
        unchecked
        {
            amount = default;
            int whole = Run(ref text);
            if (whole is 0 or > MostDigits)
                return 0;
            UInt128 value = Value(ref text, whole);
            int length = whole;
            if (decimals is { } scale)
            {
                if (whole + scale > MostOfAll)
                    return 0;
                if (Unsafe.Add(ref text, whole) == '.')
                {
                    ref byte behind = ref Unsafe.Add(ref text, whole + 1);
                    int fraction = Run(ref behind);
                    if (fraction == 0 || fraction > Math.Min((int)scale, MostDigits))
                        return 0;
                    value = (value * Powers[fraction]) + Value(ref behind, fraction);
                    scale -= (byte)fraction;
                    length += fraction + 1;
                }

                if (scale > 0)
                    value *= Powers[scale];
            }

            amount = new UInt256((ulong)value, (ulong)(value >> 64), 0, 0);
            return length;
        }
    }

    // Number of digits; 32 or more are 32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run(ref byte text)
    {
        uint first = OtherThanDigits(ref text);
        return first != 0 ? BitOperations.TrailingZeroCount(first) : 16 + BitOperations.TrailingZeroCount(OtherThanDigits(ref Unsafe.Add(ref text, 16)) | 0x10000);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OtherThanDigits(ref byte text) => Vector128.GreaterThan(
        Vector128.LoadUnsafe(ref text) - Vector128.Create((byte)'0'), Vector128.Create((byte)9)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt128 Value(ref byte text, int digits)
    {
        unchecked
        {
            if (digits <= 16)
                return LastSixteen(ref Unsafe.Add(ref text, digits), digits);
            ulong low = LastSixteen(ref Unsafe.Add(ref text, digits), 16);
            ulong high = LastSixteen(ref Unsafe.Add(ref text, digits - 16), digits - 16);
            ulong upper = Math.BigMul(high, 10_000_000_000_000_000, out ulong lower);
            lower += low;
            return new UInt128(lower < low ? upper + 1 : upper, lower);
        }
    }

    // The number of at most sixteen digits that ends before `end`.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LastSixteen(ref byte end, int digits)
    {
        unchecked
        {
            ulong low = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Subtract(ref end, 8));
            if (digits <= 8)
                return Eight(low & (ulong.MaxValue << (8 * (8 - digits))));
            ulong high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Subtract(ref end, 16));
            if (digits < 16)
                high &= ulong.MaxValue << (8 * (16 - digits));
            return (Eight(high) * 100_000_000) + Eight(low);
        }
    }

    // Eight characters of digits, or zero bytes, the first one lowest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ulong characters)
    {
        unchecked
        {
            ulong digits = characters & 0x0F0F0F0F0F0F0F0F;
            digits = (digits * 2561) >> 8;
            digits = ((digits & 0x00FF00FF00FF00FF) * 6553601) >> 16;
            return ((digits & 0x0000FFFF0000FFFF) * 42949672960001) >> 32;
        }
    }

    private static UInt128[] MakePowers()
    {
        var powers = new UInt128[MostOfAll + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
