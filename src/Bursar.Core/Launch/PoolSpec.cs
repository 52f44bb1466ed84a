using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A pool of two tokens that the launch opens, at the price that its amounts make.</summary>
public sealed record PoolSpec
{
    /// <summary>Key under <c>pools</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The token.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>What the pool begins with of it, at most 2^112 − 1 base units.</summary>
    public required Amount Amount { get; init; }

    /// <summary>What it is exchanged for: another token, or the chain's own coin, a <see cref="NativeTokenSpec"/>.</summary>
    public required TokenSpec Quote { get; init; }

    /// <summary>What the pool begins with of that, at most 2^112 − 1 base units.</summary>
    public required Amount QuoteAmount { get; init; }

    /// <summary>Where the LP tokens go.</summary>
    public required LiquidityTarget Liquidity { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path in the file, for faults.</summary>
    public string Path => $"pools.{Key}";
}
