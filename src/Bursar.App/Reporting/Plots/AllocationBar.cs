using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Plots;

/// <summary>A bar of the genesis allocation; each part has the colour of its row in the table below.</summary>
internal static class AllocationBar
{
    /// <summary>Colours; later parts share the last one.</summary>
    public const int Colours = 8;

    private const double Width = 920;
    private const double Height = 40;

    public static Html Draw(string id, ReportToken token)
    {
        var parts = new List<Html>();
        double at = 0;
        for (int i = 0; i < token.Allocation.Count && parts.Count < HtmlTable.MostRows; i++)
        {
            ReportAllocation row = token.Allocation[i];
            double share = Sums.Share(row.Amount, token.TotalSupply);
            double width = Math.Max(0, Math.Min(share, 1 - at)) * Width;
            string name = $"{VisibleText.Short(row.Label, 80)}: {People.Percent(share)}";
            Html label = width < 56 ? Html.Empty : Html.Of($"""<text x="{(at * Width) + 12}" y="25">{People.Percent(share)}</text>""");
            parts.Add(Html.Of($"""<g class="{Colour(i)}"><title>{name}</title><rect x="{Math.Min(at * Width, Width - 1)}" y="0" width="{Math.Max(1, width - 2)}" height="{Height}" rx="3"/>{label}</g>"""));
            at = Math.Min(1, at + share); // a token that lies can give out more than its supply
        }

        string all = string.Join(", ", token.Allocation.Take(12).Select(r => $"{VisibleText.Short(r.Label, 40)} {People.Percent(Sums.Share(r.Amount, token.TotalSupply))}"));
        return Html.Of(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="allocation" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">Genesis allocation</title><desc id="{id}-d">{all}</desc>
            {Html.Join(parts)}</svg>
            """);
    }

    /// <summary>The class that colours part <paramref name="index"/>.</summary>
    public static string Colour(int index) => "c" + Math.Min(index, Colours - 1);
}
