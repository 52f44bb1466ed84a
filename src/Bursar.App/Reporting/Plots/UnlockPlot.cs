using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Plots;

/// <summary>How much of a token is free over time: what can be sold, as far as vesting holds it back.</summary>
internal static class UnlockPlot
{
    public static Html Draw(string id, ReportUnlocks unlocks, DateTimeOffset now, byte decimals, string symbol)
    {
        (DateTimeOffset from, DateTimeOffset to) = Span(unlocks.Curve[0].Time, unlocks.Curve[^1].Time, now);
        double length = (to - from).TotalSeconds;
        double unit = Math.Pow(10, decimals);
        (double end, IReadOnlyList<double> ticks) = NiceTicks.UpTo(unlocks.Whole.ToDouble() / unit);
        (double X, double Y)[] points = [.. unlocks.Curve.Select(p => (PlotFrame.X((p.Time - from).TotalSeconds / length), PlotFrame.Y(unlocks.Free(p).ToDouble() / unit / end)))];
        IReadOnlyList<(double X, double Y)> drawn = Thinning.Of(points, 0.5);
        Html line = Html.Join(drawn.Select(static (p, i) => Html.Of($"{(i == 0 ? "" : "L")}{p.X} {p.Y}")));
        double nowAt = PlotFrame.X((now - from).TotalSeconds / length);
        double whole = PlotFrame.Y(unlocks.Whole.ToDouble() / unit / end);
        Html drawing = Html.Of(
            $"""
            {PlotFrame.HorizontalGrid(ticks.Select(t => (t / end, People.Tick(t))))}
            <path class="area" d="M{PlotFrame.Left} {drawn[0].Y}L{line}H{PlotFrame.Right}V{PlotFrame.Bottom}H{PlotFrame.Left}Z"/><path class="curve" d="M{PlotFrame.Left} {drawn[0].Y}L{line}H{PlotFrame.Right}"/>
            <path class="equal" d="M{PlotFrame.Left} {whole}H{PlotFrame.Right}"/><path class="equal" d="M{nowAt} {PlotFrame.Top}V{PlotFrame.Bottom}"/><text x="{nowAt}" y="{PlotFrame.Top - 5}" text-anchor="middle">now</text>
            {PlotFrame.BottomLabels(TimeTicks.Of(from, to))}{PlotFrame.BottomAxis($"{symbol} in circulation; time in UTC")}
            """);
        ReportUnlock today = unlocks.Dates[0];
        string free = $"{People.Amount(unlocks.Free(today), decimals)} of {People.Amount(unlocks.Whole, decimals)} {symbol}";
        return PlotFrame.Figure(
            id,
            "Unlocks and circulating supply",
            $"{free} are free at {People.Time(now)}; the last part is free at {People.Time(unlocks.Curve[^1].Time)}.",
            drawing,
            Html.Of($"<b>{free}</b> are free now; the last part follows at {ReportView.Time(unlocks.Curve[^1].Time)}."));
    }

    /// <summary>All of the curve and the present, with some room; never empty.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Span(DateTimeOffset first, DateTimeOffset last, DateTimeOffset now)
    {
        DateTimeOffset from = first < now ? first : now;
        DateTimeOffset to = last > now ? last : now;
        long margin = Math.Max(TimeSpan.TicksPerDay, (long)((to - from).Ticks * 0.04));
        return (Shift(from, -margin), Shift(to, margin));
    }

    private static DateTimeOffset Shift(DateTimeOffset time, long ticks) =>
        new(Math.Clamp(time.UtcTicks + ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
