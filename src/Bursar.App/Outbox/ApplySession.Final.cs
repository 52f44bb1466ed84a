using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <content>What was final has to stay: a reorganisation beyond the rule is noticed, said, and what it took is driven forward again.</content>
internal sealed partial class ApplySession
{
    /// <summary>Looks in a row in which the final block must be another one: the first may have been at a node that lags behind.</summary>
    private const int BreaksToBelieve = 3;

    private BlockRef? _settledAt;
    private int _breaks;

    /// <summary>Notes how firm a slot is; the highest block in which something is final is watched from then on.</summary>
    private void Settle(NonceSlot slot, OutboxState state, BlockRef block)
    {
        slot.Settled = state == OutboxState.Final;
        if (slot.Settled && !(_settledAt?.Number > block.Number))
            _settledAt = block;
    }

    /// <summary>Takes up what the journal has as final.</summary>
    private void LoadFinal()
    {
        foreach (BlockRef block in _slots.SelectMany(s => s.Transactions).Where(t => t.State == OutboxState.Final).Select(t => t.Block).OfType<BlockRef>())
        {
            if (!(_settledAt?.Number > block.Number))
                _settledAt = block;
        }
    }

    /// <summary>Looks whether the highest final block is still the one that it was: its hash names all below it.</summary>
    private async Task WatchFinalAsync(ChainView view, CancellationToken cancellationToken)
    {
        if (_settledAt is { } settled)
        {
            BlockHeader? now = await _client.GetBlockAsync(BlockTag.At(settled.Number), cancellationToken);

            // A node without a block of that height is behind, which says nothing about the block.
            _breaks = now is null || now.Hash == settled.Hash ? 0 : _breaks + 1;
            if (_breaks >= BreaksToBelieve)
                await BreakAsync(settled, cancellationToken);
        }

        foreach (NonceSlot slot in _slots.Where(s => s.Broken).ToArray())
            await RestoreAsync(slot, view, cancellationToken);
    }

    /// <summary>Says which steps lost their final block.</summary>
    private async Task BreakAsync(BlockRef settled, CancellationToken cancellationToken)
    {
        _breaks = 0;
        _settledAt = null;
        NonceSlot[] final = [.. _slots.Where(s => s.Settled && s.Winner is { Block: not null })];
        IReadOnlyList<BlockHeader?> blocks = await _client.GetBlocksAsync([.. final.Select(s => BlockTag.At(s.Winner!.Block!.Value.Number))], cancellationToken);
        NonceSlot[] broken = [.. final.Where((s, i) => blocks[i]?.Hash != s.Winner!.Block!.Value.Hash)];
        foreach (NonceSlot slot in broken)
        {
            slot.Settled = false;
            slot.Broken = true;
            slot.NeedsSend = true;
        }

        LoadIntact(final.Except(broken));
        string first = broken.MinBy(s => s.Nonce)?.StepId ?? "";
        _fault = ApplyFaults.FinalityBroken(_network, settled, broken.Length, first);
        Say($"BEYOND THE RULE: block {settled.Number} was final on {_network.Title} and is no longer part of the chain; {broken.Length} step(s) from {first} on lost their block");
    }

    private void LoadIntact(IEnumerable<NonceSlot> slots)
    {
        foreach (NonceSlot slot in slots)
            Settle(slot, OutboxState.Final, slot.Winner!.Block!.Value);
    }

    /// <summary>Hands the same bytes in again until the chain has them once more, as firmly as its rule can say.</summary>
    private async Task RestoreAsync(NonceSlot slot, ChainView view, CancellationToken cancellationToken)
    {
        JournalTransaction winner = slot.Winner!;
        if (await _client.GetReceiptAsync(winner.Hash, cancellationToken) is { } receipt)
        {
            var block = new BlockRef(receipt.BlockNumber, receipt.BlockHash);
            if (view.StateAt(block.Number) != OutboxState.Final || (await _client.GetBlockAsync(BlockTag.At(block.Number), cancellationToken))?.Hash != block.Hash)
                return;
            slot.Broken = false;
            Settle(slot, OutboxState.Final, block);
            string note = $"a reorganisation beyond the rule of finality took block {winner.Block?.Hash}; it is in another one now";
            await CommitAsync([new TransactionMoved(slot.RunId, slot.StepId, winner.Hash, OutboxState.Final, note) { Block = block }], cancellationToken);
            return;
        }

        if (!slot.NeedsSend && _time.GetUtcNow() - slot.SentAt < _options.RebroadcastAfter)
            return;
        slot.NeedsSend = false;
        slot.SentAt = _time.GetUtcNow();
        try
        {
            await _client.SubmitAsync(winner.Raw, cancellationToken);
        }
        catch (RpcException)
        {
            // Whatever the node says now, the receipt decides; the bytes are handed in again later.
        }
    }
}
