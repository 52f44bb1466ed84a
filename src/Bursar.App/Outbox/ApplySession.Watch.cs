using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <content>Looking at the chain and recording what it says.</content>
internal sealed partial class ApplySession
{
    /// <summary>Looks in a row that must agree that a nonce was used by a transaction of somebody else.</summary>
    private const int ForeignLooks = 3;

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        ChainView view = await ChainView.ReadAsync(_client, _network.Finality, cancellationToken);
        bool news = view.Differs(_view);
        await WatchFinalAsync(view, cancellationToken);
        NonceSlot[] open = [.. _slots.Where(s => !s.Settled && !s.Broken && (news || s.Missing > 0))];
        if (!news && open.Length == 0 && !_steps.Exists(s => s.DoneElsewhere && s.DoneAt is null && s.State != OutboxState.Final))
            return;

        // The order matters. The count comes before the receipts: a nonce that was used by then has its receipt by now, if it is ours.
        ulong count = open.Any(s => s.InFlight)
            ? await _client.GetTransactionCountAsync(_run.Operator, BlockTag.At(view.Head.Number), cancellationToken)
            : 0;
        _count = open.Any(s => s.InFlight) ? count : _count;
        Hash32[] hashes = [.. open.SelectMany(s => s.Transactions).Select(t => t.Hash)];
        Receipt[] found = [.. (await _client.GetReceiptsAsync(hashes, cancellationToken)).OfType<Receipt>()];
        HashSet<Hash32> canonical = await CanonicalAsync(found, view, cancellationToken);
        var receipts = found.ToDictionary(r => r.TransactionHash);
        NonceSlot[] used = [.. open.Where(s => s.InFlight && s.Nonce < count && !s.Transactions.Exists(t => receipts.ContainsKey(t.Hash)))];
        Dictionary<NonceSlot, bool> held = await HeldAsync([.. open.Where(s => s.Held is not null && !s.Transactions.Exists(t => receipts.ContainsKey(t.Hash)))], used, view, cancellationToken);
        HashSet<NonceSlot> lost = await LostAsync([.. used.Where(s => !held.ContainsKey(s))], view, cancellationToken);

        HashSet<NonceSlot> hollow = await HollowAsync(open, receipts, view, cancellationToken);

        var changes = new List<JournalChange>();
        var reverted = new List<(NonceSlot Slot, Receipt Receipt)>();
        foreach (NonceSlot slot in open)
        {
            Receipt? receipt = slot.Transactions.Select(t => receipts.GetValueOrDefault(t.Hash)).FirstOrDefault(r => r is not null);
            if (receipt is not null)
                Mined(slot, receipt, hollow.Contains(slot), view, canonical, changes, reverted);
            else if (held.TryGetValue(slot, out bool done))
                Held(slot, done, view, changes);
            else if (slot.Winner is not null)
                Orphaned(slot, view, changes);
            else if (lost.Contains(slot))
                Lost(slot, changes);
            else if (used.Contains(slot))
                Doubtful(slot, changes);
            else
                Waiting(slot);
        }

        await CommitAsync(changes, cancellationToken);
        foreach ((NonceSlot slot, Receipt receipt) in reverted)
            _fault ??= ApplyFaults.Reverted(slot.Step!.Plan, slot.Winner!, await ReasonAsync(slot.Step.Plan, receipt, cancellationToken));
        await WatchDoneElsewhereAsync(view, cancellationToken);
        _view = view;
    }

    /// <summary>The blocks at final heights, as the node has them on its branch: no receipt counts as final without its block being one of them.</summary>
    private async Task<HashSet<Hash32>> CanonicalAsync(Receipt[] receipts, ChainView view, CancellationToken cancellationToken)
    {
        BlockTag[] heights = [.. receipts.Where(r => r.BlockNumber <= view.Final).Select(r => r.BlockNumber).Distinct().Select(BlockTag.At)];
        IReadOnlyList<BlockHeader?> blocks = await _client.GetBlocksAsync(heights, cancellationToken);
        return [.. blocks.OfType<BlockHeader>().Select(b => b.Hash)];
    }

    private void Mined(
        NonceSlot slot, Receipt receipt, bool hollow, ChainView view, HashSet<Hash32> canonical, List<JournalChange> changes, List<(NonceSlot, Receipt)> reverted)
    {
        var block = new BlockRef(receipt.BlockNumber, receipt.BlockHash);
        OutboxState firmness = view.StateAt(receipt.BlockNumber);
        if (firmness == OutboxState.Final && !canonical.Contains(receipt.BlockHash))
            firmness = OutboxState.Seen;
        JournalTransaction winner = slot.Transactions.First(t => t.Hash == receipt.TransactionHash);

        // What its own run called reverted stays so: whether a receipt without a failure has an effect, only that run can tell.
        bool judged = slot.Step is null && winner.State == OutboxState.Reverted && receipt.Status;
        hollow |= judged;

        // "Safe" that a node forgets again for the very same block is the node's affair.
        if (firmness == OutboxState.Seen && winner.State == OutboxState.Safe && winner.Block == block)
            firmness = OutboxState.Safe;
        OutboxState state = receipt.Status && !hollow ? firmness : OutboxState.Reverted;
        string? note = hollow && !judged ? HollowNote : null;
        slot.Missing = 0;
        slot.UsedAt = null;
        slot.Held = null;
        slot.NeedsSend = false;
        slot.NeedsReplacement = false;
        slot.Blocked = false;
        if (winner.State != state || winner.Block != block)
        {
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, winner.Hash, state, note)
            {
                Block = block,
                GasUsed = receipt.GasUsed,
                GasPrice = receipt.EffectiveGasPrice,
            });
            changes.Add(new StepMoved(slot.RunId, slot.StepId, state, note));
        }

        foreach (JournalTransaction other in slot.Transactions.Where(t => t.Hash != winner.Hash && t.State != OutboxState.Replaced))
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, other.Hash, OutboxState.Replaced, $"{winner.Hash} was mined with the same nonce"));

        Settle(slot, firmness, block);
        if (receipt.Status && !hollow)
            return;
        if (!slot.RevertReported && !hollow && slot.Step is not null)
            reverted.Add((slot, receipt));
        else if (!slot.Settled && slot.Step is not null)
            Say($"waiting until {(hollow ? "that block" : "the revert")} of step {slot.StepId} is final, before it is tried again{(note is null ? "" : $": {note}")}");
        else if (slot.Step is not null && (hollow || slot.Step.State == OutboxState.Reverted))
            changes.Add(new StepMoved(slot.RunId, slot.StepId, OutboxState.Planned, $"{(hollow ? "its lack of effect" : "the revert")} is final and was reported: it may be tried again"));
        slot.RevertReported = true;
    }

    private void Orphaned(NonceSlot slot, ChainView view, List<JournalChange> changes)
    {
        string note = $"block {slot.Winner!.Block?.Hash} is no longer part of the chain";
        foreach (JournalTransaction transaction in slot.Transactions)
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, transaction.Hash, OutboxState.Sent, note));
        changes.Add(new StepMoved(slot.RunId, slot.StepId, OutboxState.Sent, note));
        slot.RevertReported = false;
        slot.NeedsSend = true;
        slot.OfferedAtBlock = null;
        Offer(slot, view.Head.Number);
        Say($"a reorganisation took step {slot.StepId} back: sending it again");
    }

    private static void Waiting(NonceSlot slot)
    {
        // If somebody else's transaction had the nonce, it lost it again in a reorganisation.
        slot.NeedsSend |= slot.Missing > 0;
        slot.Missing = 0;
        slot.UsedAt = null;
    }

    private void Lost(NonceSlot slot, List<JournalChange> changes)
    {
        string note = $"nonce {slot.Nonce} was used, in a final block, by a transaction that is not in the journal";
        foreach (JournalTransaction transaction in slot.Transactions)
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, transaction.Hash, OutboxState.Dropped, note));
        changes.Add(new StepMoved(slot.RunId, slot.StepId, OutboxState.Planned, note));
        slot.Settled = true;
        if (slot.Step is { } step)
            step.LostNonce = true;
        Say($"{note}: looking whether step {slot.StepId} is done, before anything is signed again");
    }

    private void Doubtful(NonceSlot slot, List<JournalChange> changes)
    {
        if (slot.Missing < ForeignLooks || slot.Last.State == OutboxState.Unknown)
            return;
        string note = $"nonce {slot.Nonce} seems used by a transaction that is not in the journal; waiting until that is final";
        foreach (JournalTransaction transaction in slot.Transactions)
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, transaction.Hash, OutboxState.Unknown, note));
        changes.Add(new StepMoved(slot.RunId, slot.StepId, OutboxState.Unknown, note));
        Say(note);
    }

    /// <summary>Takes planned steps whose effect exists already as seen, where that is allowed; otherwise the chain has moved on from the plan.</summary>
    private async Task<Fault?> AcceptDoneAsync(StepTrack[] planned, CancellationToken cancellationToken)
    {
        if (planned.Length == 0)
            return null;
        bool[] done = await StepChecks.AskAsync(_client, [.. planned.Select(s => s.Plan.Check)], BlockTag.Latest, cancellationToken);
        StepTrack[] found = [.. planned.Where((_, i) => done[i])];
        if (found.FirstOrDefault(s => !_options.AcceptDone && !s.LostNonce && !_isBehind) is { } surprise)
            return ApplyFaults.ChainMoved(surprise.Plan, found.Count(s => !s.LostNonce) - 1);
        if (_isBehind && found.Length > 0)
            SayBehind(found.Length);
        string note = $"its effect is on the chain, by a transaction that is not in the journal{(_isBehind ? ", which is older than the chain" : "")}";
        await CommitAsync([.. found.Select(s => new StepMoved(_run.Id, s.Plan.Id, OutboxState.Seen, note))], cancellationToken);
        return null;
    }

    /// <summary>Effects without a transaction of ours grow firm, or vanish again, by their check alone.</summary>
    /// <remarks>They are final when a block is under which they were found, and at once when the final block's own state holds them, if the node still
    /// has that state.</remarks>
    private async Task WatchDoneElsewhereAsync(ChainView view, CancellationToken cancellationToken)
    {
        StepTrack[] steps = [.. _steps.Where(s => s.DoneElsewhere && s.State != OutboxState.Final)];
        if (steps.Length == 0)
            return;
        bool[] seen = await StepChecks.AskAsync(_client, [.. steps.Select(s => s.Plan.Check)], BlockTag.At(view.Head.Number), cancellationToken);
        bool[] before = await AskFinalStateAsync(steps, view, cancellationToken);
        BlockTag[] heights = [.. steps.Select(s => BlockTag.At((s.DoneAt ?? view.HeadRef).Number))];
        IReadOnlyList<BlockHeader?> blocks = await _client.GetBlocksAsync(heights, cancellationToken);
        var changes = new List<JournalChange>();
        for (int i = 0; i < steps.Length; i++)
        {
            StepTrack step = steps[i];
            if (step.DoneAt is null || blocks[i]?.Hash != step.DoneAt.Value.Hash)
                step.DoneAt = view.HeadRef;
            OutboxState state = !seen[i] ? OutboxState.Planned : before[i] ? OutboxState.Final : view.StateAt(step.DoneAt.Value.Number);
            if (!seen[i])
                step.DoneAt = null;
            if (state != step.State)
                changes.Add(new StepMoved(_run.Id, step.Plan.Id, state, state == OutboxState.Planned ? "its effect is no longer on the chain" : null));
        }

        await CommitAsync(changes, cancellationToken);
    }

    /// <summary>Which effects, found for the first time now, the state of the final block holds already; none when the node has forgotten that state.</summary>
    private async Task<bool[]> AskFinalStateAsync(StepTrack[] steps, ChainView view, CancellationToken cancellationToken)
    {
        if (view.Final is not { } height || height == view.Head.Number || !Array.Exists(steps, s => s.DoneAt is null))
            return new bool[steps.Length];
        try
        {
            return await StepChecks.AskAsync(_client, [.. steps.Select(s => s.Plan.Check)], BlockTag.At(height), cancellationToken);
        }
        catch (RpcException)
        {
            return new bool[steps.Length];
        }
    }

    /// <summary>Why a mined step reverted, by calling it again on the state around its block.</summary>
    private async Task<string> ReasonAsync(PlanStep step, Receipt receipt, CancellationToken cancellationToken)
    {
        var call = new CallRequest { From = _run.Operator, To = step.To, Data = step.Data, Value = step.Value };
        ulong before = receipt.BlockNumber == 0 ? 0 : receipt.BlockNumber - 1;
        foreach (BlockTag block in (BlockTag[])[BlockTag.At(receipt.BlockNumber), BlockTag.At(before)])
        {
            try
            {
                await _client.CallAsync(call, block, cancellationToken);
            }
            catch (RevertException revert)
            {
                return revert.Message;
            }
            catch (Exception e) when (e is RpcException or TransportException)
            {
                return $"the reason cannot be found out, since the node did not run it again ({e.Message}); it used {receipt.GasUsed} gas";
            }
        }

        return $"run again it does not fail, so the state or the gas limit was the reason; it used {receipt.GasUsed} gas";
    }
}
