using Bursar.Evm.Primitives;

namespace Bursar.Core.Staking;

/// <summary>A period of a reward: so much, evenly, until then.</summary>
/// <param name="Amount">What it gives in all, in base units; what was left of the one before included.</param>
/// <param name="Duration">Seconds; 0 before the first period.</param>
/// <param name="Finish">When it is over, in seconds since 1970.</param>
public readonly record struct StakingPeriod(UInt256 Amount, ulong Duration, ulong Finish)
{
    /// <summary>What it still has to give at <paramref name="time"/>, rounded down as a top-up counts it.</summary>
    public UInt256 LeftAt(ulong time) => time >= Finish ? UInt256.Zero : Amount * (Finish - time) / Duration;
}
