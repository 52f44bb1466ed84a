using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Plots;

/// <summary>What was claimed, added up over time.</summary>
internal static class ClaimsPlot
{
    public static Html Draw(string id, ReportDrop drop, byte decimals, string symbol)
    {
        ReportClaim[] claims = [.. drop.Claims.OrderBy(static c => c.Time).ThenBy(static c => c.Block)];
        (DateTimeOffset from, DateTimeOffset to) = Span(drop.Starts, claims[0].Time, claims[^1].Time);
        double unit = Math.Pow(10, decimals);
        double total = claims.Sum(static c => c.Amount.ToDouble()) / unit;
        (double end, IReadOnlyList<double> ticks) = NiceTicks.UpTo(total);
        IReadOnlyList<(double X, double Y)> points = Thinning.Of(Points(claims, from, to, unit, end), 1);
        Html line = Html.Join(points.Select(static (p, i) => Html.Of($"{(i == 0 ? "M" : "H")}{p.X}{(i == 0 ? " " : "V")}{p.Y}")));
        Html drawing = Html.Of(
            $"""
            {PlotFrame.HorizontalGrid(ticks.Select(t => (t / end, People.Tick(t))))}
            <path class="area" d="{line}H{PlotFrame.Right}V{PlotFrame.Bottom}H{PlotFrame.Left}Z"/><path class="curve" d="{line}H{PlotFrame.Right}"/>
            {PlotFrame.BottomLabels(TimeTicks.Of(from, to))}{PlotFrame.BottomAxis($"{symbol} claimed, added up; time in UTC")}
            """);
        string count = People.Plural(claims.Length, "claim", "claims");
        return PlotFrame.Figure(
            id,
            "Claims over time",
            $"{count} from {People.Time(claims[0].Time)} to {People.Time(claims[^1].Time)}, together {People.Amount(drop.ClaimedTotal, decimals)} {symbol}.",
            drawing,
            Html.Of($"<b>{count}</b> from {ReportView.Time(claims[0].Time)} to {ReportView.Time(claims[^1].Time)}."));
    }

    private static IEnumerable<(double X, double Y)> Points(ReportClaim[] claims, DateTimeOffset from, DateTimeOffset to, double unit, double end)
    {
        double length = (to - from).TotalSeconds;
        double sum = 0;
        yield return (PlotFrame.Left, PlotFrame.Bottom);
        foreach (ReportClaim claim in claims)
        {
            sum += claim.Amount.ToDouble() / unit;
            yield return (PlotFrame.X((claim.Time - from).TotalSeconds / length), PlotFrame.Y(sum / end));
        }
    }

    /// <summary>From the opening when it was not long before the first claim; never empty.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Span(DateTimeOffset starts, DateTimeOffset first, DateTimeOffset last)
    {
        TimeSpan margin = TimeSpan.FromSeconds(Math.Max(5, (last - first).TotalSeconds * 0.04));
        DateTimeOffset from = first - starts is { } wait && wait >= TimeSpan.Zero && wait <= margin * 6 ? starts : Shift(first, -margin);
        return (from, Shift(last, margin));
    }

    /// <summary>Stays within the calendar: a chain may state any time.</summary>
    private static DateTimeOffset Shift(DateTimeOffset time, TimeSpan by) =>
        new(Math.Clamp(time.UtcTicks + by.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
