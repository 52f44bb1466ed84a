using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks a payout of NFTs: every batch was sent once, with exactly the rows of the list.</summary>
internal sealed class NftPayoutVerifier(ContractLogs logs, CheckLog log)
{
    public async Task RunAsync(Blueprint blueprint, NftPayoutBlueprint payout, CancellationToken cancellationToken)
    {
        string subject = payout.Spec.Path;
        IReadOnlyList<PaidNftBatch> paid = await PaidNftBatch.ReadAsync(blueprint, payout.Run, logs, cancellationToken);
        HashSet<int> numbers = [.. paid.Select(b => b.Number)];
        NftBatch[] missing = [.. payout.Batches.Where(b => !numbers.Contains(b.Number))];
        log.That(subject, "batches sent", missing.Length == 0, $"{payout.Batches.Count}", missing.Length == 0 ? $"{payout.Batches.Count}" : $"{payout.Batches.Count - missing.Length}");
        log.Rows(subject, "rows of every sent batch", [.. paid.Where(b => !b.Fits(payout)).Select(b => (
            $"batch {b.Number}",
            b.Number < payout.Batches.Count ? $"rows with hash {payout.Batches[b.Number].RowsHash} of {payout.Spec.Collection}" : "no such batch",
            $"{b.RowsHash} of {b.Collection} in {b.Transaction}"))]);
        log.Rows(subject, "NFTs that could not be sent", await FailedAsync(blueprint, payout, paid, cancellationToken));
    }

    private async Task<IReadOnlyList<(string Row, string Expected, string Found)>> FailedAsync(
        Blueprint blueprint, NftPayoutBlueprint payout, IReadOnlyList<PaidNftBatch> paid, CancellationToken cancellationToken)
    {
        if (paid.All(b => b.Failed == 0))
            return [];
        // Another payer may use the same run id: only failures in the transactions of this payer's batches count.
        HashSet<Hash32> transactions = [.. paid.Select(b => b.Transaction)];
        var failed = new List<(string, string, string)>();
        foreach (Log entry in (await logs.ReadAsync(blueprint.Payout, [[Payout.RowFailedEvent.Topic], [payout.Run]], cancellationToken: cancellationToken)).Where(l => transactions.Contains(l.TransactionHash)))
        {
            if (!Payout.RowFailedEvent.TryDecode(entry.Topics, entry.Data, out Payout.RowFailedEvent row))
                continue;
            NftRow? listed = row.Batch < (UInt256)(ulong)payout.Batches.Count && row.Row < (UInt256)(ulong)payout.Batches[(int)row.Batch].Count
                ? payout.List.Rows[payout.Batches[(int)row.Batch].FirstRow + (int)row.Row] : null;
            failed.Add(($"{row.To}", listed is { } r ? $"{r.Amount} of id {r.Id}" : $"id {row.Amount}", "it was refused; it stayed with the payer"));
        }

        return failed;
    }
}
