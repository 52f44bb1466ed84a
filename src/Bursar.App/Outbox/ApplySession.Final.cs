using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <content>What was final has to stay: a reorganisation beyond the rule is noticed, said, and what it took is driven forward again.</content>
internal sealed partial class ApplySession
{
    /// <summary>Looks in a row in which the final block must be another one: the first may have been at a node that lags behind.</summary>
    private const int BreaksToBelieve = 3;

    private BlockRef? _settledAt;
    private bool _compared;
    private int _breaks;

    /// <summary>Notes how firm a slot is; the highest block in which something is final is watched from then on.</summary>
    private void Settle(NonceSlot slot, OutboxState state, BlockRef block)
    {
        slot.Settled = state == OutboxState.Final;
        if (slot.Settled && _breaks == 0 && !(_settledAt?.Number > block.Number))
            _settledAt = block;
    }

    /// <summary>Looks whether the highest final block is still the one that it was: its hash names all below it.</summary>
    private async Task WatchFinalAsync(ChainView view, CancellationToken cancellationToken)
    {
        if (!_compared)
            await CompareFinalAsync(cancellationToken);
        if (_settledAt is { } settled)
        {
            BlockHeader? now = await _client.GetBlockAsync(BlockTag.At(settled.Number), cancellationToken);

            // A node without a block of that height is behind, which says nothing about the block.
            _breaks = now is null || now.Hash == settled.Hash ? 0 : _breaks + 1;
            if (_breaks >= BreaksToBelieve)
                await BreakAsync(settled, cancellationToken);
        }

        await RestoreAsync(view, cancellationToken);
    }

    /// <summary>Takes up what the journal has as final. Each block is compared once: what an earlier session could not bring back is below what it could.</summary>
    private async Task CompareFinalAsync(CancellationToken cancellationToken)
    {
        BlockRef[] blocks = [.. _slots.SelectMany(s => s.Transactions).Where(t => t.State == OutboxState.Final).Select(t => t.Block).OfType<BlockRef>().Distinct().OrderBy(b => b.Number)];
        IReadOnlyList<BlockHeader?> now = await _client.GetBlocksAsync([.. blocks.Select(b => BlockTag.At(b.Number))], cancellationToken);
        _compared = true;
        BlockRef[] other = [.. blocks.Where((b, i) => now[i] is { } there && there.Hash != b.Hash)];
        _settledAt = other.Length > 0 ? other[0] : blocks.Length > 0 ? blocks[^1] : null;
    }

    /// <summary>Says which steps lost their final block. Nothing is forgotten before the node has said which.</summary>
    private async Task BreakAsync(BlockRef settled, CancellationToken cancellationToken)
    {
        NonceSlot[] final = [.. _slots.Where(s => s.Settled && s.Winner is { Block: not null })];
        IReadOnlyList<BlockHeader?> blocks = await _client.GetBlocksAsync([.. final.Select(s => BlockTag.At(s.Winner!.Block!.Value.Number))], cancellationToken);
        NonceSlot[] broken = [.. final.Where((s, i) => blocks[i]?.Hash != s.Winner!.Block!.Value.Hash)];
        ulong count = await _client.GetTransactionCountAsync(_run.Operator, BlockTag.Latest, cancellationToken);
        IReadOnlyList<JournalTransaction> all = await _journal.GetSignedSinceAsync(_run.Account, DateTimeOffset.UnixEpoch, cancellationToken);
        _breaks = 0;
        if (broken.Length == 0)
            return; // the node has it again
        _settledAt = null;

        // What other runs have lost along with it stands before ours, and comes back with ours.
        JournalTransaction[] others = [.. all.Where(t => t.RunId != _run.Id && t.State == OutboxState.Final && t.Nonce >= count)];
        foreach (JournalTransaction other in others.Where(t => !_slots.Exists(s => s.RunId == t.RunId && s.Nonce == t.Nonce)).ToArray())
            Take(other, null);
        foreach (NonceSlot slot in broken.Concat(_slots.Where(s => s is { Settled: false, Step: null } && s.Winner?.State == OutboxState.Final)))
        {
            slot.Settled = false;
            slot.Broken = true;
            slot.NeedsSend = true;
        }

        foreach (NonceSlot slot in final.Except(broken))
            Settle(slot, OutboxState.Final, slot.Winner!.Block!.Value);
        NonceSlot[] back = [.. _slots.Where(s => s.Broken)];
        string first = back.MinBy(s => s.Nonce)!.StepId;
        _fault = ApplyFaults.FinalityBroken(_network, settled, back.Length, first);
        Say($"BEYOND THE RULE: block {settled.Number} was final on {_network.Title} and is no longer part of the chain; {back.Length} step(s) from {first} on lost their block");
    }

    /// <summary>Hands the same bytes in again until the chain has them once more, as firmly as its rule can say, or can never have them again.</summary>
    private async Task RestoreAsync(ChainView view, CancellationToken cancellationToken)
    {
        NonceSlot[] broken = [.. _slots.Where(s => s is { Broken: true, Gone: false }).OrderBy(s => s.Nonce)];
        if (broken.Length == 0)
            return;
        _count = await _client.GetTransactionCountAsync(_run.Operator, BlockTag.At(view.Head.Number), cancellationToken);
        var receipts = (await _client.GetReceiptsAsync([.. broken.Select(s => s.Winner!.Hash)], cancellationToken)).OfType<Receipt>().ToDictionary(r => r.TransactionHash);
        HashSet<Hash32> canonical = await CanonicalAsync([.. receipts.Values], view, cancellationToken);
        HashSet<NonceSlot> hollow = await HollowAsync(broken, receipts, view, cancellationToken);
        foreach (NonceSlot slot in broken)
        {
            if (!receipts.TryGetValue(slot.Winner!.Hash, out Receipt? receipt))
                await ReturnAsync(slot, view, cancellationToken);
            else if (view.StateAt(receipt.BlockNumber) == OutboxState.Final && canonical.Contains(receipt.BlockHash))
                await ReturnedAsync(slot, receipt, hollow.Contains(slot), cancellationToken);
        }
    }

    /// <summary>It is in a final block again: with its effect, or without.</summary>
    private async Task ReturnedAsync(NonceSlot slot, Receipt receipt, bool hollow, CancellationToken cancellationToken)
    {
        JournalTransaction winner = slot.Winner!;
        if (winner.State == OutboxState.Final && (hollow || !receipt.Status))
        {
            Gone(slot, $"its transaction ran again in block {receipt.BlockNumber}, without its effect");
            return;
        }

        var block = new BlockRef(receipt.BlockNumber, receipt.BlockHash);
        slot.Broken = false;
        Settle(slot, OutboxState.Final, block);
        string note = $"a reorganisation beyond the rule of finality took block {winner.Block?.Hash}; it is in another one now";
        OutboxState state = receipt.Status ? OutboxState.Final : OutboxState.Reverted;
        await CommitAsync([new TransactionMoved(slot.RunId, slot.StepId, winner.Hash, state, note) { Block = block }], cancellationToken);
    }

    /// <summary>Hands it in again, unless another transaction has used its nonce for good.</summary>
    private async Task ReturnAsync(NonceSlot slot, ChainView view, CancellationToken cancellationToken)
    {
        if (_count > slot.Nonce)
        {
            Dictionary<NonceSlot, bool> held = await HeldAsync([], [slot], view, cancellationToken);
            if (held.Count == 0 && (await LostAsync([slot], view, cancellationToken)).Count > 0)
                Gone(slot, $"nonce {slot.Nonce} was used by another transaction meanwhile");
            return;
        }

        slot.Missing = 0;
        slot.UsedAt = null;
        if (!slot.NeedsSend && !IsDueAgain(slot))
            return;
        slot.NeedsSend = false;
        slot.SentAt = _time.GetTimestamp();
        try
        {
            await _client.SubmitAsync(slot.Winner!.Raw, cancellationToken);
        }
        catch (RpcException)
        {
            // Whatever the node says now, the receipt decides; the bytes are handed in again later.
        }
    }

    /// <summary>What was final can never be again. The journal signs nothing anew for a step that was final once: that is for a new plan.</summary>
    private void Gone(NonceSlot slot, string why)
    {
        slot.Gone = true;
        _fault = ApplyFaults.FinalityLost(_network, _slots.Count(s => s.Gone), slot.StepId, why);
        Say(_fault.Message);
    }
}
