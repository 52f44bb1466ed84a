using Bursar.Evm.Primitives;

namespace Bursar.Core.Pools;

/// <summary>The arithmetic of a pair of Uniswap V2, to the unit as its contracts compute: constant product, a fee of 0.3 % that stays in the pool,
/// everything rounded in the pool's favour.</summary>
/// <remarks>Reserves and amounts are below 2^112, as in the contracts; what is larger ends in an <see cref="OverflowException"/>.</remarks>
public static class PairMath
{
    private const int MaxBits = 112;
    private const ulong FeeNumerator = 997;
    private const ulong FeeDenominator = 1000;
    private const ulong Whole = 10_000;

    /// <summary>What a pair keeps for ever of the first liquidity.</summary>
    public static UInt256 MinimumLiquidity => 1000UL;

    /// <summary>The most that a pair can hold of a token, 2^112 − 1.</summary>
    public static UInt256 MaxAmount { get; } = (UInt256.One << MaxBits) - UInt256.One;

    /// <summary>The integer square root: the largest number whose square is at most <paramref name="value"/>.</summary>
    public static UInt256 Root(UInt256 value) => Exact.ToUInt256(Exact.Root(Exact.Of(value)));

    /// <summary>LP tokens that the first to provide gets; zero when the amounts are not worth more than what the pair keeps.</summary>
    public static UInt256 FirstLiquidity(UInt256 amount0, UInt256 amount1)
    {
        UInt256 root = Root(amount0 * amount1);
        return root > MinimumLiquidity ? root - MinimumLiquidity : UInt256.Zero;
    }

    /// <summary>LP tokens for amounts that come into a pool with liquidity.</summary>
    public static UInt256 Liquidity(UInt256 amount0, UInt256 amount1, UInt256 reserve0, UInt256 reserve1, UInt256 totalLiquidity)
    {
        UInt256 by0 = UInt256.MultiplyDivide(amount0, totalLiquidity, reserve0);
        UInt256 by1 = UInt256.MultiplyDivide(amount1, totalLiquidity, reserve1);
        return by0 < by1 ? by0 : by1;
    }

    /// <summary>What is worth as much of the other token at the pool's price as <paramref name="amount"/> is of this one; rounded down.</summary>
    public static UInt256 Match(UInt256 amount, UInt256 reserve, UInt256 otherReserve) => UInt256.MultiplyDivide(amount, otherReserve, reserve);

    /// <summary>What <paramref name="liquidity"/> LP tokens are paid of a reserve; rounded down.</summary>
    public static UInt256 Share(UInt256 liquidity, UInt256 reserve, UInt256 totalLiquidity) => UInt256.MultiplyDivide(liquidity, reserve, totalLiquidity);

    /// <summary>What comes out for <paramref name="amountIn"/>.</summary>
    public static UInt256 AmountOut(UInt256 amountIn, UInt256 reserveIn, UInt256 reserveOut)
    {
        UInt256 withFee = amountIn * FeeNumerator;
        return withFee * reserveOut / ((reserveIn * FeeDenominator) + withFee);
    }

    /// <summary>What has to go in for <paramref name="amountOut"/>, which is below the reserve.</summary>
    public static UInt256 AmountIn(UInt256 amountOut, UInt256 reserveIn, UInt256 reserveOut) =>
        (reserveIn * amountOut * FeeDenominator / ((reserveOut - amountOut) * FeeNumerator)) + UInt256.One;

    /// <summary>
    /// Depth: the most that can go in while the price of what goes in, counted in what comes out, falls by at most <paramref name="basisPoints"/> hundredths
    /// of a percent. The price is that of the reserves before and after.
    /// </summary>
    /// <returns>What goes in, what comes out.</returns>
    public static (UInt256 In, UInt256 Out) Depth(UInt256 reserveIn, UInt256 reserveOut, int basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(basisPoints, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(basisPoints, (int)Whole);
        // The more goes in, the lower the price is afterwards: the last amount that holds is found by halving.
        UInt256 low = UInt256.Zero;
        UInt256 high = reserveIn;
        while (!Exceeds(high))
            high <<= 1;
        while (high - low > UInt256.One)
        {
            UInt256 middle = low + ((high - low) >> 1);
            if (Exceeds(middle))
                high = middle;
            else
                low = middle;
        }

        return (low, AmountOut(low, reserveIn, reserveOut));

        // (out − paid) / (in + amount) against out / in, without a division.
        bool Exceeds(UInt256 amount) =>
            (reserveOut - AmountOut(amount, reserveIn, reserveOut)) * reserveIn * Whole < reserveOut * (reserveIn + amount) * (Whole - (ulong)basisPoints);
    }
}
