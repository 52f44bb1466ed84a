using Bursar.Core.Approval;

namespace Bursar.App.Approval;

/// <summary>What an approval is worth.</summary>
/// <param name="Paper">The approval.</param>
/// <param name="WhyNot">Why it does not count; null when it does.</param>
public sealed record ApprovalVerdict(ApprovalPaper Paper, string? WhyNot)
{
    /// <summary>True when it counts.</summary>
    public bool Counts => WhyNot is null;
}
