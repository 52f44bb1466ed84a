using Bursar.App.Staking;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.App.Verification;

/// <summary>What happened at a staking pool, and how it stands at the last block.</summary>
/// <param name="Open">Whether it is there, made and funded by the factory.</param>
/// <param name="Staked">What is staked, in base units; of NFTs how many.</param>
/// <param name="Cooling">What left and was not collected yet, in base units.</param>
/// <param name="Supply">All of what can be staked, in base units; null when its contract does not say.</param>
/// <param name="Positions">Who has how much staked, or something to claim.</param>
/// <param name="Rewards">The rewards, in the order of the file.</param>
/// <param name="Moves">Every stake that came or went, in chain order.</param>
/// <param name="Payments">Every reward that was paid, and what went back to the owner, in chain order.</param>
/// <param name="Fundings">Every period, in chain order.</param>
public sealed record StakingFacts(
    bool Open, UInt256 Staked, UInt256 Cooling, UInt256? Supply, IReadOnlyList<StakingPosition> Positions, IReadOnlyList<StakingRewardState> Rewards,
    IReadOnlyList<StakingMove> Moves, IReadOnlyList<StakingPayment> Payments, IReadOnlyList<StakingFunding> Fundings)
{
    /// <summary>The facts of a pool that is not there.</summary>
    public static StakingFacts Missing { get; } = new(false, UInt256.Zero, UInt256.Zero, null, [], [], [], [], []);

    /// <summary>The accounts' boxes, where stakes keep their votes.</summary>
    public IReadOnlyList<Address> Boxes { get; init; } = [];

    /// <summary>How many accounts have something staked.</summary>
    public int Stakers => Positions.Where(p => !p.Amount.IsZero).Select(p => p.Account).Distinct().Count();
}
