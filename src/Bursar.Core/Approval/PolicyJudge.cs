using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Approval;

/// <summary>Decides by a policy whether a plan may be applied. Pure: what was signed, spent and recomputed is given to it.</summary>
/// <param name="policy">The policy.</param>
/// <param name="allowed">Who may receive something; null for anybody.</param>
public sealed class PolicyJudge(Policy policy, IReadOnlySet<Address>? allowed)
{
    private const int MostNamed = 3;

    /// <summary>Clocks of approvers may be ahead by so much.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>How many approvals each rule takes that is about one of the moves, and how many there are.</summary>
    /// <param name="moves">What the plan does.</param>
    /// <param name="papers">Approvals of this very plan under this very policy whose signatures were verified.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<RuleState> Rules(IReadOnlyList<PlanMove> moves, IReadOnlyList<ApprovalPaper> papers, DateTimeOffset now)
    {
        IReadOnlyList<MoveTotal> totals = MoveTotal.Of(moves);
        HashSet<Address> signed = [.. Counting(papers, now).Select(p => p.Approver)];
        return [.. policy.Rules.Where(rule => moves.Any(m => rule.IsAbout(m, TotalOf(totals, m)))).Select(rule =>
        {
            Approver[] counted = [.. policy.Approvers.Where(a => rule.Of.Count == 0 || rule.Of.Contains(a.Name, StringComparer.Ordinal))];
            return new RuleState(rule, [.. counted.Where(a => signed.Contains(a.Account))], [.. counted.Where(a => !signed.Contains(a.Account))]);
        })];
    }

    /// <summary>The approvals that count now: of approvers, begun, not expired.</summary>
    public IEnumerable<ApprovalPaper> Counting(IEnumerable<ApprovalPaper> papers, DateTimeOffset now) => papers.Where(p => WhyNot(p, now) is null);

    /// <summary>Why an approval does not count; null when it does, as far as its signature is its approver's.</summary>
    public string? WhyNot(ApprovalPaper paper, DateTimeOffset now)
    {
        if (policy.Find(paper.Approver) is null)
            return $"{paper.Approver} is no approver of this policy";
        if (paper.Issued > now + ClockSkew)
            return $"it is dated {ApprovalPaper.Time(paper.Issued)}, which is yet to come";
        return EndOf(paper) <= now ? $"it ended at {ApprovalPaper.Time(EndOf(paper))}" : null;
    }

    /// <summary>When an approval ends: as it says, or when the policy says.</summary>
    public DateTimeOffset EndOf(ApprovalPaper paper) => paper.Expires < paper.Issued + policy.Valid ? paper.Expires : paper.Issued + policy.Valid;

    /// <summary>Everything that stands against applying; empty when nothing does.</summary>
    /// <param name="moves">What the plan does.</param>
    /// <param name="papers">Approvals of this very plan under this very policy whose signatures were verified.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<Fault> Judge(IReadOnlyList<PlanMove> moves, IReadOnlyList<ApprovalPaper> papers, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        IReadOnlyList<MoveTotal> totals = MoveTotal.Of(moves);
        foreach (PlanMove move in moves.Where(m => !policy.Rules.Any(r => r.IsAbout(m, TotalOf(totals, m)))).DistinctBy(m => (m.Kind, m.Asset)))
        {
            faults.Add(new Fault("approval.no-rule", $"no rule of the policy is about step {move.Step} ({move.Kind.Word()}{(move.Asset is { } asset ? $" of {asset}" : "")}), so it is not allowed.", move.Step,
                "Add a rule to the policy, or one about everything: { approvals: 2 }.")
            { Kind = FaultKind.Refused });
        }

        faults.AddRange(CheckRecipients(moves));
        RuleState[] states = [.. Rules(moves, papers, now)];
        foreach (RuleState state in states.Where(s => !s.IsMet).DistinctBy(s => (s.Rule.Approvals, s.Have.Count, string.Join(',', s.Rule.Of))))
        {
            faults.Add(new Fault("approval.missing", $"{state.Rule.Text} takes {state.Rule.Approvals} of {state.Have.Count + state.Missing.Count} approvals; there {(state.Have.Count == 1 ? "is" : "are")} {state.Have.Count}{Names(state.Have)}.",
                null, $"Still to be asked: {string.Join(", ", state.Missing.Select(a => a.Name))}. Each runs 'bursar approve' on this plan.")
            { Kind = FaultKind.Refused });
        }

        if (faults.Count == 0 && states.Any(s => s.Rule.Approvals > 0) && policy.Quiet > TimeSpan.Zero)
        {
            DateTimeOffset from = Counting(papers, now).Max(p => p.Issued) + policy.Quiet;
            if (from > now)
            {
                faults.Add(new Fault("approval.quiet", $"the quiet period after the latest approval ends at {ApprovalPaper.Time(from)}.", null,
                    "Apply then. Until then anybody who looks can still object.")
                { Kind = FaultKind.Refused });
            }
        }

        return faults;
    }

    /// <summary>The limits that a plan would break.</summary>
    /// <param name="left">What is still to be moved of each asset, in base units; null for an unknown amount.</param>
    /// <param name="spent">What was moved in the last 24 hours, in base units.</param>
    public IReadOnlyList<Fault> CheckLimits(IReadOnlyDictionary<MovedAsset, UInt256?> left, IReadOnlyDictionary<MovedAsset, UInt256> spent)
    {
        var faults = new List<Fault>();
        foreach (PolicyLimit limit in policy.Limits)
        {
            if (!left.TryGetValue(limit.Asset, out UInt256? more) || more is { IsZero: true })
                continue;
            UInt256 before = spent.GetValueOrDefault(limit.Asset);
            if (more is { } amount && UInt256.TryAdd(before, amount, out UInt256 sum) && sum <= limit.PerDay.BaseUnits)
                continue;
            string wanted = more is { } known ? new Amount(known, limit.PerDay.Decimals).ToString() : "an unknown amount";
            faults.Add(new Fault("approval.over-limit", $"the policy lets {limit.PerDay} of {limit.Asset} go in 24 hours; {new Amount(before, limit.PerDay.Decimals)} went already, and this would be {wanted} more.", null,
                "Wait, cut the list, or change the policy, which takes its approvers.")
            { Kind = FaultKind.Refused });
        }

        return faults;
    }

    private IEnumerable<Fault> CheckRecipients(IReadOnlyList<PlanMove> moves)
    {
        if (allowed is null)
            yield break;
        foreach (PlanMove move in moves.Where(m => m.Kind.IsOpenEnded()).DistinctBy(m => m.Kind))
        {
            yield return new Fault("approval.recipient", $"step {move.Step} ({move.Kind.Word()}) gives to whom nobody knows yet, and the policy allows listed recipients only.", move.Step,
                "Leave it out, or change the policy.")
            { Kind = FaultKind.Refused };
        }

        (Address Account, string Step)[] others = [.. moves.SelectMany(m => m.Recipients.Select(r => r.Account).Concat(m.Holders).Select(a => (Account: a, m.Step)))
            .Where(r => !allowed.Contains(r.Account)).DistinctBy(r => r.Account)];
        if (others.Length > 0)
        {
            yield return new Fault("approval.recipient", $"{others.Length} {(others.Length == 1 ? "account is" : "accounts are")} not among the recipients that the policy allows: {string.Join(", ", others.Take(MostNamed).Select(o => $"{o.Account} ({o.Step})"))}{(others.Length > MostNamed ? ", …" : "")}.", others[0].Step,
                "Take them off the list, or change the policy.")
            { Kind = FaultKind.Refused };
        }
    }

    private static MoveTotal? TotalOf(IReadOnlyList<MoveTotal> totals, PlanMove move) => move.Asset is { } asset ? totals.First(t => t.Asset == asset) : null;

    private static string Names(IReadOnlyList<Approver> approvers) => approvers.Count == 0 ? "" : $" ({string.Join(", ", approvers.Select(a => a.Name))})";
}
