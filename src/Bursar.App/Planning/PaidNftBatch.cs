using Bursar.App.Indexing;
using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>A batch of NFTs that the chain holds as sent.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="Collection">The collection.</param>
/// <param name="Count">Rows, failed ones included.</param>
/// <param name="Failed">Rows that were skipped.</param>
/// <param name="RowsHash">Keccak-256 of the packed rows.</param>
/// <param name="Transaction">The transaction.</param>
internal sealed record PaidNftBatch(int Number, Address Collection, int Count, int Failed, Hash32 RowsHash, Hash32 Transaction)
{
    /// <summary>True when these are the rows that <paramref name="payout"/> has under this number.</summary>
    public bool Fits(NftPayoutBlueprint payout) =>
        Number < payout.Batches.Count && payout.Batches[Number].RowsHash == RowsHash && Collection == payout.Spec.Collection;

    /// <summary>The batches of a run that the chain holds as sent, by number.</summary>
    public static async Task<IReadOnlyList<PaidNftBatch>> ReadAsync(Blueprint blueprint, Hash32 run, ContractLogs logs, CancellationToken cancellationToken)
    {
        var found = new List<PaidNftBatch>();
        foreach (Log log in await logs.ReadAsync(blueprint.Payout, [[Payout.NftBatchPaidEvent.Topic], [AbiTopic.Of(blueprint.Operator)], [run]], cancellationToken: cancellationToken))
        {
            if (Payout.NftBatchPaidEvent.TryDecode(log.Topics, log.Data, out Payout.NftBatchPaidEvent e) && e.Batch <= (UInt256)int.MaxValue)
                found.Add(new PaidNftBatch((int)e.Batch, e.Token, (int)e.Count, (int)e.Failed, e.RowsHash, log.TransactionHash));
        }

        return [.. found.OrderBy(b => b.Number)];
    }
}
