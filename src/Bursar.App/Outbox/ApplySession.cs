using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar.App.Outbox;

/// <summary>One go at a run, from taking up what the journal holds to the last step's finality.</summary>
/// <remarks>A loop of: look at the chain, record what it says, hand in what is due, sign what is ready. Memory only mirrors the journal; nothing
/// leaves this machine that was not committed before.</remarks>
internal sealed partial class ApplySession
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly EthereumClient _client;
    private readonly ISigner _signer;
    private readonly IJournal _journal;
    private readonly NetworkProfile _network;
    private readonly TimeProvider _time;
    private readonly AccountLease _lease;
    private readonly JournalRun _run;
    private readonly OutboxOptions _options;
    private readonly IProgress<OutboxProgress>? _progress;
    private readonly TimeSpan _longestPause;

    private readonly List<StepTrack> _steps = [];
    private readonly List<NonceSlot> _slots = [];
    private ChainView? _view;
    private Fault? _fault;
    private ulong? _highestNonce;
    private bool _moved;
    private OutboxProgress? _reported;
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private FeeQuote? _tooDear;

    public ApplySession(
        EthereumClient client, ISigner signer, IJournal journal, NetworkProfile network, TimeProvider time, AccountLease lease, JournalRun run,
        OutboxOptions options, IProgress<OutboxProgress>? progress)
    {
        _client = client;
        _signer = signer;
        _journal = journal;
        _network = network;
        _time = time;
        _lease = lease;
        _run = run;
        _options = options;
        _progress = progress;
        _since = time.GetTimestamp();
        TimeSpan byBlocks = network.BlockTime / 3;
        _longestPause = options.PollInterval
            ?? (byBlocks < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : byBlocks > TimeSpan.FromSeconds(4) ? TimeSpan.FromSeconds(4) : byBlocks);
    }

    private IEnumerable<NonceSlot> InFlight => _slots.Where(s => s.InFlight);

    private ulong FirstBlocked => InFlight.Where(s => s.Blocked).Select(s => s.Nonce).DefaultIfEmpty(ulong.MaxValue).Min();

    /// <summary>Takes up what the journal holds of this run, and what other runs left unsettled on the account.</summary>
    /// <param name="job">The steps.</param>
    /// <param name="stored">The same as the journal has them.</param>
    /// <param name="reverted">What had reverted, and was reported, before the caller asked: it is tried anew.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LoadAsync(OutboxJob job, IReadOnlyList<JournalStep> stored, HashSet<Hash32> reverted, CancellationToken cancellationToken)
    {
        var byId = new Dictionary<string, StepTrack>(StringComparer.Ordinal);
        for (int i = 0; i < stored.Count; i++)
        {
            PlanStep plan = job.Steps[i];
            var step = new StepTrack(plan, stored[i].State);
            step.After.AddRange(plan.After.Select(id => byId[id]));
            byId.Add(plan.Id, step);
            _steps.Add(step);
        }

        foreach (JournalTransaction transaction in await _journal.GetTransactionsAsync(_run.Id, cancellationToken))
            Take(transaction, byId[transaction.StepId]);
        foreach (JournalTransaction transaction in await _journal.GetUnsettledAsync(_run.Account, cancellationToken))
        {
            if (transaction.RunId != _run.Id)
                Take(transaction, null);
        }

        // What was given up says nothing about where its step is now.
        foreach (NonceSlot slot in _slots.Where(s => s.Step is not null && !s.Transactions.TrueForAll(t => t.State == OutboxState.Dropped)))
            slot.Step!.Slot = slot;
        foreach (NonceSlot slot in _slots)
        {
            slot.Settled = slot.Transactions.Any(t => t.State == OutboxState.Final) || slot.Transactions.All(t => t.State == OutboxState.Dropped);

            // An earlier nonce of a step that has a newer one could have no effect any more, or there would be no newer one.
            slot.Settled |= slot.Step is { } owner && owner.Slot != slot;
            slot.RevertReported = slot.Transactions.Any(t => t.State == OutboxState.Reverted && reverted.Contains(t.Hash));
            if (slot.Step is { } step)
                step.LostNonce |= slot.Transactions.All(t => t.State == OutboxState.Dropped);

            // After a crash nobody knows whether stored bytes ever left: they are handed in (again), which cannot do harm.
            slot.NeedsSend = slot.InFlight;
        }

        _highestNonce = await _journal.GetHighestNonceAsync(_run.Account, finalOnly: false, cancellationToken);
    }

    /// <summary>Works until everything is final (or seen, as asked), or until what is wrong has been said and nothing is under way any more; null when
    /// another process that waits for the account is to go on.</summary>
    public async Task<Result<OutboxOutcome>?> RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = ShortestPause;
        long quietSince = _time.GetTimestamp();
        long? brokenSince = null;
        bool begun = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _moved = false;
            try
            {
                await LookAsync(cancellationToken);

                // While it is in doubt whether what was final still is, nothing is sent.
                if (_breaks == 0)
                {
                    if (!begun && await BeginAsync(cancellationToken) is { } refused)
                        return await WaitsForItsRunAsync(cancellationToken) ? null : Result<OutboxOutcome>.Fail(refused);
                    begun = true;
                    Report(null);
                    await TryFundedAsync(cancellationToken);
                    await SendDueAsync(cancellationToken);
                    await ReplaceDueAsync(cancellationToken);
                    await FillGapAsync(cancellationToken);
                    await SignReadyAsync(cancellationToken);
                }

                brokenSince = null;
            }
            catch (Exception e) when (e is TransportException or RpcException)
            {
                brokenSince ??= _time.GetTimestamp();

                // Before it has begun, an answer that trying again does not mend means that this is no node; afterwards, that it is not itself for a while.
                if ((!begun && e is TransportException { Retryable: false }) || _time.GetElapsedTime(brokenSince.Value) >= _options.NodeOutage)
                    return _fault ?? ApplyFaults.NodeUnreachable(e.Message, underWay: _slots.Any(s => !s.Settled));
                Say($"the node does not answer as it should ({e.Message}): trying again");
            }

            Report(null);
            if (begun && _breaks == 0 && brokenSince is null && Finished() is { } result)
                return result;
            if (begun && _breaks == 0 && brokenSince is null && await IsOthersTurnAsync(cancellationToken))
                return null;
            if (_moved)
                quietSince = _time.GetTimestamp();
            else if (brokenSince is null && TimedOut(_time.GetElapsedTime(quietSince)) is { } late)
                return late;

            pause = _moved ? ShortestPause : pause * 2 < _longestPause ? pause * 2 : _longestPause;
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    /// <summary>Everything that must be right before this session hands in its first transaction.</summary>
    private async Task<Fault?> BeginAsync(CancellationToken cancellationToken)
    {
        ulong count = await _client.GetTransactionCountAsync(_run.Operator, BlockTag.Latest, cancellationToken);
        if (await _journal.GetHighestNonceAsync(_run.Account, finalOnly: true, cancellationToken) is { } settled && count <= settled && !_slots.Exists(s => s.Broken))
            return ApplyFaults.ChainBehind(count, settled);
        NonceSlot[] others = [.. InFlight.Where(s => s.RunId != _run.Id && !IsGap(s))];

        // Where finality broke that has to be said, and what other runs have under way goes along with what all of them lost.
        if (others.Length > 0 && !_options.FinishOtherRuns && !_slots.Exists(s => s.Broken))
            return ApplyFaults.AccountBusy(_run.Operator, others);
        await CompareAgeAsync(count, cancellationToken);
        await TakeBackHollowAsync(cancellationToken);

        // These end the run only after what an earlier session sent has been awaited; nothing is signed any more.
        StepTrack[] open = [.. _steps.Where(s => s.State == OutboxState.Planned)];
        _fault ??= await AcceptDoneAsync(open, cancellationToken);
        _fault ??= await ForecastAsync(cancellationToken);
        return null;
    }

    /// <summary>Compares what is left to be paid at most with what the account has.</summary>
    private async Task<Fault?> ForecastAsync(CancellationToken cancellationToken)
    {
        StepTrack[] planned = [.. _steps.Where(s => s.State == OutboxState.Planned)];
        NonceSlot[] waiting = [.. InFlight];
        if (planned.Length == 0 && waiting.All(s => s.Transactions.Exists(t => t.FirstSentAt is not null)))
            return null;
        FeeQuote fees = await QuoteAsync(cancellationToken);
        if (!fees.IsIncludable && fees.Capped)
            return ApplyFaults.FeeTooHigh(fees);
        UInt256 needed = UInt256.Zero;
        foreach (StepTrack step in planned)
            needed += (fees.MaxFeePerGas * step.Plan.Gas) + step.Plan.Value;
        needed += CostInFlight;
        UInt256 balance = await _client.GetBalanceAsync(_run.Operator, BlockTag.Latest, cancellationToken);
        if (balance >= needed)
            return null;
        Fault fault = ApplyFaults.InsufficientFunds(_network, _run.Operator, balance, needed, planned.Length + waiting.Length, fees.MaxFeePerGas);
        if (!_slots.Exists(s => s.RunId == _run.Id) || _options.FundsWait == TimeSpan.Zero)
            return fault;

        // In the middle of a run what can be paid goes on, and the rest waits for funds.
        Say($"{fault.Message}; {fault.Hint}");
        return null;
    }

    private Result<OutboxOutcome>? Finished()
    {
        if (_fault is { } fault)
        {
            // What stands behind a nonce that the node refuses cannot be mined: only what is before it is awaited.
            return InFlight.Any(s => s.Nonce < FirstBlocked) || _slots.Exists(s => s.Broken) ? null : Result<OutboxOutcome>.Fail(fault);
        }

        if (!_steps.TrueForAll(s => s.State.IsMined()))
            return null;
        int open = _steps.Count(s => s.State != OutboxState.Final);
        return open == 0 || !_options.WaitForFinality ? Outcome(open) : null;
    }

    private Result<OutboxOutcome>? TimedOut(TimeSpan quiet)
    {
        if (InFlight.MinBy(s => s.Nonce) is { } first)
            return quiet >= _options.InclusionTimeout ? Result<OutboxOutcome>.Fail(_fault ?? _short ?? ApplyFaults.Stuck(first, quiet)) : null;
        if (_slots.Exists(s => s.Broken) && quiet >= _options.InclusionTimeout)
            return Result<OutboxOutcome>.Fail(_fault!);
        if (_short is { } missing && quiet >= _options.InclusionTimeout)
            return missing;
        if (_tooDear is { } quote && quiet >= _options.InclusionTimeout)
            return ApplyFaults.FeeTooHigh(quote);
        return _options.FinalityTimeout is { } patience && quiet >= patience && _steps.TrueForAll(s => s.State.IsMined())
            ? Outcome(_steps.Count(s => s.State != OutboxState.Final))
            : null;
    }

    private Result<OutboxOutcome> Outcome(int open)
    {
        UInt256 paid = UInt256.Zero;
        foreach (JournalTransaction transaction in _slots.Where(s => s.RunId == _run.Id).SelectMany(s => s.Transactions))
        {
            if (transaction is { GasUsed: { } used, GasPrice: { } price } && (transaction.State.IsMined() || transaction.State == OutboxState.Reverted))
                paid += price * used;
        }

        return new OutboxOutcome
        {
            RunId = _run.Id,
            Steps = [.. _steps.Select(Outcome)],
            NotFinal = open == 0 ? null : ApplyFaults.NotFinal(open, _network.Title),
            GasFees = paid,
        };
    }

    private static StepOutcome Outcome(StepTrack step)
    {
        JournalTransaction? winner = step.DoneElsewhere ? null : step.Slot?.Winner;
        return new StepOutcome(step.Plan.Id, step.State, winner?.Hash, winner?.Block, winner?.GasUsed);
    }

    private void Take(JournalTransaction transaction, StepTrack? step)
    {
        NonceSlot? slot = _slots.Find(s => s.Nonce == transaction.Nonce && s.RunId == transaction.RunId && s.StepId == transaction.StepId);
        if (slot is null)
        {
            slot = new NonceSlot(transaction.Nonce, transaction.RunId, transaction.StepId) { Step = step };
            _slots.Add(slot);
            if (step is not null)
                step.Slot = slot;
        }

        slot.Transactions.Add(transaction);
    }

    /// <summary>Tells people something, once.</summary>
    private void Say(string message)
    {
        if (_said.Add(message))
            Report(message);
    }

    private void Report(string? message)
    {
        if (_progress is null)
            return;
        var now = new OutboxProgress(
            _steps.Count,
            _steps.Count(s => s.State.IsInFlight()),
            _steps.Count(s => s.State.IsMined()),
            _steps.Count(s => s.State == OutboxState.Final),
            message,
            _steps.Count(s => s.State == OutboxState.Safe));
        if (now == _reported)
            return;
        _reported = now;
        _progress.Report(now);
    }

    /// <summary>Commits changes and then lets memory say the same. When the commit throws, the session ends and its memory is forgotten.</summary>
    private async Task CommitAsync(List<JournalChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
            return;
        await _journal.CommitAsync(_lease, changes, cancellationToken);
        _moved = true;
        foreach (JournalChange change in changes)
        {
            switch (change)
            {
                case StepMoved moved when moved.RunId == _run.Id:
                    _steps.Find(s => s.Plan.Id == moved.StepId)!.State = moved.State;
                    break;
                case FinalityLost lost:
                    Mirror(new TransactionMoved(lost.RunId, lost.StepId, lost.Hash, lost.State) { Block = lost.Block });
                    if (lost.RunId == _run.Id)
                        _steps.Find(s => s.Plan.Id == lost.StepId)!.State = lost.State == OutboxState.Dropped ? OutboxState.Planned : lost.State;
                    break;
                case TransactionMoved moved:
                    Mirror(moved);
                    break;
                default:
                    break;
            }
        }

        changes.Clear();
    }

    private void Mirror(TransactionMoved moved)
    {
        foreach (NonceSlot slot in _slots.Where(s => s.RunId == moved.RunId))
        {
            int index = slot.Transactions.FindIndex(t => t.Hash == moved.Hash);
            if (index < 0)
                continue;
            JournalTransaction before = slot.Transactions[index];
            slot.Transactions[index] = before with
            {
                State = moved.State,
                Block = moved.Block ?? before.Block,
                GasUsed = moved.GasUsed ?? before.GasUsed,
                GasPrice = moved.GasPrice ?? before.GasPrice,
                FirstSentAt = before.FirstSentAt ?? (moved.Broadcast ? _time.GetUtcNow() : null),
            };
        }
    }
}
