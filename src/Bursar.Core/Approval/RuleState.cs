namespace Bursar.Core.Approval;

/// <summary>How far a rule is met.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Have">Those of its approvers whose approvals count.</param>
/// <param name="Missing">The others.</param>
public sealed record RuleState(PolicyRule Rule, IReadOnlyList<Approver> Have, IReadOnlyList<Approver> Missing)
{
    /// <summary>True when there are enough.</summary>
    public bool IsMet => Have.Count >= Rule.Approvals;
}
