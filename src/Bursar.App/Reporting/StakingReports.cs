using Bursar.App.Planning;
using Bursar.App.Verification;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>What a report says of staking pools. Every amount is the model's, which verification compared with the chain.</summary>
internal static class StakingReports
{
    private const ulong LastSecond = 253_402_300_799;

    public static ReportStaking Of(StakingBlueprint pool, ChainFacts facts)
    {
        StakingFacts found = facts.Staking[pool.Address];
        return new ReportStaking
        {
            Name = pool.Spec.Key,
            Address = pool.Address,
            Token = pool.Token.Address,
            Nfts = pool.Spec.Nfts,
            Owner = pool.Spec.Owner,
            Staked = found.Staked,
            Cooling = found.Cooling,
            Supply = found.Supply,
            Stakers = found.Stakers,
            CooldownSeconds = pool.Parameters.Cooldown,
            Votes = pool.Spec.Votes,
            Tiers = [.. pool.Spec.Tiers.Select((t, i) => new ReportStakingTier(t.Lock, t.Weight, Sums.Of(found.Positions.Where(p => p.Tier == i), static p => p.Amount)))],
            Rewards = [.. found.Rewards.Select((r, i) => RewardOf(pool.Rewards[i].Address, r, Sums.Of(found.Positions, p => p.Claimable[i])))],
            Stakes = [.. found.Positions.OrderByDescending(p => p.Amount).Select(p => new ReportStake(p.Account, p.Tier, p.Amount, p.LockedUntil == 0 ? null : At(p.LockedUntil), p.Claimable))],
            Events =
            [
                .. found.Moves.Select(m => new ReportStakingEvent(m.Came ? "staked" : m.GaveUp ? "left without rewards" : "left", m.Account, m.Tier, pool.Token.Address, m.Amount, m.Block, m.Time, m.Transaction))
                    .Concat(found.Payments.Select(p => new ReportStakingEvent(p.Tier is null ? "went back" : "paid", p.To, p.Tier, pool.Rewards[p.Reward].Address, p.Amount, p.Block, p.Time, p.Transaction)))
                    .OrderBy(e => e.Block),
            ],
        };
    }

    private static ReportStakingReward RewardOf(Address token, StakingRewardState reward, UInt256 claimable) => new(
        token, reward.Funded, reward.Paid, reward.Reclaimed, reward.Left, claimable, reward.Unearned, reward.Period.Amount, reward.Period.Duration, reward.Period.Duration == 0 ? null : At(reward.Period.Finish));

    private static DateTimeOffset At(ulong seconds) => DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, LastSecond));
}
