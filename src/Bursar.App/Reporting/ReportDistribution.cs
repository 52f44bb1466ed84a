using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>How the amounts of a list are spread.</summary>
public sealed record ReportDistribution
{
    /// <summary>Gini coefficient of the amounts: 0 is equal, towards 1 everything goes to one.</summary>
    public required double Gini { get; init; }

    /// <summary>Share of the largest amount, 0 to 1.</summary>
    public required double TopOneShare { get; init; }

    /// <summary>Share of the ten largest amounts, 0 to 1.</summary>
    public required double TopTenShare { get; init; }

    /// <summary>Fewest recipients who get more than half.</summary>
    public required long Nakamoto { get; init; }

    /// <summary>Smallest amount in base units.</summary>
    public required UInt256 Smallest { get; init; }

    /// <summary>The amount in the middle, in base units.</summary>
    public required UInt256 Median { get; init; }

    /// <summary>Largest amount in base units.</summary>
    public required UInt256 Largest { get; init; }

    /// <summary>The Lorenz curve from (0, 0) to (1, 1). Any number of points: plots thin them out.</summary>
    public required IReadOnlyList<LorenzPoint> Lorenz { get; init; }

    /// <summary>Amounts counted in buckets, ascending and without gaps.</summary>
    public required IReadOnlyList<HistogramBucket> Histogram { get; init; }
}
