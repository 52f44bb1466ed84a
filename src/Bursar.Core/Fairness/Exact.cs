using System.Numerics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Fairness;

/// <summary>Integers of any size, for sums of products that 256 bits do not hold.</summary>
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

    /// <summary>The ratio in parts of 10^12, rounded down.</summary>
    internal static long Ratio(BigInteger part, BigInteger whole) => (long)(part * Trillion / whole);
}
