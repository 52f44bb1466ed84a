using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <content>Nonces that are used without a receipt of ours: by somebody else, or by a transaction of ours whose receipt the node has lost.</content>
/// <remarks>A node can lose receipts for good: EthereumJS deletes those of a block that leaves the chain and does not make them again when the block comes
/// back. So a missing receipt proves nothing. The block in which the nonce was used says whose it was; without that block nothing is given up.</remarks>
internal sealed partial class ApplySession
{
    /// <summary>The slots of which a block holds a transaction although there is no receipt, and whether the effect of their step exists.</summary>
    private async Task<Dictionary<NonceSlot, bool>> HeldAsync(NonceSlot[] known, NonceSlot[] used, ChainView view, CancellationToken cancellationToken)
    {
        IReadOnlyList<BlockHeader?> blocks = await _client.GetBlocksAsync([.. known.Select(s => BlockTag.At(s.Held!.Block.Number))], cancellationToken);
        for (int i = 0; i < known.Length; i++)
        {
            if (blocks[i]?.Hash != known[i].Held!.Block.Hash)
                known[i].Held = null;
        }

        var contents = new List<BlockContents>();
        foreach (NonceSlot slot in used)
        {
            slot.Missing++;
            if (slot.Missing >= ForeignLooks && slot.Held is null && await UserOfAsync(slot, contents, view, cancellationToken) is { } block)
            {
                var place = new BlockRef(block.Number, block.Hash);
                Hash32? own = block.Transactions.Where(h => slot.Transactions.Exists(t => t.Hash == h)).Select(h => (Hash32?)h).FirstOrDefault();
                slot.Held = own is { } hash ? new HeldTransaction(hash, place) : null;
                slot.UsedAt = own is null ? place : null;
            }
        }

        NonceSlot[] held = [.. known.Concat(used).Where(s => s.Held is not null).Distinct()];
        NonceSlot[] steps = [.. held.Where(s => s.Step is not null)];
        bool[] done = await StepChecks.AskAsync(_client, [.. steps.Select(s => s.Step!.Plan.Check)], BlockTag.At(view.Head.Number), cancellationToken);
        return held.ToDictionary(s => s, s => Array.IndexOf(steps, s) is >= 0 and var at && done[at]);
    }

    /// <summary>The block in which the nonce of a slot was used, found by the account's count of transactions; null when the node no longer has the states for that.</summary>
    private async Task<BlockContents?> UserOfAsync(NonceSlot slot, List<BlockContents> known, ChainView view, CancellationToken cancellationToken)
    {
        if (known.Find(b => slot.Transactions.Exists(t => b.Transactions.Contains(t.Hash))) is { } shared)
            return shared;
        try
        {
            ulong high = view.Head.Number;
            ulong low = high;
            for (ulong step = 1; await CountAsync(low) > slot.Nonce; step *= 2)
            {
                if (low == 0)
                    return null;
                high = low;
                low = low > step ? low - step : 0;
            }

            while (high - low > 1)
            {
                ulong middle = low + ((high - low) / 2);
                if (await CountAsync(middle) > slot.Nonce)
                    high = middle;
                else
                    low = middle;
            }

            BlockContents? found = high == low ? null : await _client.GetBlockContentsAsync(high, cancellationToken);
            if (found is not null)
                known.Add(found);
            return found;
        }
        catch (RpcException)
        {
            Say($"step {slot.StepId} cannot go on here: nonce {slot.Nonce} is used, and this node no longer has the states that say in which block: ask one that keeps them longer (--rpc)");
            return null;
        }

        Task<ulong> CountAsync(ulong height) => _client.GetTransactionCountAsync(_run.Operator, BlockTag.At(height), cancellationToken);
    }

    /// <summary>Those of the slots whose nonce somebody else used for good: in a block that is final and holds none of ours.</summary>
    private async Task<HashSet<NonceSlot>> LostAsync(NonceSlot[] used, ChainView view, CancellationToken cancellationToken)
    {
        NonceSlot[] candidates = [.. used.Where(s => s.Missing >= ForeignLooks && s.UsedAt?.Number <= view.Final)];
        IReadOnlyList<BlockHeader?> blocks = await _client.GetBlocksAsync([.. candidates.Select(s => BlockTag.At(s.UsedAt!.Value.Number))], cancellationToken);
        var lost = new HashSet<NonceSlot>();
        for (int i = 0; i < candidates.Length; i++)
        {
            NonceSlot slot = candidates[i];
            Hash32[] hashes = [.. slot.Transactions.Select(t => t.Hash)];
            if (blocks[i]?.Hash == slot.UsedAt!.Value.Hash && !(await _client.GetTransactionsAsync(hashes, cancellationToken)).Any(t => t?.BlockHash is not null))
                lost.Add(slot);
        }

        return lost;
    }

    /// <summary>A transaction that its block holds, without a receipt: it has succeeded when its step's effect exists; otherwise nobody can say, and nothing is sent.</summary>
    private void Held(NonceSlot slot, bool done, ChainView view, List<JournalChange> changes)
    {
        (Hash32 hash, BlockRef block) = slot.Held!;
        JournalTransaction held = slot.Transactions.First(t => t.Hash == hash);
        OutboxState state = done ? view.StateAt(block.Number) : OutboxState.Unknown;
        slot.NeedsSend = false;
        slot.NeedsReplacement = false;
        if (held.State != state || (done && held.Block != block))
        {
            string note = done ? "the node has no receipt; the block holds the transaction, and its effect exists" : "the node has no receipt, although the block holds the transaction";
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, hash, state, note) { Block = block });
            changes.Add(new StepMoved(slot.RunId, slot.StepId, state, note));
        }

        foreach (JournalTransaction other in done ? slot.Transactions.Where(t => t.Hash != hash && t.State != OutboxState.Replaced) : [])
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, other.Hash, OutboxState.Replaced, $"{hash} was mined with the same nonce"));
        if (done)
            Settle(slot, state, block);
        else
            Say($"block {block.Number} holds the transaction of step {slot.StepId}, and the node has no receipt of it: ask another node (--rpc)");
    }
}
