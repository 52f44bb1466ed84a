using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Plots;

/// <summary>The Lorenz curve below the line of equality; the area between them is the Gini coefficient.</summary>
internal static class LorenzPlot
{
    private static readonly double[] Quarters = [0, 0.25, 0.5, 0.75, 1];

    public static Html Draw(string id, ReportDistribution distribution)
    {
        IReadOnlyList<(double X, double Y)> curve = Thinning.Of(distribution.Lorenz.Select(static p => (PlotFrame.X(p.Population), PlotFrame.Y(p.Share))));
        Html line = Html.Join(curve.Select(static (p, i) => Html.Of($"{(i == 0 ? "M" : "L")}{p.X} {p.Y}")));
        string gini = People.Coefficient(distribution.Gini);
        string half = People.Percent(ShareOf(distribution.Lorenz, 0.5));
        string tenth = People.Percent(1 - ShareOf(distribution.Lorenz, 0.9));
        Html drawing = Html.Of(
            $"""
            {PlotFrame.HorizontalGrid(Quarters.Select(static q => (q, People.Percent(q))))}{PlotFrame.BottomLabels(Quarters.Select(static q => (q, People.Percent(q))))}
            <path class="gap" d="{line}L{PlotFrame.X(0)} {PlotFrame.Y(0)}Z"/>
            <path class="equal" d="M{PlotFrame.X(0)} {PlotFrame.Y(0)}L{PlotFrame.X(1)} {PlotFrame.Y(1)}"/>
            <path class="curve" d="{line}"/>
            <text class="quiet" x="{PlotFrame.X(0.3)}" y="{PlotFrame.Y(0.36)}" text-anchor="end">everybody the same</text>
            <text class="big" x="{PlotFrame.X(0.03)}" y="{PlotFrame.Y(0.87)}">Gini {gini}</text>
            {PlotFrame.BottomAxis("share of recipients, smallest amounts first")}
            """);
        Html caption = Html.Of($"The half with the smaller amounts gets <b>{half}</b> of the total; the tenth with the largest gets <b>{tenth}</b>.");
        return PlotFrame.Figure(
            id,
            "Who gets how much",
            $"Lorenz curve. Gini coefficient {gini}. The half of the recipients with the smaller amounts gets {half} of the total, the tenth with the largest amounts {tenth}.",
            drawing,
            caption);
    }

    /// <summary>The height of the curve at a share of the population, between its points on a straight line.</summary>
    internal static double ShareOf(IReadOnlyList<LorenzPoint> curve, double population)
    {
        var before = new LorenzPoint(0, 0);
        foreach (LorenzPoint point in curve)
        {
            if (point.Population >= population)
            {
                double width = point.Population - before.Population;
                return width <= 0 ? point.Share : before.Share + ((point.Share - before.Share) * (population - before.Population) / width);
            }

            before = point;
        }

        return before.Share;
    }
}
