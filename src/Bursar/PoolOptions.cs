using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A pool that is to be opened.</summary>
public sealed record PoolOptions
{
    /// <summary>The token.</summary>
    public required Token Token { get; init; }

    /// <summary>What the pool begins with of it.</summary>
    public required Quantity Amount { get; init; }

    /// <summary>What it is exchanged for; null for the chain's own coin.</summary>
    public Token? Quote { get; init; }

    /// <summary>What the pool begins with of that; the two amounts make the price.</summary>
    public required Quantity QuoteAmount { get; init; }

    /// <summary>Until when the LP tokens are locked; null for not at all.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Who gets the LP tokens, or gets them when the lock ends; null for the client's account. <see cref="Nobody"/> burns them.</summary>
    public Address? To { get; init; }

    /// <summary>Names the pool among those of the account: one key opens one pool, once.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The account of nobody: LP tokens that go there are burnt.</summary>
    public static Address Nobody => LiquidityTarget.Nobody;
}
