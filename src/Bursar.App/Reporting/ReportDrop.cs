using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A list that was made claimable, and what was claimed of it.</summary>
public sealed record ReportDrop
{
    /// <summary>Name in the launch file.</summary>
    public required string Name { get; init; }

    /// <summary>The drop's contract.</summary>
    public required Address Address { get; init; }

    /// <summary>The token that it pays; looked up in <see cref="ReportModel.Tokens"/>.</summary>
    public required Address Token { get; init; }

    /// <summary>Merkle root.</summary>
    public required Hash32 Root { get; init; }

    /// <summary>Hash of the canonical list.</summary>
    public required Hash32 ListHash { get; init; }

    /// <summary>Kind of tree, for example <c>sharded, 2 nybbles</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Rows in the list.</summary>
    public required long Rows { get; init; }

    /// <summary>Sum of the list in base units.</summary>
    public required UInt256 Total { get; init; }

    /// <summary>What the drop's contract holds at the last block, in base units; null when it was not read.</summary>
    public UInt256? Escrow { get; init; }

    /// <summary>First second of claiming.</summary>
    public required DateTimeOffset Starts { get; init; }

    /// <summary>End of claiming; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Where the list is published; null for nowhere.</summary>
    public string? Uri { get; init; }

    /// <summary>Base units that the owner took back after expiry.</summary>
    public UInt256 ClawedBack { get; init; }

    /// <summary>Every claim. Counts, totals, the largest claims and the claims over time are taken from it.</summary>
    public IReadOnlyList<ReportClaim> Claims { get; init; } = [];

    /// <summary>How the list's amounts are spread; null when they are not known.</summary>
    public ReportDistribution? Distribution { get; init; }

    /// <summary>How concentrated the holdings are, state by state: before, now, when everybody has claimed.</summary>
    public IReadOnlyList<ReportConcentration> Concentration { get; init; } = [];

    /// <summary>Number of claims.</summary>
    [JsonIgnore]
    public long ClaimedCount => Claims.Count;

    /// <summary>Sum of the claims in base units.</summary>
    [JsonIgnore]
    public UInt256 ClaimedTotal => Sums.Of(Claims, static c => c.Amount);

    /// <summary>What is promised and not yet claimed, in base units; 0 after a clawback.</summary>
    [JsonIgnore]
    public UInt256 Remaining =>
        !ClawedBack.IsZero || ClaimedTotal > Total ? UInt256.Zero : Total - ClaimedTotal;
}
