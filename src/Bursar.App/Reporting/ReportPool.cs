using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A pool of two tokens.</summary>
public sealed record ReportPool
{
    /// <summary>Name in the launch file.</summary>
    public required string Name { get; init; }

    /// <summary>The pool, which is its LP token too.</summary>
    public required Address Address { get; init; }

    /// <summary>The token; looked up in <see cref="ReportModel.Tokens"/>.</summary>
    public required Address Token { get; init; }

    /// <summary>What it is exchanged for; the zero address for the chain's own coin.</summary>
    public required Address Quote { get; init; }

    /// <summary>What the pool was opened with of the token, in base units.</summary>
    public required UInt256 OpeningAmount { get; init; }

    /// <summary>What the pool was opened with of the other, in base units.</summary>
    public required UInt256 OpeningQuoteAmount { get; init; }

    /// <summary>What the pool holds of the token now, in base units; zero when it was not opened.</summary>
    public required UInt256 Reserve { get; init; }

    /// <summary>What the pool holds of the other now, in base units.</summary>
    public required UInt256 QuoteReserve { get; init; }

    /// <summary>Price of one token at the opening, for people.</summary>
    public required string OpeningPrice { get; init; }

    /// <summary>Price of one token now, for people; <c>0</c> when the pool was not opened.</summary>
    public required string Price { get; init; }

    /// <summary>All LP tokens now, in base units.</summary>
    public required UInt256 TotalLiquidity { get; init; }

    /// <summary>LP tokens that the opening gave out.</summary>
    public required UInt256 Liquidity { get; init; }

    /// <summary>Who was given the LP tokens: a recipient, nobody's account, or the box of their lock.</summary>
    public required Address Holder { get; init; }

    /// <summary>What the holder has of them now.</summary>
    public required UInt256 Held { get; init; }

    /// <summary>Who gets them when the lock ends; the holder when there is none.</summary>
    public required Address Recipient { get; init; }

    /// <summary>Until when they are locked; null for not at all.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>How much can be sold into the pool, and how much bought out of it, for a given movement of the price.</summary>
    public IReadOnlyList<ReportDepth> Depth { get; init; } = [];

    /// <summary>What rewards for staked LP tokens come to in a year.</summary>
    public IReadOnlyList<ReportYield> Yields { get; init; } = [];
}

/// <summary>What a reward for staked LP tokens comes to in a year, while its period lasts.</summary>
/// <param name="Staking">Name of the staking pool in the launch file.</param>
/// <param name="Reward">The reward's token.</param>
/// <param name="Staked">LP tokens that are staked, in base units.</param>
/// <param name="BasisPoints">Rewards of a year × price ÷ value staked, in hundredths of a percent; null when nothing is staked, or the reward has no price in the pool.</param>
public sealed record ReportYield(string Staking, Address Reward, UInt256 Staked, UInt256? BasisPoints);

/// <summary>Depth of a pool at one movement of the price.</summary>
/// <param name="BasisPoints">How far the price moves at most, in hundredths of a percent.</param>
/// <param name="Sold">What can be sold of the token, in base units.</param>
/// <param name="SoldFor">What that brings of the other.</param>
/// <param name="Paid">What can be paid of the other, in base units.</param>
/// <param name="Bought">What that buys of the token.</param>
public sealed record ReportDepth(int BasisPoints, UInt256 Sold, UInt256 SoldFor, UInt256 Paid, UInt256 Bought);
