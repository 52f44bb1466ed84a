using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>Schedules of one token from one source, on terms of one vesting.</summary>
public sealed record ReportVesting
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where the tokens came from: <c>operator</c>, <c>genesis</c> or <c>drop</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The token; looked up in <see cref="ReportModel.Tokens"/>.</summary>
    public required Address Token { get; init; }

    /// <summary>The contract that keeps the schedules.</summary>
    public required Address Vault { get; init; }

    /// <summary>Who may end the schedules early; null for nobody, ever.</summary>
    public Address? Revoker { get; init; }

    /// <summary>The schedules, in the order of the launch.</summary>
    public required IReadOnlyList<ReportSchedule> Schedules { get; init; }

    /// <summary>Later times of which each schedule says how much will have vested by then.</summary>
    public required IReadOnlyList<DateTimeOffset> Later { get; init; }

    /// <summary>What the schedules promise together, in base units.</summary>
    [JsonIgnore]
    public UInt256 Promised => Sums.Of(Schedules, static s => s.Promised);

    /// <summary>What has vested of all, in base units.</summary>
    [JsonIgnore]
    public UInt256 Vested => Sums.Of(Schedules, static s => s.Vested);

    /// <summary>What was withdrawn of all, in base units.</summary>
    [JsonIgnore]
    public UInt256 Withdrawn => Sums.Of(Schedules, static s => s.Withdrawn);
}

/// <summary>A schedule. Amounts are base units.</summary>
/// <param name="Id">Its id by now.</param>
/// <param name="Label">What it is for, in the operator's words; null when nobody said.</param>
/// <param name="Recipient">Who withdraws by now.</param>
/// <param name="Opened">Whether it is open. Rows of a drop are opened when they are claimed.</param>
/// <param name="Promised">What it promises in all, less when it was ended early.</param>
/// <param name="Vested">What has vested by the report's last block.</param>
/// <param name="Withdrawn">What was withdrawn by then.</param>
/// <param name="Starts">From when something can be withdrawn.</param>
/// <param name="Ends">When all has vested.</param>
/// <param name="RevokedAt">When it was ended early; null when it was not.</param>
/// <param name="ByThen">What will have vested by each of <see cref="ReportVesting.Later"/>.</param>
public sealed record ReportSchedule(
    Hash32 Id, string? Label, Address Recipient, bool Opened, UInt256 Promised, UInt256 Vested, UInt256 Withdrawn, DateTimeOffset Starts, DateTimeOffset Ends, DateTimeOffset? RevokedAt,
    IReadOnlyList<UInt256> ByThen);
