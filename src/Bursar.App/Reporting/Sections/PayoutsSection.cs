using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Plots;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>Each payout: what reached its recipients, batch by batch.</summary>
internal static class PayoutsSection
{
    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Payouts.Count == 0)
            return;
        page.Line($"<section id=\"payouts\"><h2>{(view.Model.Payouts.Count == 1 ? "The payout" : "The payouts")}</h2>");
        foreach ((int index, ReportPayout payout) in view.Model.Payouts.Index())
            Payout(page, view, payout, $"payout-{index}");
        page.Line($"</section>");
    }

    private static void Payout(HtmlBuilder page, ReportView view, ReportPayout payout, string id)
    {
        page.Line($"<article id=\"{id}\"><h3>{ReportView.Name(payout.Name)}</h3>");
        page.Line($"<p>{view.Amount(payout.Total, payout.Token)} for {People.Plural(payout.Rows, "recipient", "recipients")}, sent in {People.Plural(payout.PlannedBatches, "batch", "batches")}. The chain marks each batch as used, so none can be paid twice.</p>");
        double byCount = payout.Rows == 0 ? 0 : payout.PaidRows / (double)payout.Rows;
        page.Line(
            $"""
            <div class="meters">{Meter.Draw("Recipients paid", byCount, Html.Of($"{People.Count(payout.PaidRows)} of {People.Count(payout.Rows)}"))}
            {Meter.Draw("Amount paid", Sums.Share(payout.Paid, payout.Total), Html.Of($"{view.Number(payout.Paid, payout.Token)} of {view.Amount(payout.Total, payout.Token)}"))}</div>
            """);
        new Facts()
            .Add("Run", ReportView.Whole(payout.RunId.ToString()))
            .Add("List hash", ReportView.Whole(payout.ListHash.ToString()))
            .Add("Contract", view.WholeAddress(payout.Contract))
            .Add("Paid by", view.WholeAddress(payout.Payer))
            .Add("Rows", Html.Of($"{People.Count(payout.Rows)}, of which {People.Count(payout.PaidRows)} paid"))
            .Add("Total", view.ExactAmount(payout.Total, payout.Token))
            .Add("Paid", view.ExactAmount(payout.Paid, payout.Token))
            .Add("Batches on the chain", Html.Of($"{People.Count(payout.Batches.Count)} of {People.Count(payout.PlannedBatches)}"))
            .Add("Failed and returned", Html.Of($"{People.Plural(payout.FailedRows, "row", "rows")}"))
            .Add("Gas", Html.Of($"{People.Count(payout.Gas)}"))
            .AddIf(payout.GasPerRecipient is not null, "Gas per recipient", () => Html.Of($"{People.Count((long)Math.Round(payout.GasPerRecipient!.Value))}"))
            .WriteTo(page);
        Plots(page, view, payout, id);
        Batches(page, view, payout);
        Failures(page, view, payout);
        ConcentrationTable.Write(page, payout.Concentration);
        page.Line($"</article>");
    }

    private static void Plots(HtmlBuilder page, ReportView view, ReportPayout payout, string id)
    {
        var figures = new List<Html>();
        if (payout.Distribution is { } distribution)
        {
            figures.Add(LorenzPlot.Draw(id + "-lorenz", distribution));
            figures.Add(HistogramPlot.Draw(id + "-amounts", distribution, view.Decimals(payout.Token), view.Symbol(payout.Token)));
        }

        if (payout.Concentration.Count > 1)
            figures.Add(ConcentrationPlot.Draw(id + "-holdings", payout.Concentration));
        if (figures.Count > 0)
            page.Line($"<div class=\"plots\">{Html.Join(figures)}</div>");
    }

    private static void Batches(HtmlBuilder page, ReportView view, ReportPayout payout)
    {
        if (payout.Batches.Count == 0)
        {
            page.Line($"<p class=\"note\">No batch is on the chain yet.</p>");
            return;
        }

        var table = new HtmlTable("Batches", "#Batch", "#Rows", "#Failed", $"#{view.Symbol(payout.Token)} paid", "#Gas", "#Block", "Transaction");
        foreach (ReportPayoutBatch batch in payout.Batches.Take(HtmlTable.MostRows))
        {
            table.Row(
                Html.Of($"{People.Count(batch.Number)}"),
                Html.Of($"{People.Count(batch.Rows)}"),
                Html.Of($"{People.Count(batch.FailedRows)}"),
                view.Number(batch.Paid, payout.Token),
                Html.Of($"{People.Count(batch.GasUsed)}"),
                view.Block(batch.Block),
                view.Transaction(batch.Transaction));
        }

        table.Skip(Math.Max(0, payout.Batches.Count - HtmlTable.MostRows));
        table.Foot(
            Html.Of($"Sum"),
            Html.Of($"{People.Count(payout.Batches.Sum(static b => b.Rows))}"),
            Html.Of($"{People.Count(payout.FailedRows)}"),
            view.Number(payout.Paid, payout.Token),
            Html.Of($"{People.Count(payout.Gas)}"),
            Html.Empty,
            Html.Empty);
        table.WriteTo(page, "payout-batches.csv");
    }

    private static void Failures(HtmlBuilder page, ReportView view, ReportPayout payout)
    {
        if (payout.Failures.Count == 0)
            return;
        var table = new HtmlTable("Rows that failed; their amounts went back to the payer", "Recipient", $"#{view.Symbol(payout.Token)}", "#Batch", "#Row");
        foreach (ReportFailedRow row in payout.Failures.Take(HtmlTable.MostRows))
        {
            table.Row(
                view.Address(row.Address),
                view.Number(row.Amount, payout.Token),
                Html.Of($"{People.Count(row.Batch)}"),
                Html.Of($"{People.Count(row.Row)}"));
        }

        table.Skip(Math.Max(0, payout.Failures.Count - HtmlTable.MostRows));
        table.WriteTo(page, "payout-failures.csv");
    }
}
