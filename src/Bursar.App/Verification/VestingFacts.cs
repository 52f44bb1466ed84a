using Bursar.Evm.Primitives;

namespace Bursar.App.Verification;

/// <summary>What the chain holds of schedules from one source, in the order of the launch.</summary>
/// <param name="Schedules">Schedule by schedule.</param>
public sealed record VestingFacts(IReadOnlyList<ScheduleFacts> Schedules);

/// <summary>A schedule on the chain.</summary>
/// <param name="Id">Its id by now: a schedule that moved to another account has another one.</param>
/// <param name="Recipient">Who withdraws by now.</param>
/// <param name="Opened">Whether it was opened.</param>
/// <param name="Promised">What it promises in all, less after a revoke; in base units.</param>
/// <param name="Vested">What has vested by the last block.</param>
/// <param name="Withdrawn">What was withdrawn.</param>
/// <param name="Boxed">Whether its tokens are in its box.</param>
/// <param name="RevokedAt">When it was ended early; null when it was not.</param>
public sealed record ScheduleFacts(
    Hash32 Id, Address Recipient, bool Opened, UInt256 Promised, UInt256 Vested, UInt256 Withdrawn, bool Boxed, DateTimeOffset? RevokedAt);
