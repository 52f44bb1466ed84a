using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Plots;

/// <summary>How many recipients get amounts of which size; the buckets are wider for larger amounts.</summary>
internal static class HistogramPlot
{
    private const int MostBars = 24;

    public static Html Draw(string id, ReportDistribution distribution, byte decimals, string symbol)
    {
        IReadOnlyList<HistogramBucket> bars = Merge(distribution.Histogram);
        long top = bars.Count == 0 ? 0 : bars.Max(static b => b.Count);
        (double end, IReadOnlyList<double> ticks) = NiceTicks.UpTo(top * 1.06, 4, whole: true);
        double step = 1.0 / Math.Max(1, bars.Count);
        Html drawn = Html.Join(bars.Select((bar, i) => Bar(bar, i * step, step, end, decimals, symbol)));
        int every = Math.Max(1, (int)Math.Ceiling((bars.Count + 1) / 7.0));
        IEnumerable<(double, string)> edges = Enumerable.Range(0, bars.Count + 1)
            .Where(i => i % every == 0)
            .Select(i => (i * step, Edge(i < bars.Count ? bars[i].From : bars[^1].To, decimals)));
        Html drawing = Html.Of(
            $"""
            {PlotFrame.HorizontalGrid(ticks.Select(t => (t / end, People.Tick(t))))}{drawn}
            {(bars.Count == 0 ? Html.Empty : PlotFrame.BottomLabels(edges))}{PlotFrame.BottomAxis($"amount in {symbol}, larger steps to the right")}
            """);
        Html caption = Html.Of(
            $"""
            The amount in the middle is {Amount(distribution.Median, decimals, symbol)}, the smallest {Amount(distribution.Smallest, decimals, symbol)}, the largest {Amount(distribution.Largest, decimals, symbol)}.
            """);
        return PlotFrame.Figure(
            id,
            "Amounts and how many get them",
            $"Histogram with {bars.Count} bars of the amounts in {symbol}; the fullest holds {People.Count(top)} recipients. Median {People.Amount(distribution.Median, decimals)}.",
            drawing,
            caption);
    }

    /// <summary>Joins neighbours until the bars are wide enough to be seen.</summary>
    internal static IReadOnlyList<HistogramBucket> Merge(IReadOnlyList<HistogramBucket> buckets)
    {
        int size = (int)Math.Ceiling(buckets.Count / (double)MostBars);
        return size <= 1
            ? buckets
            : [.. buckets.Chunk(size).Select(static chunk => new HistogramBucket(chunk[0].From, chunk[^1].To, chunk.Sum(static b => b.Count)))];
    }

    private static Html Bar(HistogramBucket bar, double at, double step, double end, byte decimals, string symbol)
    {
        if (bar.Count <= 0)
            return Html.Empty;
        double left = PlotFrame.X(at) + 1.5;
        double width = Math.Max(1, PlotFrame.X(at + step) - PlotFrame.X(at) - 3);
        double top = Math.Min(PlotFrame.Y(bar.Count / end), PlotFrame.Bottom - 1.5);
        string range = $"{People.Amount(bar.From, decimals)} to {People.Amount(bar.To, decimals)} {symbol}: {People.Plural(bar.Count, "recipient", "recipients")}";
        Html count = width < 20
            ? Html.Empty
            : Html.Of($"""<text class="count" x="{left + (width / 2)}" y="{top - 4}" text-anchor="middle">{Compact(bar.Count, width)}</text>""");
        return Html.Of($"""<g><title>{range}</title><rect class="bar" x="{left}" y="{top}" width="{width}" height="{PlotFrame.Bottom - top}" rx="1.5"/>{count}</g>""");
    }

    private static string Compact(long count, double width) => width >= 44 ? People.Count(count) : People.Tick(Rounded(count));

    private static double Rounded(long count)
    {
        double scale = count < 1000 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(count)) - 1);
        return Math.Round(count / scale) * scale;
    }

    private static string Edge(UInt256 amount, byte decimals)
    {
        double value = amount.ToDouble() / Math.Pow(10, decimals);
        double digits = value > 0 ? Math.Pow(10, Math.Floor(Math.Log10(value)) - 1) : 1;
        return People.Tick(digits > 0 && double.IsFinite(digits) ? Math.Round(value / digits) * digits : value);
    }

    private static Html Amount(UInt256 amount, byte decimals, string symbol) =>
        Html.Of($"<b title=\"{People.Exact(amount, decimals)} {symbol}\">{People.Amount(amount, decimals)}</b> <bdi>{symbol}</bdi>");
}
