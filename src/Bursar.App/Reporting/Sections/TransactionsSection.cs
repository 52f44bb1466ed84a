using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Sections;

/// <summary>What the operator sent and what it cost.</summary>
internal static class TransactionsSection
{
    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Transactions.Count == 0)
            return;
        page.Line($"<section id=\"transactions\"><h2>Transactions and costs</h2>");
        Costs(page, view);
        Transactions(page, view);
        page.Line($"</section>");
    }

    private static void Costs(HtmlBuilder page, ReportView view)
    {
        var table = new HtmlTable("Costs by part of the launch", "Part", "#Transactions", "#Gas", "#Fee", "#Share");
        (string Part, long Count, UInt256 Gas, UInt256 Fee)[] parts =
        [
            .. view.Model.Transactions.GroupBy(static t => t.Step.Split('/')[0]).Select(static g =>
                (g.Key, (long)g.Count(), Sums.Of(g, static t => t.GasUsed), Sums.Of(g, static t => t.Fee))),
        ];
        foreach ((string part, long count, UInt256 gas, UInt256 fee) in parts.Take(HtmlTable.MostRows))
        {
            table.Row(
                ReportView.Name(part),
                Html.Of($"{People.Count(count)}"),
                Html.Of($"{People.Count(gas)}"),
                view.Fee(fee),
                ReportView.Share(Sums.Share(gas, view.Model.GasTotal)));
        }

        table.Skip(Math.Max(0, parts.Length - HtmlTable.MostRows));
        table.Foot(
            Html.Of($"Sum"),
            Html.Of($"{People.Count(view.Model.Transactions.Count)}"),
            Html.Of($"{People.Count(view.Model.GasTotal)}"),
            view.Fee(view.Model.FeeTotal),
            Html.Empty);
        table.WriteTo(page, "transactions.csv");
    }

    private static void Transactions(HtmlBuilder page, ReportView view)
    {
        var table = new HtmlTable("The operator's transactions", "Step", "What it did", "Transaction", "#Block", "#Gas", "#Fee", "State");
        foreach (ReportTransaction transaction in view.Model.Transactions.Take(HtmlTable.MostRows))
        {
            table.Row(
                ReportView.Name(transaction.Step),
                Html.Of($"{VisibleText.Short(transaction.Title, 160)}"),
                view.Transaction(transaction.Hash),
                view.Block(transaction.Block),
                Html.Of($"{People.Count(transaction.GasUsed)}"),
                view.Fee(transaction.Fee),
                Html.Of($"{transaction.State.ToString().ToLowerInvariant()}"));
        }

        table.Skip(Math.Max(0, view.Model.Transactions.Count - HtmlTable.MostRows));
        table.WriteTo(page, "transactions.csv");
    }
}
