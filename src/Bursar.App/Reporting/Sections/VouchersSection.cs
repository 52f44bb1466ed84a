using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>Each escrow of vouchers: who may give out how much, and who was paid.</summary>
internal static class VouchersSection
{
    private const int Largest = 10;

    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Vouchers.Count == 0)
            return;
        page.Line($"<section id=\"vouchers\"><h2>The vouchers</h2>");
        foreach ((int index, ReportVouchers vouchers) in view.Model.Vouchers.Index())
            Vouchers(page, view, vouchers, $"vouchers-{index}");
        page.Line($"</section>");
    }

    private static void Vouchers(HtmlBuilder page, ReportView view, ReportVouchers vouchers, string id)
    {
        page.Line($"<article id=\"{id}\"><h3>{ReportView.Name(vouchers.Name)}</h3>");
        page.Line($"<p>Whoever holds a voucher of one of the signers below is paid out of {view.Amount(vouchers.Total, vouchers.Token)}, each signer within its budget, which the contract counts down. Each voucher is good once.</p>");
        page.Line(
            $"""
            <div class="meters">{Meter.Draw("Amount paid", Sums.Share(vouchers.Paid, vouchers.Total), Html.Of($"{view.Number(vouchers.Paid, vouchers.Token)} of {view.Amount(vouchers.Total, vouchers.Token)}"))}</div>
            """);
        new Facts()
            .Add("Contract", view.WholeAddress(vouchers.Address))
            .Add("Owner", view.WholeAddress(vouchers.Owner))
            .Add("Escrow", view.ExactAmount(vouchers.Total, vouchers.Token))
            .Add("Paid", view.ExactAmount(vouchers.Paid, vouchers.Token))
            .Add("Held by the contract", view.ExactAmount(vouchers.Held, vouchers.Token))
            .AddIf(!vouchers.ClawedBack.IsZero, "Taken back after expiry", () => view.ExactAmount(vouchers.ClawedBack, vouchers.Token))
            .Add("Payments", Html.Of($"{People.Count(vouchers.Payments.Count)} by {People.Plural(vouchers.Signers.Sum(static s => s.Vouchers), "voucher", "vouchers")}"))
            .Add("Opens", vouchers.Starts is { } start ? ReportView.Time(start) : Html.Of($"at once"))
            .Add("Closes", vouchers.Expires is { } end ? ReportView.Time(end) : Html.Of($"never"))
            .WriteTo(page);
        Signers(page, view, vouchers);
        Payments(page, view, vouchers);
        Revocations(page, view, vouchers);
        page.Line($"</article>");
    }

    private static void Signers(HtmlBuilder page, ReportView view, ReportVouchers vouchers)
    {
        if (vouchers.Signers.Count == 0)
        {
            page.Line($"<p class=\"note\">Nobody may sign vouchers yet.</p>");
            return;
        }

        string symbol = view.Symbol(vouchers.Token);
        var table = new HtmlTable("Signers", "Signer", "#Vouchers paid", $"#{symbol} paid", $"#{symbol} left to give out");
        foreach (ReportSigner signer in vouchers.Signers.Take(HtmlTable.MostRows))
            table.Row(view.Address(signer.Signer), Html.Of($"{People.Count(signer.Vouchers)}"), view.Number(signer.Paid, vouchers.Token), view.Number(signer.Left, vouchers.Token));
        table.Skip(Math.Max(0, vouchers.Signers.Count - HtmlTable.MostRows));
        table.WriteTo(page, "voucher-signers.csv");
    }

    private static void Payments(HtmlBuilder page, ReportView view, ReportVouchers vouchers)
    {
        if (vouchers.Payments.Count == 0)
        {
            page.Line($"<p class=\"note\">No voucher was paid yet.</p>");
            return;
        }

        var table = new HtmlTable("Largest payments by voucher", "Account", "Paid to", $"#{view.Symbol(vouchers.Token)}", "Voucher", "When", "Transaction");
        foreach (ReportVoucherPayment payment in vouchers.Payments.OrderByDescending(static p => p.Amount).ThenBy(static p => p.Block).ThenBy(static p => p.Number).ThenBy(static p => p.Row).Take(Largest))
        {
            table.Row(
                view.Address(payment.Account),
                payment.To == payment.Account ? Html.Of($"the same") : view.Address(payment.To),
                view.Number(payment.Amount, vouchers.Token),
                payment.Row is { } row ? Html.Of($"{payment.Number.ToString()}, row {People.Count(row)}") : Html.Of($"{payment.Number.ToString()}"),
                ReportView.Time(payment.Time),
                view.Transaction(payment.Transaction));
        }

        table.Skip(Math.Max(0, vouchers.Payments.Count - Largest));
        table.WriteTo(page, "voucher-payments.csv");
    }

    private static void Revocations(HtmlBuilder page, ReportView view, ReportVouchers vouchers)
    {
        if (vouchers.Revocations.Count == 0)
            return;
        var table = new HtmlTable("Vouchers that were revoked", "Signer", "#First", "#Count", "Transaction");
        foreach (ReportRevocation revocation in vouchers.Revocations.Take(HtmlTable.MostRows))
            table.Row(view.Address(revocation.Signer), Html.Of($"{revocation.First.ToString()}"), Html.Of($"{revocation.Count.ToString()}"), view.Transaction(revocation.Transaction));
        table.Skip(Math.Max(0, vouchers.Revocations.Count - HtmlTable.MostRows));
        table.WriteTo(page, "voucher-revocations.csv");
    }
}
