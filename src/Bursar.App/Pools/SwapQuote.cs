using Bursar.Core.Pools;
using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>What a swap would give.</summary>
/// <param name="Route">The tokens on the way, from the one that is given to the one that is wanted.</param>
/// <param name="AmountIn">What is given, in base units.</param>
/// <param name="AmountOut">What would arrive at the reserves of now.</param>
/// <param name="Straight">What would arrive if the price did not move and there were no fees.</param>
/// <param name="Block">The block at which all this was so.</param>
public sealed record SwapQuote(IReadOnlyList<PoolSide> Route, UInt256 AmountIn, UInt256 AmountOut, UInt256 Straight, ulong Block)
{
    private const ulong Whole = 10_000;

    /// <summary>What one token that is given brings.</summary>
    public string Price => PoolPrice.Of(AmountIn, Route[0].Decimals, AmountOut, Route[^1].Decimals);

    /// <summary>What fees and the movement of the price take, in hundredths of a percent, rounded up.</summary>
    public int CostBasisPoints => Straight.IsZero ? 0 : (int)(((Straight - AmountOut) * Whole + Straight - UInt256.One) / Straight);

    /// <summary>The least that has to arrive when the price may move by so much.</summary>
    /// <param name="slippage">In hundredths of a percent.</param>
    public UInt256 Least(int slippage) => AmountOut * (Whole - (ulong)slippage) / Whole;
}
