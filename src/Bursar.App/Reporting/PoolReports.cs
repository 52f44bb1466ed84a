using Bursar.App.Planning;
using Bursar.App.Pools;
using Bursar.App.Verification;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>What a report says of pools.</summary>
internal static class PoolReports
{
    public static ReportPool Of(Blueprint blueprint, PoolBlueprint pool, ChainFacts facts)
    {
        PoolFacts found = facts.Pools[pool.Pair];
        UInt256 reserve = found.State?.TokenReserve ?? UInt256.Zero;
        UInt256 quoteReserve = found.State?.QuoteReserve ?? UInt256.Zero;
        return new ReportPool
        {
            Name = pool.Spec.Key,
            Address = pool.Pair,
            Token = pool.Token.Address,
            Quote = pool.Quote.Address,
            OpeningAmount = pool.Opening.TokenAmount,
            OpeningQuoteAmount = pool.Opening.QuoteAmount,
            Reserve = reserve,
            QuoteReserve = quoteReserve,
            OpeningPrice = PoolPrice.Of(pool.Opening.TokenAmount, pool.Token.Spec.Decimals, pool.Opening.QuoteAmount, pool.Quote.Spec.Decimals),
            Price = PoolPrice.Of(reserve, pool.Token.Spec.Decimals, quoteReserve, pool.Quote.Spec.Decimals),
            TotalLiquidity = found.State?.Liquidity ?? UInt256.Zero,
            Liquidity = found.Liquidity,
            Holder = found.Holder,
            Held = found.Held,
            Recipient = pool.Opening.To,
            LockedUntil = pool.Spec.Liquidity.LockedUntil,
            Depth = found.State is { } state ? [.. PoolDepth.Of(state).Select(d => new ReportDepth(d.BasisPoints, d.Sold, d.SoldFor, d.Paid, d.Bought))] : [],
            Yields = [.. blueprint.Staking.Where(s => s.Token.Address == pool.Pair).SelectMany(s => YieldsOf(pool, s, facts))],
        };
    }

    private static IEnumerable<ReportYield> YieldsOf(PoolBlueprint pool, StakingBlueprint staking, ChainFacts facts)
    {
        PoolState? state = facts.Pools[pool.Pair].State;
        UInt256 staked = facts.Staking[staking.Address].Staked;
        for (int i = 0; i < staking.Rewards.Count; i++)
        {
            yield return new ReportYield(staking.Spec.Key, staking.Rewards[i].Address, staked,
                state is null ? null : PoolTexts.YieldOf(pool, staking, i, state.TokenReserve, state.QuoteReserve, staked, state.Liquidity));
        }
    }
}
