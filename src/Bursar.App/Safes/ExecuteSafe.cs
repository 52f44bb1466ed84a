using Bursar.App.Approval;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Publication;
using Bursar.Contracts;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Safes;

/// <summary>Executes a proposal: each transaction once, in order, from any account that pays the gas.</summary>
/// <remarks>A Safe takes one transaction for each number, and a transaction that fails uses its number up for nobody, so nothing can happen twice, whoever executes, however
/// often. The outbox keeps the executor's own transactions; their bytes follow from the proposal and the signatures alone, so that a repetition goes on with them.</remarks>
public sealed class ExecuteSafe(SendSteps send)
{
    private const ulong Overhead = 60_000;
    private const ulong PerSignature = 10_000;

    /// <summary>Executes what is left of a proposal.</summary>
    /// <param name="review">The proposal, compared with plan and chain.</param>
    /// <param name="signatures">Owners' signatures of its transactions. Approvals on the chain need not be among them.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<ExecutedProposal>> RunAsync(
        SafeReview review, IReadOnlyList<SafeSignature> signatures, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(signatures);
        SafeFacts facts = review.Facts ?? throw new ArgumentException("the chain was not asked", nameof(review));
        IReadOnlyList<SafeTransaction> pending = review.Pending;
        if (pending.Count > 0 && pending[0].Nonce > facts.Nonce)
            return SafeFaults.NonceGap(pending[0], facts.Nonce);
        if (!(await StepsAsync(review, facts, signatures, cancellationToken)).TryGet(out IReadOnlyList<PlanStep>? steps, out IReadOnlyList<Fault> faults))
            return Result<ExecutedProposal>.Fail(faults);
        var order = new SendOrder { Steps = steps };
        bool begun = steps.Count == review.Proposal.Transactions.Count && await send.IsUnderWayAsync(order, cancellationToken);
        if (pending.Count == 0 && !begun)
            return new ExecutedProposal(review.Executed, null);
        if (!begun)
        {
            if (!ApprovalFile.Read(review.Loaded.File, []).TryGet(out IReadOnlyList<ApprovalFile>? approvals, out faults))
                return Result<ExecutedProposal>.Fail(faults);
            var plan = new ApplyPlan(send.Client, send.Signer, send.Journal, send.Pins, send.Time) { Approvals = [.. approvals.Select(f => f.Paper).OfType<ApprovalPaper>()] };
            faults = await plan.CheckAsync(review.Plan, review.Loaded, cancellationToken);
            if (faults.Count > 0)
                return Result<ExecutedProposal>.Fail(faults);
            if (await SimulateAsync(pending[0], steps.First(s => s.Id == IdOf(pending[0])), cancellationToken) is { } refused)
                return refused;
        }

        PublishLaunch.Run(BlueprintBuilder.Build(review.Loaded), cancellationToken);
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        Result<SafeReview> after = await ReviewProposal.OnChainAsync(send.Client, review with { Executed = [], Facts = null }, [.. facts.Dangers.Select(d => d.Contract)], cancellationToken);
        if (!after.TryGet(out SafeReview? now, out faults))
            return Result<ExecutedProposal>.Fail([.. faults, .. sent.Faults.Where(f => !faults.Contains(f))]);
        if (!sent.TryGet(out OutboxOutcome? outcome, out faults))
            return Result<ExecutedProposal>.Fail([.. faults.Select(f => f with { Message = SafeCodes.Explain(f.Message) })]);
        return now.Pending.Count == 0
            ? new ExecutedProposal(now.Executed, outcome)
            : SafeFaults.Refuses(now.Pending[0], "the outbox is done, and the Safe did not announce it");
    }

    /// <summary>One step for each transaction, also those that are executed: the journal knows the run by all of them.</summary>
    private async Task<Result<IReadOnlyList<PlanStep>>> StepsAsync(SafeReview review, SafeFacts facts, IReadOnlyList<SafeSignature> signatures, CancellationToken cancellationToken)
    {
        var collect = new CollectSignatures(send.Client, facts, send.Sender);
        var steps = new List<PlanStep>();
        var faults = new List<Fault>();
        foreach (SafeTransaction transaction in review.Proposal.Transactions)
        {
            bool executed = review.Executed.Any(e => e.Transaction.Nonce == transaction.Nonce);
            if ((await collect.PackAsync(transaction, signatures, cancellationToken)).TryGet(out byte[]? packed, out IReadOnlyList<Fault> missing))
                steps.Add(Step(review, facts, transaction, packed, steps.Count > 0 ? steps[^1].Id : null));
            else if (!executed)
                faults.AddRange(missing);
        }

        return faults.Count > 0 ? Result<IReadOnlyList<PlanStep>>.Fail([.. faults.Distinct()]) : Result<IReadOnlyList<PlanStep>>.Ok(steps);
    }

    private static PlanStep Step(SafeReview review, SafeFacts facts, SafeTransaction transaction, byte[] packed, string? before)
    {
        PlanStep[] planned = [.. review.Plan.Steps.Where(s => transaction.Steps.Contains(s.Id, StringComparer.Ordinal))];
        byte[] data = new SafeAccount.ExecTransactionCall(
            transaction.To, transaction.Value, transaction.Data, (byte)transaction.Operation, UInt256.Zero, UInt256.Zero, UInt256.Zero, default, default, packed).Encode();
        PlanStep last = planned.LastOrDefault(s => !SafePacking.IsApproval(s)) ?? planned[^1];
        return new PlanStep
        {
            Id = IdOf(transaction),
            Title = planned.Length == 1 ? planned[0].Title : $"{planned.Length} steps of the plan, {planned[0].Id} to {planned[^1].Id}",
            To = transaction.Safe,
            Data = data,
            Gas = planned.Aggregate(Overhead + (PerSignature * (ulong)facts.Threshold) + GasModel.Calldata(data), (sum, s) => sum + s.Gas),
            Check = SafePacking.IsApproval(last) ? StepCheck.JournalOnly(transaction.Safe) : last.Check,
            After = before is null ? [] : [before],
        };
    }

    private static string IdOf(SafeTransaction transaction) => $"safe/{transaction.Safe}/{transaction.Nonce}";

    /// <summary>Tries the first transaction out, and says which of its steps fails.</summary>
    private async Task<Fault?> SimulateAsync(SafeTransaction transaction, PlanStep step, CancellationToken cancellationToken)
    {
        try
        {
            await send.Client.CallAsync(new CallRequest { From = send.Sender, To = step.To, Data = step.Data }, BlockTag.Latest, cancellationToken);
            return null;
        }
        catch (RevertException refused)
        {
            return SafeFaults.Refuses(transaction, $"{SafeCodes.Explain(refused)} (steps {string.Join(", ", transaction.Steps)})");
        }
    }
}

/// <summary>A proposal that was executed.</summary>
/// <param name="Executed">Its transactions, with where they are on the chain.</param>
/// <param name="Outcome">What was sent; null when there was nothing to do.</param>
public sealed record ExecutedProposal(IReadOnlyList<ExecutedTransaction> Executed, OutboxOutcome? Outcome);
