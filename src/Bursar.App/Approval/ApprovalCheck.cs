using Bursar.Core.Approval;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Signatures;

namespace Bursar.App.Approval;

/// <summary>Finds out which approvals count for something: of it, by an approver, in time, and really signed.</summary>
/// <param name="judge">Decides by the policy.</param>
/// <param name="policy">The policy's hash.</param>
/// <param name="subject">Hash of what is to be approved.</param>
/// <param name="statement">The words that an approver signed, from the times that he stated.</param>
/// <param name="client">Asks approvers that are contracts (ERC-1271); null where there is no chain, and then theirs do not count.</param>
public sealed class ApprovalCheck(PolicyJudge judge, Hash32 policy, Hash32 subject, Func<DateTimeOffset, DateTimeOffset, TypedData> statement, EthereumClient? client)
{
    /// <summary>The verdict on each approval.</summary>
    public async Task<IReadOnlyList<ApprovalVerdict>> RunAsync(IEnumerable<ApprovalPaper> papers, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var verdicts = new List<ApprovalVerdict>();
        foreach (ApprovalPaper paper in papers)
            verdicts.Add(new ApprovalVerdict(paper, await WhyNotAsync(paper, now, cancellationToken)));
        return verdicts;
    }

    private async Task<string?> WhyNotAsync(ApprovalPaper paper, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (paper.Subject != subject)
            return "it approves something else: what was approved has changed since, or it is another plan";
        if (paper.Policy != policy)
            return "it was given under another policy";
        if (judge.WhyNot(paper, now) is { } why)
            return why;
        Hash32 hash = statement(paper.Issued, paper.Expires).Hash.SigningHash;
        if (Signature.TryRead(paper.Signature.Span, out Signature plain) && Secp256k1.Verify(hash, plain, paper.Approver))
            return null;
        if (client is null)
            return $"{paper.Approver} did not sign it with its key; whether it is a contract that did, only its chain can say";
        return await client.VerifySignatureAsync(paper.Approver, hash, paper.Signature, cancellationToken: cancellationToken) != SignatureVerdict.Invalid
            ? null
            : $"{paper.Approver} did not sign it";
    }
}
