using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A staking pool, as it is to be made.</summary>
public sealed record StakingOptions
{
    /// <summary>What is staked; null for <see cref="Collection"/>.</summary>
    public Token? Token { get; init; }

    /// <summary>The ERC-721 contract whose NFTs are staked, in place of <see cref="Token"/>.</summary>
    public Address? Collection { get; init; }

    /// <summary>The rewards, 1 to 8, no token twice: the client's account funds the first period of each, and it begins with the pool's creation.</summary>
    public required IReadOnlyList<StakingReward> Rewards { get; init; }

    /// <summary>Names this very pool, with 1 to 64 characters of a–z, 0–9 and -: the chain makes one under each name of an account.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>How long a stake can be locked, and what that is worth; none for one tier without a lock.</summary>
    public IReadOnlyList<StakingLock> Tiers { get; init; } = [];

    /// <summary>Between leaving and getting the stake, in whole hours; zero for none.</summary>
    public TimeSpan Cooldown { get; init; }

    /// <summary>Whether stakers keep the votes of what they staked.</summary>
    public bool Votes { get; init; }

    /// <summary>Who funds further periods and takes back what nobody earned; null for the client's account.</summary>
    public Address? Owner { get; init; }

    /// <summary>Where the pool is described, recorded on chain; null for nowhere.</summary>
    public string? Uri { get; init; }
}

/// <summary>A reward of a staking pool, and its first period.</summary>
/// <param name="Token">The token; the client's account must have the amount.</param>
/// <param name="Amount">What the period gives.</param>
/// <param name="Duration">How long it lasts, in whole hours.</param>
public sealed record StakingReward(Token Token, Quantity Amount, TimeSpan Duration);

/// <summary>A tier of a staking pool.</summary>
/// <param name="Lock">How long a stake is locked from its last addition on, in whole hours; zero for no lock.</param>
/// <param name="Weight">Shares for each unit staked, 1 to 10,000.</param>
public sealed record StakingLock(TimeSpan Lock, int Weight = 1);
