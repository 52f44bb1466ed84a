using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.App.Outbox;

/// <content>Handing stored bytes in, and offering more for those that wait.</content>
internal sealed partial class ApplySession
{
    /// <summary>What nodes demand of a replacement, in percent of the fees that it replaces.</summary>
    private const int LeastBumpPercent = 10;

    /// <summary>Hands in what was just stored, what an earlier process stored, what a reorganisation took back, and what waits for long.</summary>
    private async Task SendDueAsync(CancellationToken cancellationToken)
    {
        foreach (NonceSlot slot in InFlight)
            slot.NeedsSend |= slot.Missing == 0 && !slot.Blocked && IsDueAgain(slot);
        ulong stop = FirstBlocked;
        NonceSlot[] due = [.. _slots.Where(s => s.MaySend && s.Nonce < stop).OrderBy(s => s.Nonce)];
        await SendAsync(await MayLeaveAsync(due, cancellationToken), cancellationToken);
    }

    private bool IsDueAgain(NonceSlot slot) => slot.SentAt is not { } sent || _time.GetElapsedTime(sent) >= _options.RebroadcastAfter;

    /// <summary>Those of the slots that may be handed in now. What was signed in advance and was never sent waits until the steps that it needs are in a
    /// block, and is tried at the node first: a signature of days ago must not pay for a failure.</summary>
    private async Task<NonceSlot[]> MayLeaveAsync(NonceSlot[] due, CancellationToken cancellationToken)
    {
        int room = _options.MaxPipelined - InFlight.Count(s => s.Transactions.Exists(t => t.FirstSentAt is not null));
        for (int i = 0; i < due.Length; i++)
        {
            if (due[i].Step is not { } step || due[i].Transactions.Exists(t => t.FirstSentAt is not null))
                continue;
            if (_fault is not null && _options.TryBeforeSending)
            {
                due[i].Blocked = true; // nothing new leaves when something is wrong
                return due[..i];
            }

            if (!step.After.TrueForAll(s => s.State.IsMined()) || room-- <= 0 || (_options.TryBeforeSending && !due[i].Tried && !await TryAsync(due[i], step, cancellationToken)))
                return due[..i];
        }

        return due;
    }

    /// <summary>Whether the node says that stored bytes would do what they should.</summary>
    private async Task<bool> TryAsync(NonceSlot slot, StepTrack step, CancellationToken cancellationToken)
    {
        List<(StepTrack Step, ulong Gas)> tried = await EstimateAsync([step], cancellationToken);
        if (tried.Count == 0)
        {
            slot.Blocked = _fault is not null;
            return false;
        }

        ulong needed = tried[0].Gas * 100 / (100 + (ulong)_options.GasMarginPercent);
        if (needed > slot.Last.GasLimit)
        {
            slot.Blocked = true;
            _fault ??= ApplyFaults.SignerRefused(slot.StepId, $"it needs {needed} gas by now, and was signed for {slot.Last.GasLimit}: export and sign again");
            return false;
        }

        slot.Tried = true;
        return true;
    }

    /// <summary>Hands in the last signed bytes of each slot, in the order of nonces, and records what the node said.</summary>
    private async Task SendAsync(NonceSlot[] slots, CancellationToken cancellationToken)
    {
        var changes = new List<JournalChange>();
        try
        {
            foreach (NonceSlot slot in slots)
            {
                if (!await SendAsync(slot, changes, cancellationToken))
                    break;
            }
        }
        finally
        {
            // Also when a later one threw: that the earlier ones were taken is worth knowing.
            await CommitAsync(changes, CancellationToken.None);
        }
    }

    /// <summary>False when those with higher nonces need not be tried now.</summary>
    private async Task<bool> SendAsync(NonceSlot slot, List<JournalChange> changes, CancellationToken cancellationToken)
    {
        JournalTransaction transaction = slot.Last;
        slot.SentAt = _time.GetTimestamp();
        try
        {
            await _client.SubmitAsync(transaction.Raw, cancellationToken);
            Handed(OutboxState.Sent, null);
            return true;
        }
        catch (TransportException e)
        {
            // The node may have it or not. The same bytes are tried again at the next look.
            if (!e.NotProcessed)
                Handed(OutboxState.Unknown, $"the answer was lost: {e.Message}");
            slot.NeedsSend = true;
            return false;
        }
        catch (RpcException e)
        {
            return Refused(slot, transaction, e, changes);
        }

        void Handed(OutboxState state, string? note)
        {
            slot.NeedsSend = false;
            Offer(slot, _view!.Head.Number);
            if (transaction.State == state && transaction.FirstSentAt is not null)
                return;
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, transaction.Hash, state, note) { Broadcast = true });
            changes.Add(new StepMoved(slot.RunId, slot.StepId, state, note));
        }
    }

    private bool Refused(NonceSlot slot, JournalTransaction transaction, RpcException refusal, List<JournalChange> changes)
    {
        slot.NeedsSend = false;
        switch (refusal.Kind)
        {
            case NodeErrorKind.NonceTooLow:
                // Somebody's transaction has the nonce: the next look finds out whose.
                return true;
            case NodeErrorKind.NonceTooHigh:
            case NodeErrorKind.PoolFull:
            case NodeErrorKind.LimitExceeded:
                slot.NeedsSend = true;
                return false;
            case NodeErrorKind.ReplacementUnderpriced:
                // Another transaction with this nonce waits at the node, perhaps the operator's own: the schedule decides when to outbid it.
                Offer(slot, _view!.Head.Number);
                Unknown("the node holds another transaction with this nonce");
                return true;
            case NodeErrorKind.Underpriced or NodeErrorKind.FeeCapBelowBaseFee:
                slot.NeedsReplacement = true;
                return false;
            case NodeErrorKind.GasLimit or NodeErrorKind.IntrinsicGas when !slot.GasWasCorrected:
                slot.GasWasCorrected = true;
                slot.NeedsReplacement = true;
                return false;
            case NodeErrorKind.InsufficientFunds:
                slot.Blocked = true;
                slot.NeedsFunds = true;
                IsShort(ApplyFaults.NodeSaysInsufficientFunds(_run.Operator, slot.StepId, refusal.NodeMessage));
                return false;
            case NodeErrorKind.Malformed:
                slot.NeedsSend = true;
                Unknown($"the node's answer makes no sense: {refusal.Message}");
                return false;
            default:
                slot.Blocked = true;
                _fault ??= ApplyFaults.BroadcastRefused(slot.StepId, transaction, refusal);
                return false;
        }

        void Unknown(string note)
        {
            if (transaction.State == OutboxState.Unknown)
                return;
            changes.Add(new TransactionMoved(slot.RunId, slot.StepId, transaction.Hash, OutboxState.Unknown, note) { Broadcast = true });
            changes.Add(new StepMoved(slot.RunId, slot.StepId, OutboxState.Unknown, note));
        }
    }

    /// <summary>Notes that the schedule for a higher offer starts now, unless it has for these bytes.</summary>
    private void Offer(NonceSlot slot, ulong height)
    {
        if (slot.OfferedAtBlock is not null)
            return;
        slot.OfferedAtBlock = height;
        slot.OfferedAt = _time.GetTimestamp();
    }

    /// <summary>Signs, stores and sends a higher offer under the same nonce where one is due. Only the first nonce in line is offered more for waiting.</summary>
    private async Task ReplaceDueAsync(CancellationToken cancellationToken)
    {
        NonceSlot? first = InFlight.Where(s => s.Missing == 0 && !s.Blocked).MinBy(s => s.Nonce);
        if (first is { OfferedAtBlock: { } block } && _view!.Head.Number >= block + (ulong)_options.Bump.AfterBlocks
            && _time.GetElapsedTime(first.OfferedAt) >= _options.Bump.After)
            first.NeedsReplacement = true;
        foreach (NonceSlot slot in _slots.Where(s => s.NeedsReplacement && s.InFlight && s.Missing == 0).OrderBy(s => s.Nonce).ToArray())
            await ReplaceAsync(slot, cancellationToken);
    }

    private async Task ReplaceAsync(NonceSlot slot, CancellationToken cancellationToken)
    {
        JournalTransaction last = slot.Last;
        if (slot.Transactions.Count > _options.Bump.MaxBumps)
        {
            AtLimit(slot, $"step {slot.StepId} was offered {slot.Transactions.Count} times: waiting");
            return;
        }

        FeeQuote quote = await QuoteAsync(cancellationToken);
        UInt256 max = Higher(quote.MaxFeePerGas, last.MaxFee);
        UInt256 tip = Higher(quote.MaxPriorityFeePerGas ?? quote.MaxFeePerGas, last.PriorityFee);
        if (Cap is { } cap && max > cap && cap >= Raised(last.MaxFee, LeastBumpPercent))
            max = cap;
        if (Cap is { } limit && max > limit)
        {
            AtLimit(slot, $"step {slot.StepId} waits, and more than {last.MaxFee} wei per gas is not allowed by the fee cap");
            return;
        }

        Transaction before = SignedTransaction.Decode(last.Raw).Transaction;
        ulong gas = await GasAgainAsync(before, last.GasLimit, cancellationToken);

        // The state of now may lack what the step stands on: a reorganisation took it back, and it is mined again before this.
        if (!slot.GasWasCorrected && gas < last.GasLimit)
            gas = last.GasLimit;
        slot.NeedsReplacement = false;
        Transaction after = before switch
        {
            Eip1559Transaction t => t with { GasLimit = gas, MaxFeePerGas = max, MaxPriorityFeePerGas = tip < max ? tip : max },
            LegacyTransaction t => t with { GasLimit = gas, GasPrice = max },
            _ => throw new InvalidOperationException($"the journal holds a transaction of type {before.Type}"),
        };
        SignedTransaction signed;
        try
        {
            signed = await _signer.SignTransactionAsync(after, cancellationToken);
        }
        catch (SigningException e)
        {
            // What was offered before may be mined all the same, so it is awaited.
            _fault ??= ApplyFaults.SignerRefused(slot.StepId, e.Message);
            Say($"step {slot.StepId} waits, and nobody signs a higher offer for it: {e.Message}");
            return;
        }

        JournalTransaction stored = Stored(slot.RunId, slot.StepId, signed);
        await CommitAsync([new TransactionSigned(stored, $"offers {max} wei per gas instead of {last.MaxFee}")], cancellationToken);
        slot.Transactions.Add(stored);
        if (slot.Step is { } step)
            step.State = OutboxState.Signed;
        slot.OfferedAtBlock = null;
        Say($"step {slot.StepId} waits: offering {max} wei per gas instead of {last.MaxFee}, under the same nonce {slot.Nonce}");
        await SendAsync([slot], cancellationToken);
    }

    private UInt256? Cap => _options.MaxFeePerGas is { } own && !(_options.Fees.Cap < own) ? own : _options.Fees.Cap;

    private async Task<FeeQuote> QuoteAsync(CancellationToken cancellationToken) =>
        await _client.GetFeesAsync(_options.Fees with { FeeMarket = _network.FeeMarket, Cap = Cap }, cancellationToken);

    /// <summary>The quote, or what nodes demand of a replacement, whichever is more. Rounded up.</summary>
    private UInt256 Higher(UInt256 quoted, UInt256 last)
    {
        UInt256 demanded = Raised(last, Math.Max(_options.Bump.Percent, LeastBumpPercent));
        return quoted > demanded ? quoted : demanded;
    }

    private static UInt256 Raised(UInt256 fee, int percent) => (((fee * (UInt256)(100 + percent)) + 99UL) / 100UL) + UInt256.One;

    /// <summary>The gas limit by today's state; the old one when the call cannot be estimated, which a replacement must not decide.</summary>
    private async Task<ulong> GasAgainAsync(Transaction transaction, ulong old, CancellationToken cancellationToken)
    {
        try
        {
            return WithMargin(await _client.EstimateGasAsync(
                new CallRequest { From = _run.Operator, To = transaction.To, Data = transaction.Data.ToArray(), Value = transaction.Value },
                BlockTag.Latest, cancellationToken));
        }
        catch (Exception e) when (e is RevertException or RpcException)
        {
            return old;
        }
    }

    private ulong WithMargin(ulong gas) => gas + (gas * (ulong)_options.GasMarginPercent / 100);

    private void AtLimit(NonceSlot slot, string message)
    {
        Say(message);
        slot.NeedsReplacement = false;
        slot.OfferedAtBlock = null;
        Offer(slot, _view!.Head.Number);
    }

    internal static JournalTransaction Stored(long runId, string stepId, SignedTransaction signed) => new()
    {
        RunId = runId,
        StepId = stepId,
        Nonce = signed.Transaction.Nonce,
        Hash = signed.Hash,
        Raw = signed.Raw,
        GasLimit = (ulong)signed.Transaction.GasLimit,
        MaxFee = signed.Transaction.MaxGasPrice,
        PriorityFee = signed.Transaction is Eip1559Transaction market ? market.MaxPriorityFeePerGas : signed.Transaction.MaxGasPrice,
    };
}
