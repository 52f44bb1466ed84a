using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>Which sites and products the tokens are linked to, and whether that was verified.</summary>
internal static class SitesSection
{
    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Sites.Count == 0)
            return;
        page.Line($"<section id=\"sites\"><h2>Sites and products</h2>");
        var table = new HtmlTable("Links between sites or products and tokens", "Site or product", "Kind", "Token", "Linked by", "Status", "Until");
        foreach (ReportSite site in view.Model.Sites.Take(HtmlTable.MostRows))
        {
            table.Row(
                ReportView.Name(site.Site),
                Html.Of($"{VisibleText.Short(site.Kind, 40)}"),
                Html.Of($"{view.TokenName(site.Token)}{(site.Primary ? " (primary)" : "")}"),
                view.Address(site.Owner),
                Html.Of($"{VisibleText.Short(site.Status, 40)}{(site.Method is { } method ? $" by {VisibleText.Short(method, 60)}" : "")}"),
                site.ExpiresAt is { } until ? ReportView.Time(until) : Html.Of($"–"));
        }

        table.Skip(Math.Max(0, view.Model.Sites.Count - HtmlTable.MostRows));
        table.WriteTo(page, "sites.csv");
        page.Line($"<p class=\"note\">Anybody may claim a site. Only <em>verified</em> means that the site itself confirmed the link.</p></section>");
    }
}
