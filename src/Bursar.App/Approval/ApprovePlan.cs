using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.App.Approval;

/// <summary>Writes approvals.</summary>
public static class ApprovePlan
{
    /// <summary>The words that an approver of a plan signs.</summary>
    /// <param name="audited">The plan, recomputed.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="approver">Who approves.</param>
    /// <param name="now">When.</param>
    /// <param name="lasting">How long it counts; null for as long as the policy lets it.</param>
    public static Result<ApprovalDraft> Draft(AuditedPlan audited, LoadedPolicy policy, Address approver, DateTimeOffset now, TimeSpan? lasting = null)
    {
        ApprovalPaper paper = Unsigned(audited.Plan.Hash, policy.Policy, approver, now, lasting);
        return Refuse(policy.Policy, approver) is { } fault
            ? fault
            : new ApprovalDraft(paper, ApprovalStatement.OfPlan(audited.Plan, audited.Moves, policy.Policy.Hash, paper.Issued, paper.Expires));
    }

    /// <summary>The words that an approver of another policy signs.</summary>
    /// <param name="chain">The chain whose wallets sign.</param>
    /// <param name="operator">Whose plans the policies are about.</param>
    /// <param name="from">The policy that holds.</param>
    /// <param name="to">The policy that is to hold; zero for none.</param>
    /// <param name="approver">Who approves.</param>
    /// <param name="now">When.</param>
    /// <param name="lasting">How long it counts; null for as long as the policy lets it.</param>
    public static Result<ApprovalDraft> DraftChange(ChainId chain, Address @operator, Policy from, Hash32 to, Address approver, DateTimeOffset now, TimeSpan? lasting = null)
    {
        ApprovalPaper paper = Unsigned(to, from, approver, now, lasting);
        return Refuse(from, approver) is { } fault ? fault : new ApprovalDraft(paper, ApprovalStatement.OfPolicy(chain, @operator, from.Hash, to, paper.Issued, paper.Expires));
    }

    private static ApprovalPaper Unsigned(Hash32 subject, Policy policy, Address approver, DateTimeOffset now, TimeSpan? lasting)
    {
        var issued = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        TimeSpan most = lasting is { } own && own < policy.Valid ? own : policy.Valid;
        return new ApprovalPaper { Subject = subject, Policy = policy.Hash, Approver = approver, Issued = issued, Expires = issued + most, Signature = ReadOnlyMemory<byte>.Empty };
    }

    private static Fault? Refuse(Policy policy, Address approver) => policy.Find(approver) is not null ? null
        : new Fault("approval.not-approver", $"{approver} is no approver of the policy '{policy.Name}'.", "--from", $"It names {string.Join(", ", policy.Approvers.Select(a => $"{a.Name} ({a.Account})"))}.") { Kind = FaultKind.Refused };
}

/// <summary>An approval that lacks its signature.</summary>
/// <param name="Paper">What it says.</param>
/// <param name="Statement">The words to sign.</param>
public sealed record ApprovalDraft(ApprovalPaper Paper, TypedData Statement)
{
    /// <summary>Signs it.</summary>
    /// <exception cref="SigningException">The signer refuses.</exception>
    public async Task<ApprovalPaper> SignAsync(ISigner signer, CancellationToken cancellationToken = default) =>
        Paper with { Signature = (await signer.SignTypedDataAsync(Statement.Hash, cancellationToken)).ToBytes() };
}
