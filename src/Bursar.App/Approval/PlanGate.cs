using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Approval;

/// <summary>Lets a plan through that its policy, and the one that is pinned for its operator, allow.</summary>
public sealed class PlanGate(PolicyPins pins, EthereumClient client, IJournal journal, TimeProvider time, Plan plan, LoadedLaunch loaded, IReadOnlyList<ApprovalPaper> approvals) : IOutboxGate
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Fault>> CheckAsync(OutboxJob job, CancellationToken cancellationToken) => job.PlanHash == plan.Hash
        ? await CheckAsync(cancellationToken)
        : [new Fault("apply.bad-plan", "the steps are not those of the plan that was checked.", "plan", "Make the plan again.")];

    /// <summary>What stands against the plan.</summary>
    public async Task<IReadOnlyList<Fault>> CheckAsync(CancellationToken cancellationToken)
    {
        if (PinFault(pins, plan) is { } refused)
            return [refused];
        if (plan.Policy is null)
            return [];
        if (!PlanAudit.Run(plan, loaded).TryGet(out AuditedPlan? audited, out IReadOnlyList<Fault> faults))
            return faults;
        if (await IsMinedAsync(cancellationToken))
            return [];
        LoadedPolicy policy = loaded.Policy!;
        PolicyJudge judge = policy.JudgeFor(plan.Operator);
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<ApprovalVerdict> verdicts = await Check(audited, judge, client).RunAsync(approvals, now, cancellationToken);
        faults = judge.Judge(audited.Moves, [.. verdicts.Where(v => v.Counts).Select(v => v.Paper)], now);
        if (faults.Count > 0)
            return [.. faults.Select(f => f.Code == "approval.missing" ? WithReasons(f, verdicts) : f)];
        return policy.Policy.Limits.Count == 0 ? [] : await new SpendingCheck(client, journal, time).RunAsync(audited, judge, policy.Policy, cancellationToken);
    }

    /// <summary>Finds out which approvals of a plan count.</summary>
    public static ApprovalCheck Check(AuditedPlan audited, PolicyJudge judge, EthereumClient? client)
    {
        Plan plan = audited.Plan;
        Hash32 policy = plan.Policy ?? Hash32.Zero;
        return new ApprovalCheck(judge, policy, plan.Hash, (issued, expires) => ApprovalStatement.OfPlan(plan, audited.Moves, policy, issued, expires), client);
    }

    /// <summary>Why a plan is not under the policy that is pinned for its operator; null when it is, or when none is.</summary>
    public static Fault? PinFault(PolicyPins pins, Plan plan) => pins.Find(plan.Operator) is { } pin && pin.Policy.Hash != plan.Policy
        ? new Fault("policy.not-pinned", plan.Policy is null
                ? $"plans of {plan.Operator} must be under the policy '{pin.Policy.Name}' ({pin.Policy.Hash}), and this one is under none."
                : $"plans of {plan.Operator} must be under the policy '{pin.Policy.Name}' ({pin.Policy.Hash}), and this one is under another ({plan.Policy}).",
            "policy", "Name the pinned policy in the launch file ('policy: …') and plan again; 'bursar policy show' prints it. To change the pin, its approvers have to agree.")
        { Kind = FaultKind.Refused }
        : null;

    /// <summary>Nothing more is signed for a run whose every step is in a block: waiting for its finality takes no approval.</summary>
    private async Task<bool> IsMinedAsync(CancellationToken cancellationToken) =>
        await journal.FindRunAsync(plan.Hash, plan.ChainId, cancellationToken) is { } run
        && (await journal.GetStepsAsync(run.Id, cancellationToken)).All(s => s.State.IsMined());

    private static Fault WithReasons(Fault fault, IReadOnlyList<ApprovalVerdict> verdicts)
    {
        string[] reasons = [.. verdicts.Where(v => !v.Counts).Select(v => $"{v.Paper.Approver}: {v.WhyNot}").Distinct(StringComparer.Ordinal).Take(3)];
        return reasons.Length == 0 ? fault : fault with { Message = $"{fault.Message} Not counted: {string.Join("; ", reasons)}." };
    }
}
