using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A list that was paid out in batches.</summary>
public sealed record ReportPayout
{
    /// <summary>Name in the launch file.</summary>
    public required string Name { get; init; }

    /// <summary>The token that was paid; looked up in <see cref="ReportModel.Tokens"/>.</summary>
    public required Address Token { get; init; }

    /// <summary>Who paid.</summary>
    public required Address Payer { get; init; }

    /// <summary>The payout's contract.</summary>
    public required Address Contract { get; init; }

    /// <summary>The id that the chain consumes, so that a batch cannot be paid twice.</summary>
    public required Hash32 RunId { get; init; }

    /// <summary>Hash of the canonical list.</summary>
    public required Hash32 ListHash { get; init; }

    /// <summary>Rows in the list.</summary>
    public required long Rows { get; init; }

    /// <summary>Sum of the list in base units.</summary>
    public required UInt256 Total { get; init; }

    /// <summary>Batches planned; <see cref="Batches"/> has those on the chain.</summary>
    public required int PlannedBatches { get; init; }

    /// <summary>Batches on the chain.</summary>
    public IReadOnlyList<ReportPayoutBatch> Batches { get; init; } = [];

    /// <summary>Rows that were skipped because their transfer failed; their amount went back to the payer.</summary>
    public IReadOnlyList<ReportFailedRow> Failures { get; init; } = [];

    /// <summary>How the list's amounts are spread; null when they are not known.</summary>
    public ReportDistribution? Distribution { get; init; }

    /// <summary>How concentrated the holdings are, state by state: before, after.</summary>
    public IReadOnlyList<ReportConcentration> Concentration { get; init; } = [];

    /// <summary>Rows that were paid.</summary>
    [JsonIgnore]
    public long PaidRows => Batches.Sum(static b => b.Rows - b.FailedRows);

    /// <summary>Rows that failed.</summary>
    [JsonIgnore]
    public long FailedRows => Batches.Sum(static b => b.FailedRows);

    /// <summary>What reached recipients, in base units.</summary>
    [JsonIgnore]
    public UInt256 Paid => Sums.Of(Batches, static b => b.Paid);

    /// <summary>Gas of all batches.</summary>
    [JsonIgnore]
    public UInt256 Gas => Sums.Of(Batches, static b => b.GasUsed);

    /// <summary>Gas per paid row; null before the first.</summary>
    [JsonIgnore]
    public double? GasPerRecipient => PaidRows > 0 ? Gas.ToDouble() / PaidRows : null;
}
