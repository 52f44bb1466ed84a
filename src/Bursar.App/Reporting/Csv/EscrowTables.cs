using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Csv;

/// <summary>The tables of vouchers and programmes.</summary>
internal static class EscrowTables
{
    public static IEnumerable<ReportFile> Of(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        if (model.Vouchers.Count > 0)
            yield return new("vouchers.csv", Vouchers(model, tokens));
        if (model.Vouchers.Any(static v => v.Signers.Count > 0))
            yield return new("voucher-signers.csv", Signers(model, tokens));
        if (model.Vouchers.Any(static v => v.Payments.Count > 0))
            yield return new("voucher-payments.csv", Payments(model, tokens));
        if (model.Vouchers.Any(static v => v.Revocations.Count > 0))
            yield return new("voucher-revocations.csv", Revocations(model));
        if (model.Programmes.Count > 0)
            yield return new("programmes.csv", Programmes(model));
        if (model.Programmes.Any(static p => p.Tokens.Count > 0))
            yield return new("programme-tokens.csv", ProgrammeTokens(model, tokens));
        if (model.Programmes.Any(static p => p.Lists.Count > 0))
            yield return new("programme-lists.csv", Lists(model, tokens));
        if (model.Programmes.Any(static p => p.Claims.Count > 0))
            yield return new("programme-claims.csv", Claims(model, tokens));
    }

    private static byte[] Vouchers(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable(
            "vouchers", "address", "token", "owner", "total", "total_base_units", "paid", "paid_base_units", "held_base_units", "clawed_back_base_units", "starts", "expires");
        foreach (ReportVouchers v in model.Vouchers)
        {
            table.Row(
                v.Name, v.Address.ToString(), v.Token.ToString(), v.Owner.ToString(), ReportTables.Amount(v.Total, v.Token, tokens), v.Total.ToString(), ReportTables.Amount(v.Paid, v.Token, tokens),
                v.Paid.ToString(), v.Held.ToString(), v.ClawedBack.ToString(), Iso(v.Starts), Iso(v.Expires));
        }

        return table.ToBytes();
    }

    private static byte[] Signers(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("vouchers", "signer", "vouchers_paid", "paid", "paid_base_units", "left", "left_base_units");
        foreach (ReportVouchers v in model.Vouchers)
        {
            foreach (ReportSigner s in v.Signers)
            {
                table.Row(
                    v.Name, s.Signer.ToString(), s.Vouchers.ToString(), ReportTables.Amount(s.Paid, v.Token, tokens), s.Paid.ToString(), ReportTables.Amount(s.Left, v.Token, tokens), s.Left.ToString());
            }
        }

        return table.ToBytes();
    }

    private static byte[] Payments(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("vouchers", "signer", "number", "row", "account", "to", "amount", "amount_base_units", "block", "time", "transaction");
        foreach (ReportVouchers v in model.Vouchers)
        {
            foreach (ReportVoucherPayment p in v.Payments)
            {
                table.Row(
                    v.Name, p.Signer.ToString(), p.Number.ToString(), p.Row?.ToString(), p.Account.ToString(), p.To.ToString(), ReportTables.Amount(p.Amount, v.Token, tokens),
                    p.Amount.ToString(), p.Block.ToString(), People.Iso(p.Time), p.Transaction.ToString());
            }
        }

        return table.ToBytes();
    }

    private static byte[] Revocations(ReportModel model)
    {
        var table = new CsvTable("vouchers", "signer", "first", "count", "transaction");
        foreach (ReportVouchers v in model.Vouchers)
        {
            foreach (ReportRevocation r in v.Revocations)
                table.Row(v.Name, r.Signer.ToString(), r.First.ToString(), r.Count.ToString(), r.Transaction.ToString());
        }

        return table.ToBytes();
    }

    private static byte[] Programmes(ReportModel model)
    {
        var table = new CsvTable("programme", "address", "owner", "window_seconds", "watchers", "lists", "accounts_paid", "expires");
        foreach (ReportProgramme p in model.Programmes)
        {
            table.Row(
                p.Name, p.Address.ToString(), p.Owner.ToString(), p.WindowSeconds.ToString(), string.Join(' ', p.Watchers), p.Lists.Count.ToString(), p.Accounts.ToString(), Iso(p.Expires));
        }

        return table.ToBytes();
    }

    private static byte[] ProgrammeTokens(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable(
            "programme", "token", "paid_in", "paid_in_base_units", "given", "given_base_units", "claimed", "claimed_base_units", "unclaimed", "unclaimed_base_units", "clawed_back_base_units",
            "held_base_units");
        foreach (ReportProgramme p in model.Programmes)
        {
            foreach (ReportProgrammeToken t in p.Tokens)
            {
                table.Row(
                    p.Name, t.Token.ToString(), ReportTables.Amount(t.PaidIn, t.Token, tokens), t.PaidIn.ToString(), ReportTables.Amount(t.Given, t.Token, tokens), t.Given.ToString(),
                    ReportTables.Amount(t.Claimed, t.Token, tokens), t.Claimed.ToString(), ReportTables.Amount(t.Unclaimed, t.Token, tokens), t.Unclaimed.ToString(), t.ClawedBack.ToString(),
                    t.Held.ToString());
            }
        }

        return table.ToBytes();
    }

    private static byte[] Lists(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("programme", "list", "state", "root", "list_hash", "ready_at", "active_since", "stopped_by", "uri", "token", "total", "total_base_units");
        foreach (ReportProgramme p in model.Programmes)
        {
            foreach (ReportProgrammeList l in p.Lists)
            {
                foreach (ReportTokenAmount t in l.Totals)
                {
                    table.Row(
                        p.Name, l.Number.ToString(), l.State, l.Root.ToString(), l.ListHash.ToString(), People.Iso(l.ReadyAt), Iso(l.ActiveSince), l.StoppedBy?.ToString(), l.Uri, t.Token.ToString(),
                        ReportTables.Amount(t.Amount, t.Token, tokens), t.Amount.ToString());
                }
            }
        }

        return table.ToBytes();
    }

    private static byte[] Claims(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("programme", "account", "token", "amount", "amount_base_units", "block", "time", "transaction");
        foreach (ReportProgramme p in model.Programmes)
        {
            foreach (ReportProgrammeClaim c in p.Claims)
            {
                table.Row(
                    p.Name, c.Account.ToString(), c.Token.ToString(), ReportTables.Amount(c.Amount, c.Token, tokens), c.Amount.ToString(), c.Block.ToString(), People.Iso(c.Time),
                    c.Transaction.ToString());
            }
        }

        return table.ToBytes();
    }

    private static string? Iso(DateTimeOffset? time) => time is { } at ? People.Iso(at) : null;
}
