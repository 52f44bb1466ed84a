using System.Numerics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Pools;

/// <summary>What a provider put into a pool, what it would be paid now, and what made the difference: fees and the movement of the price.</summary>
/// <remarks>
/// The pool's reserves are <c>r0</c> and <c>r1</c>, and the provider put <c>a0</c> and <c>a1</c> in. Without fees its part would still have the product
/// <c>a0·a1</c>: at today's price <c>r1/r0</c> that is <c>√(a0·a1·r0/r1)</c> of the first token and <c>√(a0·a1·r1/r0)</c> of the second. What it would be paid
/// beyond that are fees. Against holding <c>a0</c> and <c>a1</c>, that part lacks the impermanent loss. Roots and quotients are rounded down, to the unit.
/// </remarks>
public sealed record PoolPosition
{
    /// <summary>LP tokens.</summary>
    public required UInt256 Liquidity { get; init; }

    /// <summary>What was put in for them of the first token.</summary>
    public required UInt256 Entry0 { get; init; }

    /// <summary>What was put in for them of the second token.</summary>
    public required UInt256 Entry1 { get; init; }

    /// <summary>What would be paid for them now of the first token.</summary>
    public required UInt256 Now0 { get; init; }

    /// <summary>What would be paid for them now of the second token.</summary>
    public required UInt256 Now1 { get; init; }

    /// <summary>Fees earned since entry, in the first token.</summary>
    public required UInt256 Fees0 { get; init; }

    /// <summary>Fees earned since entry, in the second token; both together are what was earned.</summary>
    public required UInt256 Fees1 { get; init; }

    /// <summary>What was put in, at today's price, in the second token.</summary>
    public required UInt256 Held { get; init; }

    /// <summary>What the movement of the price took, fees apart, in the second token at today's price.</summary>
    public required UInt256 ImpermanentLoss { get; init; }

    /// <summary>Weighs a position.</summary>
    /// <param name="liquidity">LP tokens.</param>
    /// <param name="entry0">What was put in for them of the first token.</param>
    /// <param name="entry1">What was put in for them of the second token.</param>
    /// <param name="reserve0">Today's reserve of the first token; not zero.</param>
    /// <param name="reserve1">Today's reserve of the second token; not zero.</param>
    /// <param name="totalLiquidity">All LP tokens; not zero.</param>
    public static PoolPosition Of(UInt256 liquidity, UInt256 entry0, UInt256 entry1, UInt256 reserve0, UInt256 reserve1, UInt256 totalLiquidity)
    {
        (BigInteger a0, BigInteger a1, BigInteger r0, BigInteger r1) = (Exact.Of(entry0), Exact.Of(entry1), Exact.Of(reserve0), Exact.Of(reserve1));
        UInt256 now0 = PairMath.Share(liquidity, reserve0, totalLiquidity);
        UInt256 now1 = PairMath.Share(liquidity, reserve1, totalLiquidity);
        BigInteger bare0 = Exact.Root(a0 * a1 * r0 / r1);
        BigInteger bare1 = Exact.Root(a0 * a1 * r1 / r0);
        BigInteger held = (a0 * r1 / r0) + a1;
        return new PoolPosition
        {
            Liquidity = liquidity,
            Entry0 = entry0,
            Entry1 = entry1,
            Now0 = now0,
            Now1 = now1,
            Fees0 = Exact.ToUInt256(BigInteger.Max(0, Exact.Of(now0) - bare0)),
            Fees1 = Exact.ToUInt256(BigInteger.Max(0, Exact.Of(now1) - bare1)),
            Held = Exact.ToUInt256(held),
            ImpermanentLoss = Exact.ToUInt256(BigInteger.Max(0, held - (2 * bare1))),
        };
    }
}
