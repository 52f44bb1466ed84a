using Bursar.Contracts;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;

namespace Bursar.App.Staking;

/// <summary>A staking pool as a chain shows it.</summary>
public sealed record StakingState
{
    /// <summary>Its address.</summary>
    public required Address Address { get; init; }

    /// <summary>What it was made with.</summary>
    public required StakingFactory.StakingPoolParameters Parameters { get; init; }

    /// <summary>Whether NFTs are staked.</summary>
    public required bool Nfts { get; init; }

    /// <summary>Who funds periods and takes back what nobody earned.</summary>
    public required Address Owner { get; init; }

    /// <summary>What is staked.</summary>
    public required StakingToken Token { get; init; }

    /// <summary>The rewards' tokens, in order.</summary>
    public required IReadOnlyList<StakingToken> Rewards { get; init; }

    /// <summary>What happened so far, and the accounting that it leads to.</summary>
    public required StakingHistory History { get; init; }

    /// <summary>The block at which all of this holds.</summary>
    public required ulong Block { get; init; }

    /// <summary>That block's time, in seconds since 1970.</summary>
    public required ulong Time { get; init; }

    /// <summary>Who has something staked, or to claim, at <see cref="Time"/>.</summary>
    public IReadOnlyList<StakingPosition> Positions => [.. History.Model.PositionsAt(Time).Where(p => !p.Amount.IsZero || p.Claimable.Any(c => !c.IsZero))];

    /// <summary>How many accounts have something staked.</summary>
    public int Stakers => Positions.Where(p => !p.Amount.IsZero).Select(p => p.Account).Distinct().Count();

    /// <summary>A reward at <see cref="Time"/>.</summary>
    public StakingRewardState RewardOf(int reward) => History.Model.RewardOf(reward, Time);
}

/// <summary>A token of a staking pool.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Symbol">Its symbol, which may hold any character; null when it says none.</param>
/// <param name="Decimals">Its decimals; 0 when it says none.</param>
public sealed record StakingToken(Address Address, string? Symbol, byte Decimals)
{
    /// <summary>An amount of it, for people.</summary>
    public string Text(UInt256 units) => $"{new Amount(units, Decimals)} {Symbol ?? Address.ToString()}";
}
