using System.Runtime.ExceptionServices;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.App.Outbox;

/// <content>Giving nonces to steps that are ready, and signing them.</content>
internal sealed partial class ApplySession
{
    private const int ParallelEstimates = 8;

    /// <summary>Estimates in a row that must refuse before a step counts as refused: the first may have looked at a node that lags behind.</summary>
    private const int RefusalsToBelieve = 2;

    private async Task SignReadyAsync(CancellationToken cancellationToken)
    {
        if (_fault is not null)
            return;

        // What was signed in advance and waits for its turn takes no room, or the step that it waits for would have none.
        int room = _options.MaxPipelined - InFlight.Count(s => s.Step is not { } step || step.After.TrueForAll(a => a.State.IsMined()));
        StepTrack[] ready = [.. _steps.Where(IsReady).Take(Math.Max(room, 0))];
        if (ready.Length == 0)
            return;
        _fault = await AcceptDoneAsync(ready, cancellationToken) ?? Unclear(ready);
        ready = [.. ready.Where(IsReady)];
        if (_fault is not null || ready.Length == 0)
            return;

        List<(StepTrack Step, ulong Gas)> wave = await EstimateAsync(ready, cancellationToken);
        if (wave.Count == 0)
            return;
        FeeQuote fees = await QuoteAsync(cancellationToken);
        _tooDear = fees.IsIncludable ? null : fees;
        if (!fees.IsIncludable)
        {
            Say($"fees are above the cap of {fees.MaxFeePerGas} wei per gas: waiting until they fall");
            return;
        }

        if (await CanPayAsync(wave, fees, cancellationToken))
            await SignAsync(wave, fees, cancellationToken);
    }

    private static bool IsReady(StepTrack step) => step.State == OutboxState.Planned && step.After.TrueForAll(s => s.State.IsMined());

    /// <summary>Gas limits of the steps up to the first that would fail.</summary>
    private async Task<List<(StepTrack Step, ulong Gas)>> EstimateAsync(StepTrack[] steps, CancellationToken cancellationToken)
    {
        var gas = new ulong[steps.Length];
        var failures = new Exception?[steps.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelEstimates, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, steps.Length, parallel, async (i, token) =>
        {
            PlanStep plan = steps[i].Plan;
            try
            {
                gas[i] = await _client.EstimateGasAsync(
                    new CallRequest { From = _run.Operator, To = plan.To, Data = plan.Data, Value = plan.Value }, BlockTag.Latest, token);
            }
            catch (Exception e) when (e is RevertException or RpcException or TransportException)
            {
                failures[i] = e;
            }
        });

        Address[] called = [.. steps.Where(s => s.Plan.Data.Length > 0).Select(s => s.Plan.To).Distinct()];
        IReadOnlyList<byte[]> codes = await _client.GetCodesAsync(called, BlockTag.Latest, cancellationToken);
        HashSet<Address> missing = [.. called.Where((_, i) => codes[i].Length == 0)];
        var wave = new List<(StepTrack, ulong)>();
        for (int i = 0; i < steps.Length; i++)
        {
            PlanStep plan = steps[i].Plan;
            Exception? failure = failures[i];

            // A call to an address without code succeeds and does nothing.
            string? refusal = failure is null && plan.Data.Length > 0 && missing.Contains(plan.To) ? $"there is no contract at {plan.To}"
                : failure is not null && Refuses(failure) ? failure.Message : null;
            if (refusal is not null)
            {
                // Nothing after it is sent; what was sent before is awaited.
                if (++steps[i].Refusals < RefusalsToBelieve)
                    return wave;
                if (failure is RpcException { Kind: NodeErrorKind.InsufficientFunds } poor)
                    IsShort(ApplyFaults.NodeSaysInsufficientFunds(_run.Operator, plan.Id, poor.NodeMessage));
                else
                    _fault = ApplyFaults.StepRefused(plan, refusal);
                return [];
            }

            if (failure is not null && wave.Count == 0)
                ExceptionDispatchInfo.Throw(failure);
            if (failure is not null)
                return wave;
            steps[i].Refusals = 0;
            wave.Add((steps[i], WithMargin(gas[i] + plan.GasLater)));
        }

        return wave;
    }

    /// <summary>True when the node said that this very call cannot work, rather than that it cannot tell.</summary>
    private static bool Refuses(Exception failure) => failure is RevertException
        or RpcException { Kind: NodeErrorKind.InsufficientFunds or NodeErrorKind.GasLimit or NodeErrorKind.IntrinsicGas or NodeErrorKind.Halted or NodeErrorKind.Unknown };

    /// <summary>Gives successive nonces, signs, stores all in one commit, and only then hands in.</summary>
    private async Task SignAsync(List<(StepTrack Step, ulong Gas)> wave, FeeQuote fees, CancellationToken cancellationToken)
    {
        ulong pending = await _client.GetTransactionCountAsync(_run.Operator, BlockTag.Pending, cancellationToken);
        ulong nonce = _highestNonce is { } highest && highest >= pending ? highest + 1 : pending;
        var changes = new List<JournalChange>();
        var slots = new List<NonceSlot>();
        foreach ((StepTrack step, ulong gas) in wave)
        {
            SignedTransaction signed;
            try
            {
                signed = await _signer.SignTransactionAsync(Make(step.Plan, nonce, gas, fees), cancellationToken);
            }
            catch (SigningException e)
            {
                _fault = ApplyFaults.SignerRefused(step.Plan.Id, e.Message);
                break;
            }

            JournalTransaction stored = Stored(_run.Id, step.Plan.Id, signed);
            var slot = new NonceSlot(nonce, _run.Id, step.Plan.Id) { Step = step, NeedsSend = true };
            slot.Transactions.Add(stored);
            slots.Add(slot);
            changes.Add(new TransactionSigned(stored));
            nonce++;
        }

        await CommitAsync(changes, cancellationToken);
        _signed = true;
        foreach (NonceSlot slot in slots)
        {
            _slots.Add(slot);
            slot.Step!.Slot = slot;
            slot.Step.State = OutboxState.Signed;
            _highestNonce = slot.Nonce;
        }

        await SendAsync([.. slots], cancellationToken);
    }

    private Transaction Make(PlanStep step, ulong nonce, ulong gas, FeeQuote fees) => fees.MaxPriorityFeePerGas is { } tip
        ? new Eip1559Transaction
        {
            ChainId = _run.Chain,
            Nonce = nonce,
            GasLimit = gas,
            To = step.To,
            Value = step.Value,
            Data = step.Data,
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = tip,
        }
        : new LegacyTransaction
        {
            ChainId = _run.Chain,
            Nonce = nonce,
            GasLimit = gas,
            To = step.To,
            Value = step.Value,
            Data = step.Data,
            GasPrice = fees.MaxFeePerGas,
        };
}
