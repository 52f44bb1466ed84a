using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Plots;

/// <summary>How concentrated holdings were and are: a hollow dot for the first state, a full one for the last.</summary>
internal static class ConcentrationPlot
{
    private const double First = 62;
    private const double Step = 66;

    public static Html Draw(string id, IReadOnlyList<ReportConcentration> states)
    {
        ReportConcentration before = states[0];
        ReportConcentration after = states[^1];
        Html drawing = Html.Of(
            $"""
            {Html.Join(new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(static q => Html.Of($"""<path class="grid" d="M{At(q)} 34V{PlotFrame.Bottom}"/>""")))}
            {Measure(0, "Gini coefficient", states, static s => s.Gini, People.Coefficient)}
            {Measure(1, "Largest holder", states, static s => s.TopOneShare, People.Percent)}
            {Measure(2, "Ten largest holders", states, static s => s.TopTenShare, People.Percent)}
            {PlotFrame.BottomLabels(new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(static q => (Share(q), People.Percent(q))))}
            <circle class="hollow" cx="{PlotFrame.Left}" cy="{PlotFrame.Height - 12}" r="5"/><text x="{PlotFrame.Left + 10}" y="{PlotFrame.Height - 8}">{VisibleText.Short(before.Label, 24)}</text>
            <circle class="full" cx="{PlotFrame.Left + 180}" cy="{PlotFrame.Height - 12}" r="5"/><text x="{PlotFrame.Left + 190}" y="{PlotFrame.Height - 8}">{VisibleText.Short(after.Label, 30)}</text>
            """);
        Html caption = Html.Of(
            $"""
            More than half was with <b>{People.Plural(before.Nakamoto, "holder", "holders")}</b> of {People.Count(before.Holders)}; then it is with <b>{People.Count(after.Nakamoto)}</b> of {People.Count(after.Holders)}.
            """);
        return PlotFrame.Figure(id, "Concentration of holdings", Describe(states), drawing, caption);
    }

    private static string Describe(IReadOnlyList<ReportConcentration> states) => string.Join(" ", states.Select(static s =>
        $"{VisibleText.Short(s.Label, 80)}: Gini {People.Coefficient(s.Gini)}, largest holder {People.Percent(s.TopOneShare)}, ten largest {People.Percent(s.TopTenShare)}, Nakamoto coefficient {s.Nakamoto}, {People.Plural(s.Holders, "holder", "holders")}."));

    private static Html Measure(
        int row, string name, IReadOnlyList<ReportConcentration> states, Func<ReportConcentration, double> value, Func<double, string> text)
    {
        double y = First + (row * Step);
        double from = At(value(states[0]));
        double to = At(value(states[^1]));
        Html between = Html.Join(states.Skip(1).SkipLast(1).Select(s => Html.Of(
            $"""<circle class="between" cx="{At(value(s))}" cy="{y + 20}" r="4"><title>{VisibleText.Short(s.Label, 80)}: {text(value(s))}</title></circle>""")));
        return Html.Of(
            $"""
            <text class="measure" x="{PlotFrame.Left}" y="{y}">{name}</text><text class="measure v" x="{PlotFrame.Right}" y="{y}" text-anchor="end">{text(value(states[0]))} → {text(value(states[^1]))}</text>
            <path class="track" d="M{from} {y + 20}H{to}"/>{between}<circle class="hollow" cx="{from}" cy="{y + 20}" r="6"/><circle class="full" cx="{to}" cy="{y + 20}" r="6"/>
            """);
    }

    private static double Share(double value) => ((At(value) - PlotFrame.Left) / (PlotFrame.Right - PlotFrame.Left));

    private static double At(double value) => PlotFrame.X(0.02 + (Math.Clamp(double.IsFinite(value) ? value : 0, 0, 1) * 0.96));
}
