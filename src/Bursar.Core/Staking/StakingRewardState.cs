using Bursar.Evm.Primitives;

namespace Bursar.Core.Staking;

/// <summary>A reward of a pool at a time; amounts in base units.</summary>
/// <param name="Period">Its last period.</param>
/// <param name="PerShare">The amount per share so far, times 2^128, beginning at one.</param>
/// <param name="Unearned">What nobody earned and the owner can take back.</param>
/// <param name="Funded">What was paid in, in all.</param>
/// <param name="Paid">What stakers were paid, in all.</param>
/// <param name="Reclaimed">What went back to the owner, in all.</param>
public sealed record StakingRewardState(StakingPeriod Period, UInt256 PerShare, UInt256 Unearned, UInt256 Funded, UInt256 Paid, UInt256 Reclaimed)
{
    /// <summary>What is still in the pool: to be given, given and not claimed yet, or the owner's.</summary>
    public UInt256 Left => Funded - Paid - Reclaimed;
}
