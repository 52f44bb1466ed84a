using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks a payout: every batch was paid once, with exactly the rows of the list.</summary>
internal sealed class PayoutVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    public async Task<PayoutFacts> RunAsync(Blueprint blueprint, PayoutBlueprint payout, CancellationToken cancellationToken)
    {
        string subject = payout.Spec.Path;
        IReadOnlyDictionary<int, PaidBatch> paid = await new PriorEffects(client).PaidBatchesAsync(blueprint, payout, logs, cancellationToken);
        IReadOnlyList<FailedRow> failed = await FailedRowsAsync(blueprint, payout, paid, cancellationToken);

        int[] missing = [.. payout.Batches.Select(b => b.Number).Where(n => !paid.ContainsKey(n))];
        log.That(subject, "batches paid", missing.Length == 0, $"{payout.Batches.Count}",
            missing.Length == 0 ? $"{payout.Batches.Count}" : $"{payout.Batches.Count - missing.Length}; missing {string.Join(", ", missing.Take(10))}{(missing.Length > 10 ? ", …" : "")}");

        var differences = new List<(string Row, string Expected, string Found)>();
        foreach (PaidBatch batch in paid.Values.OrderBy(b => b.Number).Where(b => !b.Fits(payout)))
            differences.AddRange(await DifferencesAsync(payout, batch, cancellationToken));
        log.Rows(subject, "rows of every paid batch", differences);

        UInt256 skipped = failed.Aggregate(UInt256.Zero, (sum, row) => sum + row.Amount);
        UInt256 total = paid.Values.Aggregate(UInt256.Zero, (sum, batch) => sum + batch.Total);
        if (missing.Length == 0 && differences.Count == 0)
            log.Equal(subject, "total paid and skipped", payout.List.Total, total + skipped);
        log.Rows(subject, "rows that could not be paid", [.. failed.Select(f => ($"{f.Account}", $"{f.Amount}", "its transfer failed; the amount went back to the payer"))]);
        return new PayoutFacts(paid, failed);
    }

    private async Task<IReadOnlyList<FailedRow>> FailedRowsAsync(
        Blueprint blueprint, PayoutBlueprint payout, IReadOnlyDictionary<int, PaidBatch> paid, CancellationToken cancellationToken)
    {
        if (paid.Values.All(b => b.Failed == 0))
            return [];
        IReadOnlyList<Log> found = await logs.ReadAsync(blueprint.Payout, [[Payout.RowFailedEvent.Topic], [payout.Run]], cancellationToken: cancellationToken);
        // Another payer may use the same run id: only failures in the transactions of this payer's batches count.
        HashSet<Hash32> transactions = [.. paid.Values.Select(b => b.Transaction)];
        var failed = new List<FailedRow>();
        foreach (Log entry in found.Where(l => transactions.Contains(l.TransactionHash)))
        {
            if (Payout.RowFailedEvent.TryDecode(entry.Topics, entry.Data, out Payout.RowFailedEvent row))
                failed.Add(new FailedRow((int)row.Batch, (int)row.Row, row.To, row.Amount));
        }

        return failed;
    }

    /// <summary>Names the rows in which a paid batch differs from the list, from the calldata that paid it.</summary>
    private async Task<List<(string Row, string Expected, string Found)>> DifferencesAsync(PayoutBlueprint payout, PaidBatch batch, CancellationToken cancellationToken)
    {
        var differences = new List<(string Row, string Expected, string Found)>();
        string name = $"batch {batch.Number}";
        if (batch.Token != payout.Token.Address)
            differences.Add((name, $"token {payout.Token.Address}", $"token {batch.Token}"));
        if (batch.Number >= payout.Batches.Count)
        {
            differences.Add((name, "no such batch", $"{batch.Count} rows paid in {batch.Transaction}"));
            return differences;
        }

        PayoutBatch expected = payout.Batches[batch.Number];
        TransactionInfo? transaction = await client.GetTransactionAsync(batch.Transaction, cancellationToken);
        if (transaction is null || !Payout.PayCall.TryDecode(transaction.Input, out Payout.PayCall call))
        {
            if (batch.RowsHash != expected.RowsHash)
                differences.Add((name, $"rows with hash {expected.RowsHash}", $"{batch.RowsHash} in {batch.Transaction}"));
            return differences;
        }

        IReadOnlyList<RecipientRow> rows = PayoutRows.Unpack(call.Rows, (call.Flags & PayoutBlueprint.WideRows) != 0, (call.Flags & PayoutBlueprint.EqualRows) != 0);
        for (int i = 0; i < Math.Max(rows.Count, expected.Count); i++)
        {
            RecipientRow? want = i < expected.Count ? payout.List.Rows[expected.FirstRow + i] : null;
            RecipientRow? got = i < rows.Count ? rows[i] : null;
            if (want == got)
                continue;
            int line = want is null ? 0 : payout.List.LineOf(expected.FirstRow + i);
            differences.Add((line > 0 ? $"{payout.List.FileName}:{line}" : $"{name}, row {i}", Text(want), Text(got)));
        }

        return differences;
    }

    private static string Text(RecipientRow? row) => row is { } r ? $"{r.Amount} to {r.Account}" : "no row";
}
