using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Csv;

/// <summary>The tables of payouts.</summary>
internal static class PayoutTables
{
    public static IEnumerable<ReportFile> Of(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        if (model.Payouts.Count > 0)
            yield return new("payouts.csv", Payouts(model, tokens));
        if (model.Payouts.Any(static p => p.Batches.Count > 0))
            yield return new("payout-batches.csv", Batches(model, tokens));
        if (model.Payouts.Any(static p => p.Failures.Count > 0))
            yield return new("payout-failures.csv", Failures(model, tokens));
    }

    private static byte[] Payouts(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable(
            "payout", "token", "payer", "contract", "run_id", "list_hash", "rows", "total", "total_base_units", "planned_batches", "batches",
            "paid_rows", "failed_rows", "paid", "paid_base_units", "gas");
        foreach (ReportPayout payout in model.Payouts)
        {
            table.Row(
                payout.Name, payout.Token.ToString(), payout.Payer.ToString(), payout.Contract.ToString(), payout.RunId.ToString(),
                payout.ListHash.ToString(), payout.Rows.ToString(), ReportTables.Amount(payout.Total, payout.Token, tokens), payout.Total.ToString(),
                payout.PlannedBatches.ToString(), payout.Batches.Count.ToString(), payout.PaidRows.ToString(), payout.FailedRows.ToString(),
                ReportTables.Amount(payout.Paid, payout.Token, tokens), payout.Paid.ToString(), payout.Gas.ToString());
        }

        return table.ToBytes();
    }

    private static byte[] Batches(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("payout", "batch", "rows", "failed_rows", "paid", "paid_base_units", "gas", "block", "transaction");
        foreach (ReportPayout payout in model.Payouts)
        {
            foreach (ReportPayoutBatch batch in payout.Batches)
            {
                table.Row(
                    payout.Name, batch.Number.ToString(), batch.Rows.ToString(), batch.FailedRows.ToString(),
                    ReportTables.Amount(batch.Paid, payout.Token, tokens), batch.Paid.ToString(), batch.GasUsed.ToString(), batch.Block.ToString(),
                    batch.Transaction.ToString());
            }
        }

        return table.ToBytes();
    }

    private static byte[] Failures(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("payout", "batch", "row", "account", "amount", "amount_base_units");
        foreach (ReportPayout payout in model.Payouts)
        {
            foreach (ReportFailedRow row in payout.Failures)
            {
                table.Row(
                    payout.Name, row.Batch.ToString(), row.Row.ToString(), row.Address.ToString(),
                    ReportTables.Amount(row.Amount, payout.Token, tokens), row.Amount.ToString());
            }
        }

        return table.ToBytes();
    }
}
