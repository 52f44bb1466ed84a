using Bursar.Core.Pools;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Pools in words.</summary>
public static class PoolTexts
{
    /// <summary>The opening price, for example <c>0.0005 ETH for 1 WSC</c>.</summary>
    public static string Price(PoolBlueprint pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return $"{PoolPrice.Of(pool.Opening.TokenAmount, pool.Token.Spec.Decimals, pool.Opening.QuoteAmount, pool.Quote.Spec.Decimals)} {pool.Quote.Symbol} for 1 {pool.Token.Symbol}";
    }

    /// <summary>What happens to the LP tokens.</summary>
    public static string Target(PoolBlueprint pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool.Spec.Liquidity.LockedUntil is { } until ? $"its LP tokens are locked for {pool.Opening.To} until {until:yyyy-MM-dd HH:mm} UTC"
            : pool.Spec.Liquidity.IsBurnt ? "its LP tokens are burnt"
            : $"its LP tokens go to {pool.Opening.To}";
    }

    /// <summary>What rewards for the LP token come to in a year, at the opening.</summary>
    internal static IEnumerable<string> Yields(Blueprint blueprint, PoolBlueprint pool)
    {
        foreach (StakingBlueprint staking in blueprint.Staking.Where(s => s.Token.Address == pool.Pair))
        {
            for (int i = 0; i < staking.Rewards.Count; i++)
            {
                if (YieldOf(pool, staking, i, pool.Opening.TokenAmount, pool.Opening.QuoteAmount, pool.Liquidity, pool.Liquidity) is not { } rate)
                    continue;
                yield return $"{staking.Spec.Path}: APR {PoolYield.Text(rate)} in {staking.Rewards[i].Symbol}, if liquidity worth the opening's is staked: rewards of a year × price ÷ value staked. With a tenth of it staked it is ten times that; it moves with every stake and trade.";
            }
        }
    }

    /// <summary>The yearly rate of a reward; null when the reward has no price in the pool, or nothing is staked.</summary>
    internal static UInt256? YieldOf(PoolBlueprint pool, StakingBlueprint staking, int reward, UInt256 reserve, UInt256 quoteReserve, UInt256 staked, UInt256 totalLiquidity)
    {
        Address token = staking.Rewards[reward].Address;
        return token != pool.Opening.Token && token != pool.Opening.Quote
            ? null
            : PoolYield.BasisPoints(staking.Periods[reward].Amount, (ulong)staking.Periods[reward].Duration, token == pool.Opening.Quote, reserve, quoteReserve, staked, totalLiquidity);
    }

    /// <summary>What a reviewer of a plan should weigh.</summary>
    internal static IEnumerable<string> Warnings(PoolBlueprint pool)
    {
        if (pool.Spec.Liquidity.IsBurnt)
            yield return $"{pool.Spec.Path}: its LP tokens are burnt: nobody can ever take {PlanSteps.Text(pool.Token, pool.Opening.TokenAmount)} and {PlanSteps.Text(pool.Quote, pool.Opening.QuoteAmount)} out again, nor the fees.";
        else if (pool.Spec.Liquidity.LockedUntil is null)
            yield return $"{pool.Spec.Path}: {pool.Opening.To} can take the liquidity out at any time.";
    }
}
