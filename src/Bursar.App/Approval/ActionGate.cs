using Bursar.App.Outbox;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>Lets single actions (a transfer, a claim) through unless the policy that is pinned for their account would want an approval, which an action cannot have.</summary>
/// <remarks>What an action moves, and to whom, is not recomputed: under a pin with limits or allowed recipients every action is refused.</remarks>
public sealed class ActionGate(PolicyPins pins, TimeProvider time) : IOutboxGate
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Fault>> CheckAsync(OutboxJob job, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fault>>(Check(job.Operator, [.. job.Steps.Select(s => s.Id)]) is { } fault ? [fault] : []);

    /// <summary>Refuses what an account must not do alone, though nothing is sent: a signature that gives something away.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="action">What it is called.</param>
    /// <exception cref="FaultException">A policy that is pinned for the account would want an approval.</exception>
    public void Require(Address account, string action)
    {
        if (Check(account, [action]) is { } fault)
            throw new FaultException(fault);
    }

    /// <summary>What stands against actions of an account.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="actions">What they are called.</param>
    public Fault? Check(Address account, IReadOnlyList<string> actions)
    {
        if (pins.Find(account) is not { } pin)
            return null;
        PolicyJudge judge = pin.JudgeFor(account);
        PlanMove[] moves = [.. actions.Select(a => new PlanMove { Step = a, Kind = MoveKind.Action, Amount = null })];
        Dictionary<MovedAsset, UInt256?> unknown = pin.Policy.Limits.ToDictionary(l => l.Asset, _ => (UInt256?)null);
        Fault? first = judge.Judge(moves, [], time.GetUtcNow()).Concat(judge.CheckLimits(unknown, new Dictionary<MovedAsset, UInt256>())).FirstOrDefault();
        return first is null ? null : new Fault("approval.action", $"the policy '{pin.Policy.Name}' is pinned for {account}, and a single command cannot be approved: {first.Message}", first.Field,
            "Put it into a launch file, which can be planned and approved; or give the policy a rule { do: action, approvals: 0 }, where that is meant.")
        { Kind = FaultKind.Refused };
    }
}
