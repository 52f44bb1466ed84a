using System.Globalization;
using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>The figures behind the concentration plot.</summary>
internal static class ConcentrationTable
{
    public static void Write(HtmlBuilder page, IReadOnlyList<ReportConcentration> states)
    {
        if (states.Count == 0)
            return;
        var table = new HtmlTable("Concentration of holdings", "When", "#Holders", "#Gini", "#Largest", "#Ten largest", "#Nakamoto");
        foreach (ReportConcentration state in states.Take(HtmlTable.MostRows))
        {
            table.Row(
                ReportView.Name(state.Label),
                Html.Of($"{People.Count(state.Holders)}"),
                Html.Of($"<span title=\"{state.Gini.ToString("R", CultureInfo.InvariantCulture)}\">{People.Coefficient(state.Gini)}</span>"),
                ReportView.Share(state.TopOneShare),
                ReportView.Share(state.TopTenShare),
                Html.Of($"{People.Count(state.Nakamoto)}"));
        }

        table.Skip(Math.Max(0, states.Count - HtmlTable.MostRows));
        table.WriteTo(page, "concentration.csv");
    }
}
