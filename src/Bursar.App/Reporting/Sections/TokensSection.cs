using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Plots;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>Each token: what it is, what anybody can do to its holders, and who got the supply.</summary>
internal static class TokensSection
{
    private const int Largest = 10;

    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Tokens.Count == 0)
            return;
        page.Line($"<section id=\"tokens\"><h2>{(view.Model.Tokens.Count == 1 ? "The token" : "The tokens")}</h2>");
        foreach ((int index, ReportToken token) in view.Model.Tokens.Index())
            Token(page, view, token, index);
        page.Line($"</section>");
    }

    private static void Token(HtmlBuilder page, ReportView view, ReportToken token, int index)
    {
        page.Line($"<article><h3>{ReportView.Name(token.Name)} <span class=\"tag\">{ReportView.Name(token.Symbol)}</span></h3>");
        Html powers = Html.Join(token.Powers.Select(static p => Html.Of($"<li>{VisibleText.Short(p, 300)}</li>\n")));
        page.Line($"<ul class=\"powers\">{(token.Powers.Count == 0 ? Html.Of($"<li>The powers over this token are not known.</li>") : powers)}</ul>");
        new Facts()
            .Add("Total supply", view.ExactAmount(token.TotalSupply, token.Address))
            .Add("Decimals", Html.Of($"{token.Decimals}"))
            .Add("Contract", view.WholeAddress(token.Address))
            .Add("Code hash", ReportView.Whole(token.CodeHash.ToString()))
            .AddIf(token.OwnerOfRecord is not null, "Owner of record", () => view.WholeAddress(token.OwnerOfRecord!.Value))
            .WriteTo(page);
        if (token.Distribution is { } distribution)
            Spread(page, view, token, distribution, index);
        else if (token.Allocation.Count > 0)
            Allocation(page, view, token, index);
        Holders(page, view, token);
        page.Line($"</article>");
    }

    private static void Holders(HtmlBuilder page, ReportView view, ReportToken token)
    {
        if (token.Holders.Count == 0)
            return;
        string symbol = VisibleText.Short(token.Symbol, 24);
        page.Line($"<h4>Who holds it now</h4>");
        var table = new HtmlTable($"Who holds {symbol} at the last block", "Class", "#Accounts", $"#{symbol}", "#Share");
        foreach (ReportHolders holders in token.Holders)
            table.Row(ReportView.Name(holders.Class), Html.Of($"{People.Count(holders.Accounts)}"), view.Number(holders.Amount, token.Address), ReportView.Share(Sums.Share(holders.Amount, token.TotalSupply)));
        table.WriteTo(page, "holders.csv");
    }

    /// <summary>Of many first holders: how much they had, and the largest.</summary>
    private static void Spread(HtmlBuilder page, ReportView view, ReportToken token, ReportDistribution distribution, int index)
    {
        string symbol = VisibleText.Short(token.Symbol, 24);
        page.Line($"<h4>Genesis allocation to {People.Plural(token.Allocation.Count, "first holder", "first holders")}</h4>");
        page.Line($"<div class=\"plots\">{LorenzPlot.Draw($"token-{index}-lorenz", distribution)}{HistogramPlot.Draw($"token-{index}-amounts", distribution, token.Decimals, symbol)}</div>");
        var table = new HtmlTable($"Largest first holders of {symbol}", "Account", $"#{symbol}", "#Share");
        foreach (ReportAllocation allocation in token.Allocation.OrderByDescending(static a => a.Amount).ThenBy(static a => a.Address).Take(Largest))
            table.Row(view.Address(allocation.Address), view.Number(allocation.Amount, token.Address), ReportView.Share(Sums.Share(allocation.Amount, token.TotalSupply)));
        table.Skip(Math.Max(0, token.Allocation.Count - Largest));
        table.WriteTo(page, "allocation.csv");
    }

    private static void Allocation(HtmlBuilder page, ReportView view, ReportToken token, int index)
    {
        page.Line($"<h4>Genesis allocation</h4>{AllocationBar.Draw($"token-{index}-allocation", token)}");
        var table = new HtmlTable($"Who held the supply of {VisibleText.Short(token.Symbol, 24)} at creation", "For", "Account", $"#{VisibleText.Short(token.Symbol, 24)}", "#Share");
        foreach ((int row, ReportAllocation allocation) in token.Allocation.Index())
        {
            if (!table.HasRoom)
                break;
            table.Row(
                Html.Of($"<span class=\"swatch {AllocationBar.Colour(row)}\"></span>{ReportView.Name(allocation.Label)}"),
                view.Address(allocation.Address),
                view.Number(allocation.Amount, token.Address),
                ReportView.Share(Sums.Share(allocation.Amount, token.TotalSupply)));
        }

        table.Skip(Math.Max(0, token.Allocation.Count - HtmlTable.MostRows));
        table.WriteTo(page, "allocation.csv");
    }
}
