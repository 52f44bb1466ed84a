using Bursar.App.Reporting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Tests.Reporting;

/// <summary>Spreads computed in the plainest way, for models of tests.</summary>
internal static class TestSpread
{
    public static ReportDistribution Of(IEnumerable<UInt256> amounts)
    {
        UInt256[] sorted = [.. amounts.Order()];
        double[] values = [.. sorted.Select(static a => a.ToDouble())];
        double total = values.Sum();
        var lorenz = new List<LorenzPoint> { new(0, 0) };
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
            lorenz.Add(new((i + 1.0) / values.Length, sum / total));
        }

        ReportConcentration state = State("", values);
        return new()
        {
            Gini = state.Gini,
            TopOneShare = state.TopOneShare,
            TopTenShare = state.TopTenShare,
            Nakamoto = state.Nakamoto,
            Smallest = sorted[0],
            Median = sorted[sorted.Length / 2],
            Largest = sorted[^1],
            Lorenz = lorenz,
            Histogram = Histogram(sorted),
        };
    }

    public static ReportConcentration State(string label, IEnumerable<double> holdings)
    {
        double[] sorted = [.. holdings.Order()];
        double total = sorted.Sum();
        double weighted = sorted.Select(static (value, i) => (i + 1) * value).Sum();
        double gini = ((2 * weighted / (sorted.Length * total)) - ((sorted.Length + 1.0) / sorted.Length));
        double sum = 0;
        int nakamoto = 0;
        while (nakamoto < sorted.Length && sum * 2 <= total)
            sum += sorted[^++nakamoto];
        return new(label, sorted.Length, gini, sorted[^1] / total, sorted[^Math.Min(10, sorted.Length)..].Sum() / total, nakamoto);
    }

    private static List<HistogramBucket> Histogram(UInt256[] sorted)
    {
        var buckets = new List<HistogramBucket>();
        int smallest = sorted[0].ToString().Length - 1;
        UInt256 from = UInt256.PowerOfTen(smallest);
        int[] steps = [2, 5, 10];
        for (int i = 0; buckets.Count == 0 || buckets[^1].To <= sorted[^1]; i++)
        {
            UInt256 decade = UInt256.PowerOfTen(smallest + (i / 3));
            UInt256 to = decade * (ulong)steps[i % 3];
            int count = sorted.Count(a => a >= from && a < to);
            if (count > 0 || buckets.Count > 0)
                buckets.Add(new(from, to, count));
            from = to;
        }

        return buckets;
    }
}
