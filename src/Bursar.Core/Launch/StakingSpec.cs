using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A staking pool, whose first periods are funded and begin with its creation.</summary>
public sealed record StakingSpec
{
    /// <summary>Key under <c>staking</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What is staked: a token, a <see cref="PoolShareSpec"/> or a <see cref="CollectionSpec"/>.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>The rewards, no token twice.</summary>
    public required IReadOnlyList<StakingRewardSpec> Rewards { get; init; }

    /// <summary>The tiers: at least one.</summary>
    public required IReadOnlyList<StakingTier> Tiers { get; init; }

    /// <summary>Between leaving and getting the stake, in whole seconds; zero for none.</summary>
    public TimeSpan Cooldown { get; init; }

    /// <summary>Whether stakers keep the votes of what they staked.</summary>
    public bool Votes { get; init; }

    /// <summary>Who funds further periods and takes back what nobody earned.</summary>
    public required Address Owner { get; init; }

    /// <summary>Where the pool is described; null when the file does not say.</summary>
    public string? Uri { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Whether NFTs are staked.</summary>
    public bool Nfts => Token is CollectionSpec;

    /// <summary>Path in the file, for faults.</summary>
    public string Path => $"staking.{Key}";
}
