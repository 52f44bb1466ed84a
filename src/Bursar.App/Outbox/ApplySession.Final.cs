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
    private int _gone;

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

    /// <summary>Takes up what the journal has as final: all of this run, and the account's latest. Each block is compared once, since what an earlier session
    /// could not bring back yet is below what it could.</summary>
    /// <remarks>Nothing is signed from the sight of a break until all that it took is settled, so below the latest there is nothing that no session saw.</remarks>
    private async Task CompareFinalAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalTransaction> latest = await _journal.GetLatestFinalAsync(_run.Account, _options.MaxPipelined + 1, cancellationToken);
        IEnumerable<JournalTransaction> own = _slots.SelectMany(s => s.Transactions).Where(t => t.State == OutboxState.Final);
        BlockRef[] blocks = [.. own.Concat(latest).Select(t => t.Block).OfType<BlockRef>().Distinct().OrderBy(b => b.Number)];
        IReadOnlyList<BlockHeader?> now = await _client.GetBlocksAsync([.. blocks.Select(b => BlockTag.At(b.Number))], cancellationToken);
        _compared = true;
        BlockRef[] other = [.. blocks.Where((b, i) => now[i] is { } there && there.Hash != b.Hash)];
        _settledAt = other.Length > 0 ? other[0] : blocks.Length > 0 ? blocks[^1] : null;
    }

    /// <summary>Says which steps lost their final block, of this run and of all others of the account: what stands before ours comes back with ours. Nothing is
    /// forgotten before the node has said which.</summary>
    private async Task BreakAsync(BlockRef settled, CancellationToken cancellationToken)
    {
        await TakeOthersAsync(cancellationToken);
        NonceSlot[] final = [.. _slots.Where(s => s.Settled && s.Winner is { Block: not null })];
        IReadOnlyList<BlockHeader?> blocks = await _client.GetBlocksAsync([.. final.Select(s => BlockTag.At(s.Winner!.Block!.Value.Number))], cancellationToken);
        NonceSlot[] broken = [.. final.Where((s, i) => blocks[i]?.Hash != s.Winner!.Block!.Value.Hash)];
        _breaks = 0;
        if (broken.Length == 0)
            return; // the node has it again
        _settledAt = null;
        foreach (NonceSlot slot in broken)
        {
            slot.Settled = false;
            slot.Broken = true;
            slot.NeedsSend = true;
        }

        foreach (NonceSlot slot in final.Except(broken))
            Settle(slot, OutboxState.Final, slot.Winner!.Block!.Value);
        NonceSlot[] back = [.. _slots.Where(s => s.Broken)];
        string first = back.MinBy(s => s.Nonce)!.StepId;
        if (_gone == 0)
            _fault = ApplyFaults.FinalityBroken(_network, settled, back.Length, first);
        Say($"BEYOND THE RULE: block {settled.Number} was final on {_network.Title} and is no longer part of the chain; {back.Length} step(s) from {first} on lost their block");
    }

    /// <summary>Takes up what other runs of the account had in final blocks that are no longer there: nonces that reverted stand before later ones too.</summary>
    private async Task TakeOthersAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalTransaction> all = await _journal.GetSignedSinceAsync(_run.Account, DateTimeOffset.UnixEpoch, cancellationToken);
        JournalTransaction[] final = [.. all.Where(t => t.RunId != _run.Id && t is { State: OutboxState.Final or OutboxState.Reverted, Block: not null })];
        BlockRef[] blocks = [.. final.Select(t => t.Block!.Value).Distinct()];
        IReadOnlyList<BlockHeader?> now = await _client.GetBlocksAsync([.. blocks.Select(b => BlockTag.At(b.Number))], cancellationToken);
        HashSet<BlockRef> gone = [.. blocks.Where((b, i) => now[i]?.Hash != b.Hash)];
        foreach (JournalTransaction lost in final.Where(t => gone.Contains(t.Block!.Value) && !_slots.Exists(s => s.RunId == t.RunId && s.StepId == t.StepId && s.Nonce == t.Nonce)))
        {
            foreach (JournalTransaction transaction in all.Where(t => t.RunId == lost.RunId && t.StepId == lost.StepId && t.Nonce == lost.Nonce))
                Take(transaction, null);
            _slots[^1].Settled = true;
        }
    }

    /// <summary>Hands the same bytes in again until the chain has them once more, as firmly as its rule can say, or can never have them again.</summary>
    private async Task RestoreAsync(ChainView view, CancellationToken cancellationToken)
    {
        NonceSlot[] broken = [.. _slots.Where(s => s.Broken).OrderBy(s => s.Nonce)];
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
        var block = new BlockRef(receipt.BlockNumber, receipt.BlockHash);
        if (winner.State == OutboxState.Final && (hollow || !receipt.Status))
        {
            await GoneAsync(slot, OutboxState.Reverted, block, $"its transaction ran again in block {receipt.BlockNumber}, without its effect", cancellationToken);
            return;
        }

        slot.Broken = false;
        Settle(slot, OutboxState.Final, block);
        string note = $"a reorganisation beyond the rule of finality took block {winner.Block?.Hash}; it is in another one now";
        bool judged = slot.Step is null && winner.State == OutboxState.Reverted; // by its own run, as in a look at what is open
        OutboxState state = receipt.Status && !hollow && !judged ? OutboxState.Final : OutboxState.Reverted;
        var changes = new List<JournalChange> { new TransactionMoved(slot.RunId, slot.StepId, winner.Hash, state, note) { Block = block } };
        if (state == OutboxState.Final && slot.Step is { } step && step.Slot == slot && step.State != state)
            changes.Add(new StepMoved(slot.RunId, slot.StepId, state, note));
        await CommitAsync(changes, cancellationToken);
    }

    /// <summary>Hands it in again, unless another transaction has used its nonce for good.</summary>
    private async Task ReturnAsync(NonceSlot slot, ChainView view, CancellationToken cancellationToken)
    {
        if (_count > slot.Nonce)
        {
            Dictionary<NonceSlot, bool> held = await HeldAsync([], [slot], view, cancellationToken);
            if (held.Count == 0 && (await LostAsync([slot], view, cancellationToken)).Count > 0)
                await GoneAsync(slot, OutboxState.Dropped, null, $"nonce {slot.Nonce} was used by another transaction meanwhile", cancellationToken);
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

    /// <summary>What was final can never be again. It is said, and nothing is signed in its place before the plan is applied once more.</summary>
    private async Task GoneAsync(NonceSlot slot, OutboxState state, BlockRef? block, string why, CancellationToken cancellationToken)
    {
        var changes = new List<JournalChange>();
        bool wasFinal = false;
        foreach (JournalTransaction transaction in slot.Transactions.Where(t => state == OutboxState.Dropped || t == slot.Winner))
        {
            wasFinal |= transaction.State == OutboxState.Final;
            changes.Add(transaction.State == OutboxState.Final
                ? new FinalityLost(slot.RunId, slot.StepId, transaction.Hash, state, why) { Block = block }
                : new TransactionMoved(slot.RunId, slot.StepId, transaction.Hash, state, why));
        }

        await CommitAsync(changes, cancellationToken);
        slot.Broken = false;
        slot.Settled = true;
        slot.RevertReported = true;
        if (slot.Step is { } step)
            step.LostNonce |= state == OutboxState.Dropped;
        if (!wasFinal || IsGap(slot))
            return;
        _fault = ApplyFaults.FinalityLost(_network, ++_gone, slot.StepId, why);
        Say(_fault.Message);
    }
}
