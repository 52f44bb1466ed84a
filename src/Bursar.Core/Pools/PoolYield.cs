using System.Globalization;
using System.Numerics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Pools;

/// <summary>The yield of rewards for staked LP tokens: the rewards of a year by the value of what is staked, at the pool's price.</summary>
public static class PoolYield
{
    private const long YearSeconds = 31_536_000;
    private const long Whole = 10_000;

    /// <summary>The rate of a year in hundredths of a percent, rounded down: rewards × price ÷ (2 × reserve of the quote × staked ÷ all).</summary>
    /// <param name="reward">What a period gives, in base units.</param>
    /// <param name="seconds">How long it lasts.</param>
    /// <param name="inQuote">Whether the reward is the second token of the pool; otherwise it is the first.</param>
    /// <param name="reserve">The pool's reserve of the first token.</param>
    /// <param name="quoteReserve">The pool's reserve of the second token.</param>
    /// <param name="staked">LP tokens that share the reward.</param>
    /// <param name="totalLiquidity">All LP tokens.</param>
    /// <returns>Null when nothing is staked or the pool is empty: then there is nothing to compare with.</returns>
    public static UInt256? BasisPoints(UInt256 reward, ulong seconds, bool inQuote, UInt256 reserve, UInt256 quoteReserve, UInt256 staked, UInt256 totalLiquidity)
    {
        if (seconds == 0 || staked.IsZero || reserve.IsZero || quoteReserve.IsZero)
            return null;
        BigInteger year = Exact.Of(reward) * YearSeconds * Whole * Exact.Of(totalLiquidity);
        BigInteger value = 2 * Exact.Of(staked) * seconds;
        // In the second token the reserve is a divisor; in the first the price times the reserve of the second is the reserve of the first.
        BigInteger rate = year / (value * (inQuote ? Exact.Of(quoteReserve) : Exact.Of(reserve)));
        return rate.GetBitLength() > 256 ? UInt256.MaxValue : Exact.ToUInt256(rate);
    }

    /// <summary>Hundredths of a percent for people, for example <c>12.34 %</c>.</summary>
    public static string Text(UInt256 basisPoints)
    {
        string digits = basisPoints.ToString().PadLeft(3, '0');
        return string.Create(CultureInfo.InvariantCulture, $"{digits[..^2]}.{digits[^2..]} %");
    }
}
