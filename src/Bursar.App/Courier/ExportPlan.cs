using Bursar.App.Approval;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Courier;

/// <summary>Prepares a plan for a machine without network: fixes nonces, gas and fees, and packs everything that the plan follows from.</summary>
public sealed class ExportPlan(EthereumClient client, IJournal journal, PolicyPins pins, CourierFolder folder, TimeProvider time)
{
    private const int MarginPercent = 20;
    private const int MostOffers = 8;

    /// <summary>Exports what of the plan is still to be signed, or is signed and waits for a higher offer.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that it was made from.</param>
    /// <param name="approvals">Approvals of it.</param>
    /// <param name="offers">How many offers for gas are signed at once, each half as much again as the one before.</param>
    /// <param name="cap">Most that may be offered for a unit of gas, in wei.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<Result<CourierExport>> RunAsync(
        Plan plan, LoadedLaunch loaded, IReadOnlyList<ApprovalPaper> approvals, int offers, UInt256? cap = null, CancellationToken cancellationToken = default)
    {
        if (offers is < 1 or > MostOffers)
            return new Fault("courier.offers", $"there can be 1 to {MostOffers} offers.", "--offers") { Kind = FaultKind.Usage };
        if (!PlanAudit.Run(plan, loaded).TryGet(out AuditedPlan? audited, out IReadOnlyList<Fault> faults))
            return Result<CourierExport>.Fail(faults);
        faults = await new ApplyPlan(client, new CourierSigner(plan.Operator, null, [], null), journal, pins, time) { Approvals = approvals }.CheckAsync(plan, loaded, cancellationToken);
        if (faults.Count > 0)
            return Result<CourierExport>.Fail(faults);
        if ((await client.GetBlockAsync(BlockTag.At(0UL), cancellationToken))?.Hash is { } first && first != plan.Genesis)
            return ApplyFaults.WrongGenesis(first, plan.Genesis, client.Endpoint);
        var account = new JournalAccount(plan.ChainId, plan.Genesis, plan.Operator);
        (List<CourierStep> steps, UInt256? waiting) = await StepsAsync(audited, account, cancellationToken);
        if (steps.Count == 0)
            return new Fault("courier.nothing-to-sign", "every step of the plan is on the chain: there is nothing to sign.", null, "'bursar apply' waits for what is not final yet.") { Kind = FaultKind.Refused };
        FeeQuote quote = await client.GetFeesAsync(new FeeOptions { FeeMarket = loaded.Network.FeeMarket, Cap = cap }, cancellationToken);
        List<CourierFee> fees = Fees(quote, offers, cap, waiting);
        if (fees.Count == 0)
            return ApplyFaults.FeeTooHigh(quote);
        if (await FundsAsync(plan, loaded, steps, fees[0], cancellationToken) is { } poor)
            return poor;
        string root = Path.GetDirectoryName(loaded.File)!;
        var export = new CourierExport
        {
            Plan = PlanCodec.Write(plan),
            Files = [.. LaunchFiles.Of(loaded).Select(p => (p, File.ReadAllBytes(Path.Combine(root, p))))],
            Steps = steps,
            Fees = fees,
            Approvals = [.. approvals.Where(a => a.Subject == plan.Hash)],
        };
        folder.Keep(plan.Hash, export);
        return export;
    }

    /// <summary>The steps that are not in a block, with their nonces: those that have one keep it, unless it could never be used. Also the highest offer that waits.</summary>
    private async Task<(List<CourierStep> Steps, UInt256? Waiting)> StepsAsync(AuditedPlan audited, JournalAccount account, CancellationToken cancellationToken)
    {
        Plan plan = audited.Plan;
        var states = new Dictionary<string, OutboxState>(StringComparer.Ordinal);
        JournalTransaction[] open = [];
        if (await journal.FindRunAsync(plan.Hash, plan.ChainId, cancellationToken) is { } run)
        {
            foreach (JournalStep step in await journal.GetStepsAsync(run.Id, cancellationToken))
                states[step.Id] = step.State;
            open = [.. (await journal.GetTransactionsAsync(run.Id, cancellationToken)).Where(t => t.State.IsInFlight())];
        }

        bool[] done = await StepChecks.AskAsync(client, [.. plan.Steps.Select(s => s.Check)], BlockTag.Latest, cancellationToken);
        ulong pending = await client.GetTransactionCountAsync(plan.Operator, BlockTag.Pending, cancellationToken);
        ulong next = await journal.GetHighestNonceAsync(account, finalOnly: false, cancellationToken) is { } highest && highest >= pending ? highest + 1 : pending;
        PlanStep[] left = [.. plan.Steps.Where((s, i) => states.GetValueOrDefault(s.Id, OutboxState.Planned) is var state && !state.IsMined() && state != OutboxState.Reverted && !(done[i] && state == OutboxState.Planned))];
        Dictionary<string, ulong> nonces = CourierNonces.Give(left, open, await CourierNonces.HandedInAsync(client, left, open, cancellationToken), pending, next);
        Dictionary<string, PlanStep> derived = PlanSteps.All(audited.Blueprint).ToDictionary(s => s.Id, StringComparer.Ordinal);
        HashSet<string> ids = [.. plan.Steps.Where((_, i) => !done[i]).Select(s => s.Id)];
        var steps = new List<CourierStep>();
        foreach (PlanStep step in left)
        {
            ulong model = WithMargin(step.Gas + (derived.TryGetValue(step.Id, out PlanStep? own) ? own.GasLater : 0));
            ulong gas = step.After.Any(ids.Contains) ? model : Math.Max(model, WithMargin(await EstimateAsync(plan, step, cancellationToken)));
            steps.Add(new CourierStep(step.Id, nonces[step.Id], gas));
        }

        // A nonce that is left out has to be used first: what stands behind a gap goes with another round.
        steps.Sort((a, b) => a.Nonce.CompareTo(b.Nonce));
        int together = steps.TakeWhile((s, i) => s.Nonce == steps[0].Nonce + (ulong)i).Count();
        return ([.. steps.Take(together)], open.Select(t => (UInt256?)t.MaxFee).Max());
    }

    /// <summary>What a step needs that could be sent now; nothing when the node cannot tell.</summary>
    private async Task<ulong> EstimateAsync(Plan plan, PlanStep step, CancellationToken cancellationToken)
    {
        try
        {
            return await client.EstimateGasAsync(new CallRequest { From = plan.Operator, To = step.To, Data = step.Data, Value = step.Value }, BlockTag.Latest, cancellationToken);
        }
        catch (Exception e) when (e is RevertException or RpcException)
        {
            return 0; // apply tries every step again before it is first sent, and says why one would fail
        }
    }

    private static List<CourierFee> Fees(FeeQuote quote, int offers, UInt256? cap, UInt256? waiting)
    {
        var fees = new List<CourierFee>();
        UInt256 max = quote.MaxFeePerGas;
        UInt256 tip = quote.MaxPriorityFeePerGas ?? UInt256.Zero;
        while (waiting is { } last && max < (last * 115UL / 100UL) + UInt256.One)
        {
            max = (max * 3UL / 2UL) + UInt256.One;
            tip = (tip * 3UL / 2UL) + UInt256.One;
        }

        for (int i = 0; i < offers && !(cap < max); i++)
        {
            fees.Add(new CourierFee(max, quote.HasFeeMarket ? tip < max ? tip : max : null));
            max = (max * 3UL / 2UL) + UInt256.One;
            tip = (tip * 3UL / 2UL) + UInt256.One;
        }

        return fees;
    }

    private async Task<Fault?> FundsAsync(Plan plan, LoadedLaunch loaded, List<CourierStep> steps, CourierFee fee, CancellationToken cancellationToken)
    {
        UInt256 needed = steps.Aggregate(UInt256.Zero, (sum, s) => sum + (fee.MaxFee * s.Gas));
        foreach (PlanStep step in plan.Steps.Where(s => steps.Exists(c => c.Id == s.Id)))
            needed += step.Value;
        UInt256 balance = await client.GetBalanceAsync(plan.Operator, BlockTag.Latest, cancellationToken);
        return balance >= needed ? null : ApplyFaults.InsufficientFunds(loaded.Network, plan.Operator, balance, needed, steps.Count, fee.MaxFee);
    }

    private static ulong WithMargin(ulong gas) => gas + (gas * MarginPercent / 100);
}
