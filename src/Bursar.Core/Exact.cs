using System.Numerics;
using Bursar.Evm.Primitives;

namespace Bursar.Core;

/// <summary>Integers of any size, for products that 256 bits do not hold.</summary>
internal static class Exact
{
    internal const long Trillion = 1_000_000_000_000;

    internal static BigInteger Of(UInt256 value)
    {
        if (value.FitsUInt64)
            return (ulong)value;
        Span<byte> bytes = stackalloc byte[32];
        value.WriteBigEndian(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>The value in 256 bits.</summary>
    /// <exception cref="OverflowException">It is negative or has more than 256 bits.</exception>
    internal static UInt256 ToUInt256(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        int count = value.GetByteCount(isUnsigned: true);
        if (count > bytes.Length || !value.TryWriteBytes(bytes[^count..], out _, isUnsigned: true, isBigEndian: true))
            throw new OverflowException("the value does not fit 256 bits");
        return new UInt256(bytes);
    }

    /// <summary>The ratio in parts of 10^12, rounded down.</summary>
    internal static long Ratio(BigInteger part, BigInteger whole) => (long)(part * Trillion / whole);

    /// <summary>The integer square root: the largest number whose square is at most <paramref name="value"/>, by Newton's method.</summary>
    internal static BigInteger Root(BigInteger value)
    {
        if (value < 2)
            return value;
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
