using System.Globalization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Csv;

/// <summary>The numbers behind the plots: concentration, Lorenz curves, histograms.</summary>
internal static class SpreadTables
{
    public static IEnumerable<ReportFile> Of(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        (string List, Address Token, ReportDistribution? Spread, IReadOnlyList<ReportConcentration> States)[] lists =
        [
            .. model.Drops.Select(static d => (d.Name, d.Token, d.Distribution, d.Concentration)),
            .. model.Payouts.Select(static p => (p.Name, p.Token, p.Distribution, p.Concentration)),
        ];
        if (lists.Any(static l => l.States.Count > 0))
        {
            var table = new CsvTable("list", "when", "holders", "gini", "top_1_share", "top_10_share", "nakamoto");
            foreach ((string list, _, _, IReadOnlyList<ReportConcentration> states) in lists)
            {
                foreach (ReportConcentration state in states)
                {
                    table.Row(
                        list, state.Label, state.Holders.ToString(), Number(state.Gini), Number(state.TopOneShare), Number(state.TopTenShare),
                        state.Nakamoto.ToString());
                }
            }

            yield return new("concentration.csv", table.ToBytes());
        }

        if (lists.All(static l => l.Spread is null))
            yield break;
        var summary = new CsvTable("list", "gini", "top_1_share", "top_10_share", "nakamoto", "smallest_base_units", "median_base_units", "largest_base_units");
        var lorenz = new CsvTable("list", "population", "share");
        var histogram = new CsvTable("list", "from", "to", "from_base_units", "to_base_units", "count");
        foreach ((string list, Address token, ReportDistribution? spread, _) in lists)
        {
            if (spread is null)
                continue;
            summary.Row(
                list, Number(spread.Gini), Number(spread.TopOneShare), Number(spread.TopTenShare), spread.Nakamoto.ToString(),
                spread.Smallest.ToString(), spread.Median.ToString(), spread.Largest.ToString());
            foreach (LorenzPoint point in spread.Lorenz)
                lorenz.Row(list, Number(point.Population), Number(point.Share));
            foreach (HistogramBucket bucket in spread.Histogram)
            {
                histogram.Row(
                    list, ReportTables.Amount(bucket.From, token, tokens), ReportTables.Amount(bucket.To, token, tokens), bucket.From.ToString(),
                    bucket.To.ToString(), bucket.Count.ToString());
            }
        }

        yield return new("distribution.csv", summary.ToBytes());
        yield return new("lorenz.csv", lorenz.ToBytes());
        yield return new("histogram.csv", histogram.ToBytes());
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
