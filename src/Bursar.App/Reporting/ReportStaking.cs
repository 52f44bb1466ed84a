using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A staking pool: who takes part, and what the rewards have given.</summary>
public sealed record ReportStaking
{
    /// <summary>Name in the launch file.</summary>
    public required string Name { get; init; }

    /// <summary>The contract.</summary>
    public required Address Address { get; init; }

    /// <summary>What is staked; looked up in <see cref="ReportModel.Tokens"/>.</summary>
    public required Address Token { get; init; }

    /// <summary>Whether NFTs are staked; amounts of the stake are then how many.</summary>
    public bool Nfts { get; init; }

    /// <summary>Who funds periods and takes back what nobody earned.</summary>
    public required Address Owner { get; init; }

    /// <summary>What is staked, in base units.</summary>
    public required UInt256 Staked { get; init; }

    /// <summary>What left and was not collected yet, in base units.</summary>
    public UInt256 Cooling { get; init; }

    /// <summary>All of what can be staked, in base units; null when its contract does not say.</summary>
    public UInt256? Supply { get; init; }

    /// <summary>How many accounts have something staked.</summary>
    public required int Stakers { get; init; }

    /// <summary>Seconds between leaving and getting the stake; 0 for none.</summary>
    public ulong CooldownSeconds { get; init; }

    /// <summary>Whether stakers keep their votes.</summary>
    public bool Votes { get; init; }

    /// <summary>The tiers.</summary>
    public IReadOnlyList<ReportStakingTier> Tiers { get; init; } = [];

    /// <summary>The rewards.</summary>
    public IReadOnlyList<ReportStakingReward> Rewards { get; init; } = [];

    /// <summary>Who has how much staked, and could claim what.</summary>
    public IReadOnlyList<ReportStake> Stakes { get; init; } = [];

    /// <summary>Every stake that came or went, and every reward that was paid, in chain order.</summary>
    public IReadOnlyList<ReportStakingEvent> Events { get; init; } = [];

    /// <summary>The staked part of the supply, 0 to 1; 0 when the supply is not known.</summary>
    [JsonIgnore]
    public double Share => Supply is { } supply ? Sums.Share(Staked, supply) : 0;
}

/// <summary>A tier.</summary>
/// <param name="LockSeconds">How long a stake is locked; 0 for no lock.</param>
/// <param name="Weight">Shares for each unit.</param>
/// <param name="Staked">What is staked in it, in base units.</param>
public sealed record ReportStakingTier(ulong LockSeconds, int Weight, UInt256 Staked);

/// <summary>A reward of a pool; amounts in base units.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Funded">What was paid in, in all.</param>
/// <param name="Paid">What stakers were paid.</param>
/// <param name="Reclaimed">What went back to the owner.</param>
/// <param name="Left">What is still in the pool.</param>
/// <param name="Claimable">What stakers have earned and not claimed, each rounded down.</param>
/// <param name="Unearned">What nobody earned and the owner can take back.</param>
/// <param name="PeriodAmount">What the last period gives.</param>
/// <param name="PeriodSeconds">How long it lasts.</param>
/// <param name="Finish">When it is over.</param>
public sealed record ReportStakingReward(
    Address Token, UInt256 Funded, UInt256 Paid, UInt256 Reclaimed, UInt256 Left, UInt256 Claimable, UInt256 Unearned, UInt256 PeriodAmount, ulong PeriodSeconds, DateTimeOffset? Finish);

/// <summary>What an account has in a tier.</summary>
/// <param name="Account">The account.</param>
/// <param name="Tier">Number of the tier.</param>
/// <param name="Amount">What is staked, in base units.</param>
/// <param name="LockedUntil">Until when it is locked; null when it never was.</param>
/// <param name="Claimable">What it could claim of each reward, in base units.</param>
public sealed record ReportStake(Address Account, int Tier, UInt256 Amount, DateTimeOffset? LockedUntil, IReadOnlyList<UInt256> Claimable);

/// <summary>Something that happened at a pool.</summary>
/// <param name="Kind"><c>staked</c>, <c>left</c>, <c>left without rewards</c>, <c>paid</c> or <c>went back</c>.</param>
/// <param name="Account">Whose it was.</param>
/// <param name="Tier">In which tier; null for what went back to the owner.</param>
/// <param name="Token">Of which token.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">Transaction hash.</param>
public sealed record ReportStakingEvent(string Kind, Address Account, int? Tier, Address Token, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);
