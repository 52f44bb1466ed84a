using Bursar.Contracts;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Vesting;

/// <summary>A schedule as a chain shows it. Amounts are base units.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Schedule">What it says, with the account that withdraws by now as its recipient.</param>
/// <param name="Curve">Its curve.</param>
/// <param name="Promised">What it promises in all; less after an early end.</param>
/// <param name="Vested">What has vested.</param>
/// <param name="Withdrawn">What was withdrawn.</param>
/// <param name="Held">What the vault, or the schedule's box, has of the token: for this schedule and, in the vault, for others.</param>
/// <param name="Boxed">Whether its tokens are in its box.</param>
/// <param name="RevokedAt">When it was ended early; null when it was not.</param>
/// <param name="Symbol">The token's symbol, which may hold any character.</param>
/// <param name="Decimals">The token's decimals; 0 when it says none.</param>
/// <param name="Time">The time of the block at which all of this holds.</param>
public sealed record ScheduleState(
    Hash32 Id, VestingVault.Schedule Schedule, VestingCurve Curve, UInt256 Promised, UInt256 Vested, UInt256 Withdrawn, UInt256 Held, bool Boxed, DateTimeOffset? RevokedAt, string? Symbol, byte Decimals,
    DateTimeOffset Time)
{
    /// <summary>What can be withdrawn now.</summary>
    public UInt256 Available => Vested > Withdrawn ? Vested - Withdrawn : UInt256.Zero;

    /// <summary>When something more vests: the next point of the curve, or now while it grows; null when nothing more will.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            if (RevokedAt is not null || Vested >= Promised)
                return null;
            int next = Curve.Points.ToList().FindIndex(p => p.Time > Time);
            return next < 0 ? null : Curve.Points[next].IsLine ? Time : Curve.Points[next].Time;
        }
    }

    /// <summary>Who may end it early; null for nobody.</summary>
    public Address? Revoker => Schedule.Revoker.IsZero ? null : Schedule.Revoker;
}
