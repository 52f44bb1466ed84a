using Bursar.App.Approval;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Rpc;
using Bursar.Evm.Transactions;

namespace Bursar.App.Courier;

/// <summary>Back on the machine with network: takes what was signed into the journal when it is what was exported, to the byte, by the operator.</summary>
public sealed class ImportSigned(EthereumClient client, IJournal journal, PolicyPins pins, CourierFolder folder, TimeProvider time)
{
    private static readonly TimeSpan LeaseWait = TimeSpan.FromSeconds(15);

    /// <summary>Takes signed transactions over. The first offer of each step goes into the journal; the others are kept for when it waits.</summary>
    /// <param name="signed">What came back.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that it was made from.</param>
    /// <param name="approvals">Approvals of it: what is in the journal may be sent by any later run, so they are looked at here and again when it is applied.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>How many steps were taken over.</returns>
    public async Task<Result<ImportedCourier>> RunAsync(SignedCourier signed, Plan plan, LoadedLaunch loaded, IReadOnlyList<ApprovalPaper> approvals, CancellationToken cancellationToken = default)
    {
        if (folder.Exported(plan.Hash) is not { } export || signed.Plan != plan.Hash || signed.Export != export.Hash)
        {
            return new Fault("courier.other-export", $"what was signed ({signed.Export}) is not the last export of this plan from this machine.", null, "Sign the last export, or export again; only its signatures are taken.") { Kind = FaultKind.Refused };
        }

        if (!Check(signed, plan, export).TryGet(out SignedTransaction[]? transactions, out IReadOnlyList<Fault> faults))
            return Result<ImportedCourier>.Fail(faults);
        var gate = new PlanGate(pins, client, journal, time, plan, loaded, approvals);
        OutboxJob job = OutboxJob.Of(plan);
        var lease = new AccountLease(plan.ChainId, plan.Operator, $"import/{Environment.ProcessId}/{Guid.NewGuid():N}", new OutboxOptions().LeaseDuration);
        (LeaseKeeper? keeper, LeaseAnswer answer) = await LeaseKeeper.TakeAsync(journal, lease, LeaseWait, time, _ => Task.CompletedTask, cancellationToken);
        if (keeper is null)
            return ApplyFaults.Leased(lease, answer);
        await using (keeper)
        {
            try
            {
                faults = await gate.CheckAsync(job, cancellationToken);
                return faults.Count > 0 ? Result<ImportedCourier>.Fail(faults) : await StoreAsync(keeper.Lease, job, export, signed, transactions, cancellationToken);
            }
            catch (LeaseLostException lost)
            {
                return ApplyFaults.LeaseLost(lost);
            }
            catch (JournalConflictException conflict)
            {
                return new Fault("courier.stale", $"the journal has gone on since the export: {conflict.Message}.", null, "Export again, and sign that.") { Kind = FaultKind.Refused };
            }
        }
    }

    /// <summary>Every transaction that was exported, in their order, and by whom they must be.</summary>
    private static Result<SignedTransaction[]> Check(SignedCourier signed, Plan plan, CourierExport export)
    {
        (PlanStep Step, int Offer, Transaction Transaction)[] asked = [.. CourierTransactions.Of(plan, export.Steps, export.Fees)];
        if (signed.Transactions.Count != asked.Length)
            return Wrong(null, $"{signed.Transactions.Count} transactions came back for {asked.Length} that were exported");
        var transactions = new SignedTransaction[asked.Length];
        for (int i = 0; i < asked.Length; i++)
        {
            if (!SignedTransaction.TryDecode(signed.Transactions[i], out SignedTransaction? transaction))
                return Wrong(asked[i].Step.Id, "it is no signed transaction");
            if (!transaction.Transaction.EncodeUnsigned().AsSpan().SequenceEqual(asked[i].Transaction.EncodeUnsigned()))
                return Wrong(asked[i].Step.Id, "it is not the transaction that was exported");
            if (transaction.From != plan.Operator)
                return Wrong(asked[i].Step.Id, $"{transaction.From} signed it instead of {plan.Operator}");
            transactions[i] = transaction;
        }

        return transactions;

        static Fault Wrong(string? step, string why) => new("courier.wrong-signature", $"what came back{(step is null ? "" : $" for step {step}")} is not taken: {why}.", step, "Carry the file over again; if it stays so, find out what happened to it on the way.") { Kind = FaultKind.Refused };
    }

    private async Task<Result<ImportedCourier>> StoreAsync(AccountLease lease, OutboxJob job, CourierExport export, SignedCourier signed, SignedTransaction[] transactions, CancellationToken cancellationToken)
    {
        ulong count = await client.GetTransactionCountAsync(job.Operator, BlockTag.Latest, cancellationToken);
        if (count > export.Steps[0].Nonce)
        {
            return new Fault("courier.stale", $"the account has sent {count} transactions by now: nonce {export.Steps[0].Nonce}, the first that was signed, is used up.", null, "Export again, and sign that.") { Kind = FaultKind.Refused };
        }

        var wanted = new JournalRun { PlanHash = job.PlanHash, Chain = job.Chain, Genesis = job.Genesis, Operator = job.Operator };
        JournalRun run = await journal.OpenRunAsync(lease, wanted, [.. job.Steps.Select(OutboxEngine.Stored)], cancellationToken);
        if (run.Account != wanted.Account || OutboxEngine.Difference(job, await journal.GetStepsAsync(run.Id, cancellationToken)) is not null)
            return ApplyFaults.PlanDiffers("its steps are others");
        IReadOnlyList<JournalTransaction> known = await journal.GetTransactionsAsync(run.Id, cancellationToken);
        if (!(await MovedAsync(export, known, cancellationToken)).TryGet(out List<JournalChange>? changes, out IReadOnlyList<Fault> faults))
            return Result<ImportedCourier>.Fail(faults);
        int added = 0;
        for (int i = 0; i < export.Steps.Count; i++)
        {
            SignedTransaction transaction = transactions[i];
            if (known.Any(t => t.Hash == transaction.Hash))
                continue;
            added++;
            changes.Add(new TransactionSigned(ApplySession.Stored(run.Id, export.Steps[i].Id, transaction), $"signed on a machine without network, export {signed.Export}"));
        }

        // The file first: offers without their steps are harmless, steps without their offers could not be raised.
        folder.Keep(signed);
        if (changes.Count > 0)
            await journal.CommitAsync(lease, changes, cancellationToken);
        return new ImportedCourier(added, export.Fees.Count);
    }

    /// <summary>Gives up what was signed earlier for steps that have another nonce now. It must never have left: otherwise both could be mined.</summary>
    private async Task<Result<List<JournalChange>>> MovedAsync(CourierExport export, IReadOnlyList<JournalTransaction> known, CancellationToken cancellationToken)
    {
        Dictionary<string, ulong> now = export.Steps.ToDictionary(s => s.Id, s => s.Nonce, StringComparer.Ordinal);
        HashSet<ulong> given = [.. now.Values];
        JournalTransaction[] earlier = [.. known.Where(t => t.State.IsInFlight() && (now.TryGetValue(t.StepId, out ulong nonce) ? nonce != t.Nonce : given.Contains(t.Nonce)))];
        HashSet<string> left = [.. earlier.Where(t => t.FirstSentAt is not null).Select(t => t.StepId), .. await CourierNonces.KnownAsync(client, earlier, cancellationToken)];
        if (earlier.FirstOrDefault(t => left.Contains(t.StepId)) is { } gone)
            return new Fault("courier.stale", $"step {gone.StepId} was handed in with nonce {gone.Nonce} since the export.", gone.StepId, "Export again, and sign that.") { Kind = FaultKind.Refused };
        var changes = new List<JournalChange>();
        foreach (JournalTransaction transaction in earlier)
        {
            string note = $"never handed in; export {export.Hash} gives the step another nonce";
            changes.Add(new TransactionMoved(transaction.RunId, transaction.StepId, transaction.Hash, OutboxState.Dropped, note));
            changes.Add(new StepMoved(transaction.RunId, transaction.StepId, OutboxState.Planned, note));
        }

        return changes;
    }
}

/// <summary>What was taken over.</summary>
/// <param name="Steps">Steps that were not in the journal like this before.</param>
/// <param name="Offers">Offers of each.</param>
public sealed record ImportedCourier(int Steps, int Offers);
