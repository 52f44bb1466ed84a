using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>How much of a token is free when, as far as vesting of this launch holds it back.</summary>
public sealed record ReportUnlocks
{
    /// <summary>The token; looked up in <see cref="ReportModel.Tokens"/>.</summary>
    public required Address Token { get; init; }

    /// <summary>How much of the token there is at the report's last block, in base units; null when the token does not say.</summary>
    public UInt256? Supply { get; init; }

    /// <summary>Dates from the report's last block on, until all has vested.</summary>
    public required IReadOnlyList<ReportUnlock> Dates { get; init; }

    /// <summary>The curve of all schedules together: each bend and jump, or even distances when those are many.</summary>
    public required IReadOnlyList<ReportUnlock> Curve { get; init; }

    /// <summary>What is free at <paramref name="at"/>: the supply without what is locked; without a supply what has vested. In base units.</summary>
    internal UInt256 Free(ReportUnlock at) => Supply is { } supply ? supply >= at.Locked ? supply - at.Locked : UInt256.Zero : at.Vested;

    /// <summary>The end of the scale: the supply, or all that vests.</summary>
    [JsonIgnore]
    internal UInt256 Whole => Supply ?? (Curve.Count > 0 ? Curve[^1].Vested : UInt256.Zero);
}

/// <summary>What has vested, and what is locked, at one time; in base units.</summary>
/// <param name="Time">The time.</param>
/// <param name="Vested">What has vested of all schedules by then.</param>
/// <param name="Locked">What has not.</param>
public sealed record ReportUnlock(DateTimeOffset Time, UInt256 Vested, UInt256 Locked);
