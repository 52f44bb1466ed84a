using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Plots;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>Each drop: its list, what was claimed, and how it changes who holds what.</summary>
internal static class DropsSection
{
    private const int Largest = 10;

    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Drops.Count == 0)
            return;
        page.Line($"<section id=\"drops\"><h2>{(view.Model.Drops.Count == 1 ? "The drop" : "The drops")}</h2>");
        foreach ((int index, ReportDrop drop) in view.Model.Drops.Index())
            Drop(page, view, drop, $"drop-{index}");
        page.Line($"</section>");
    }

    private static void Drop(HtmlBuilder page, ReportView view, ReportDrop drop, string id)
    {
        page.Line($"<article id=\"{id}\"><h3>{ReportView.Name(drop.Name)}</h3>");
        page.Line($"<p>{People.Plural(drop.Rows, "recipient", "recipients")} may claim {view.Amount(drop.Total, drop.Token)}. {Until(drop)}</p>");
        double byCount = drop.Rows == 0 ? 0 : drop.ClaimedCount / (double)drop.Rows;
        double byAmount = Sums.Share(drop.ClaimedTotal, drop.Total);
        page.Line(
            $"""
            <div class="meters">{Meter.Draw("Recipients who claimed", byCount, Html.Of($"{People.Count(drop.ClaimedCount)} of {People.Count(drop.Rows)}"))}
            {Meter.Draw("Amount claimed", byAmount, Html.Of($"{view.Number(drop.ClaimedTotal, drop.Token)} of {view.Amount(drop.Total, drop.Token)}"))}</div>
            """);
        new Facts()
            .Add("Contract", view.WholeAddress(drop.Address))
            .Add("Merkle root", ReportView.Whole(drop.Root.ToString()))
            .Add("List hash", ReportView.Whole(drop.ListHash.ToString()))
            .Add("Tree", Html.Of($"{VisibleText.Short(drop.Format, 80)}"))
            .Add("Rows", Html.Of($"{People.Count(drop.Rows)}, of which {People.Count(drop.ClaimedCount)} claimed"))
            .Add("Total", view.ExactAmount(drop.Total, drop.Token))
            .Add("Claimed", view.ExactAmount(drop.ClaimedTotal, drop.Token))
            .Add("Still to be claimed", view.ExactAmount(drop.Remaining, drop.Token))
            .AddIf(drop.Escrow is not null, "Held by the contract", () => view.ExactAmount(drop.Escrow!.Value, drop.Token))
            .AddIf(!drop.ClawedBack.IsZero, "Taken back after expiry", () => view.ExactAmount(drop.ClawedBack, drop.Token))
            .Add("Opens", ReportView.Time(drop.Starts))
            .Add("Closes", drop.Expires is { } end ? ReportView.Time(end) : Html.Of($"never"))
            .AddIf(drop.Uri is not null, "List published at", () => Html.Of($"<span class=\"hex\">{VisibleText.Short(drop.Uri!, 300)}</span>"))
            .WriteTo(page);
        Plots(page, view, drop, id);
        Claims(page, view, drop);
        ConcentrationTable.Write(page, drop.Concentration);
        page.Line($"</article>");
    }

    private static Html Until(ReportDrop drop) => drop.Expires is { } end
        ? Html.Of($"Claims are open until {ReportView.Time(end)}.")
        : Html.Of($"Claims stay open for ever.");

    private static void Plots(HtmlBuilder page, ReportView view, ReportDrop drop, string id)
    {
        byte decimals = view.Decimals(drop.Token);
        string symbol = view.Symbol(drop.Token);
        var figures = new List<Html>();
        if (drop.Distribution is { } distribution)
        {
            figures.Add(LorenzPlot.Draw(id + "-lorenz", distribution));
            figures.Add(HistogramPlot.Draw(id + "-amounts", distribution, decimals, symbol));
        }

        if (drop.Claims.Count > 0)
            figures.Add(ClaimsPlot.Draw(id + "-claims", drop, decimals, symbol));
        if (drop.Concentration.Count > 1)
            figures.Add(ConcentrationPlot.Draw(id + "-holdings", drop.Concentration));
        if (figures.Count > 0)
            page.Line($"<div class=\"plots\">{Html.Join(figures)}</div>");
    }

    private static void Claims(HtmlBuilder page, ReportView view, ReportDrop drop)
    {
        if (drop.Claims.Count == 0)
        {
            page.Line($"<p class=\"note\">Nobody has claimed yet.</p>");
            return;
        }

        var table = new HtmlTable("Largest claims", "Account", "Paid to", $"#{view.Symbol(drop.Token)}", "When", "Transaction");
        foreach (ReportClaim claim in drop.Claims.OrderByDescending(static c => c.Amount).ThenBy(static c => c.Block).ThenBy(static c => c.Index).Take(Largest))
        {
            table.Row(
                view.Address(claim.Account),
                claim.To == claim.Account ? Html.Of($"the same") : view.Address(claim.To),
                view.Number(claim.Amount, drop.Token),
                ReportView.Time(claim.Time),
                view.Transaction(claim.Transaction));
        }

        table.Skip(Math.Max(0, drop.Claims.Count - Largest));
        table.WriteTo(page, "claims.csv");
    }
}
