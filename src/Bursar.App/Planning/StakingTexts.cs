using System.Globalization;
using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>What a reviewer is told of staking pools: facts, no forecasts.</summary>
internal static class StakingTexts
{
    private const int RateDigits = 18;

    /// <summary>What is staked.</summary>
    public static string Staked(StakingBlueprint pool) => pool.Token.Spec switch
    {
        CollectionSpec collection => $"NFTs of {collection.Address}",
        PoolShareSpec share => $"shares of pool {share.Key}",
        _ => pool.Token.Symbol,
    };

    /// <summary>The funded periods in one line.</summary>
    public static string Rewards(StakingBlueprint pool) =>
        string.Join(" and ", pool.Rewards.Zip(pool.Periods, (token, period) => $"{Text(token, period.Amount)} over {Time(period.Duration)}"));

    /// <summary>What a pool costs the operator and what it gives, in sentences.</summary>
    public static IEnumerable<string> TradesOf(StakingBlueprint pool)
    {
        foreach ((TokenBlueprint token, StakingFactory.Period period) in pool.Rewards.Zip(pool.Periods))
        {
            yield return $"{pool.Spec.Path} costs {Text(token, period.Amount)} for {Time(period.Duration)}: {Rate(period.Amount, period.Duration, token.Spec.Decimals)} {token.Symbol} a second, "
                + "divided among all shares. The more is staked, the less each unit earns; what accrues while nobody stakes is the owner's to take back.";
        }

        if (pool.Spec.Tiers.Count > 1 || pool.Spec.Tiers[0].Lock != 0)
            yield return $"{pool.Spec.Path}: {string.Join("; ", pool.Spec.Tiers.Select((t, i) => $"tier {i} {Tier(t)}"))}.";
    }

    /// <summary>What to weigh before a pool is made.</summary>
    public static IEnumerable<string> WarningsOf(StakingBlueprint pool)
    {
        string name = pool.Spec.Path;
        if (pool.Spec.Tiers.Any(t => t.Lock != 0))
            yield return $"{name}: stakes are locked up to {Time(pool.Spec.Tiers.Max(t => t.Lock))}; nobody can release one earlier, and each addition locks the whole tier anew.";
        if (pool.Spec.Cooldown > TimeSpan.Zero)
            yield return $"{name}: who leaves waits {Time((ulong)pool.Spec.Cooldown.TotalSeconds)} for the stake and earns nothing meanwhile.";
        if (pool.Rewards.Any(r => r.Address == pool.Token.Address))
            yield return $"{name}: the stake is a reward too; the pool keeps count of all stakes and pays no reward out of them.";
        if (pool.Spec.Votes)
            yield return $"{name}: what is staked counts as delegated where its staker says; the pool's owner has no vote of it.";
    }

    /// <summary>A tier: its lock, and what that is worth.</summary>
    public static string Tier(StakingTier tier) => tier.Lock == 0 ? $"without lock, weight {tier.Weight}" : $"locked {Time(tier.Lock)}, weight {tier.Weight}";

    /// <summary>Whole tokens a second, rounded down to the last digit that is shown.</summary>
    public static string Rate(UInt256 amount, UInt256 duration, byte decimals)
    {
        if (duration.IsZero)
            return "0";
        int extra = Math.Max(0, RateDigits - decimals);
        return new Amount(amount * UInt256.PowerOfTen(extra) / duration, (byte)(decimals + extra)).ToString();
    }

    /// <summary>A duration for people: days, or hours, or seconds when it is no whole number of those.</summary>
    public static string Time(UInt256 seconds)
    {
        ulong all = (ulong)seconds;
        (ulong count, string unit) = all % 86_400 == 0 ? (all / 86_400, "day") : all % 3_600 == 0 ? (all / 3_600, "hour") : (all, "second");
        return $"{count.ToString("N0", CultureInfo.InvariantCulture)} {unit}{(count == 1 ? "" : "s")}";
    }

    private static string Text(TokenBlueprint token, UInt256 units) => $"{new Amount(units, token.Spec.Decimals)} {token.Symbol}";
}
