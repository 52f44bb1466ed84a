using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Approval;

/// <summary>Decides whether a pinned policy may give way to another one: the old one's approvers decide, as many as it says.</summary>
/// <param name="policy">The policy that is pinned.</param>
/// <param name="operator">Whose plans it is about.</param>
/// <param name="to">The policy that is to be pinned; zero for none.</param>
/// <param name="chain">The chain whose wallets signed.</param>
/// <param name="client">Asks approvers that are contracts; null when there is no chain.</param>
/// <param name="time">The clock.</param>
public sealed class PolicyChange(Policy policy, Address @operator, Hash32 to, ChainId chain, EthereumClient? client, TimeProvider time)
{
    /// <summary>What stands against the change; empty when nothing does.</summary>
    public async Task<IReadOnlyList<Fault>> CheckAsync(IReadOnlyList<ApprovalPaper> papers, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = time.GetUtcNow();
        var check = new ApprovalCheck(new PolicyJudge(policy, null), policy.Hash, to, (issued, expires) => ApprovalStatement.OfPolicy(chain, @operator, policy.Hash, to, issued, expires), client);
        ApprovalPaper[] counted = [.. (await check.RunAsync(papers, now, cancellationToken)).Where(v => v.Counts).Select(v => v.Paper)];
        HashSet<Address> signed = [.. counted.Select(p => p.Approver)];
        if (signed.Count < policy.Change)
        {
            return [new Fault("policy.change-not-approved", $"the policy '{policy.Name}' is pinned for {@operator}: another one in its place takes {policy.Change} of its approvers, and {signed.Count} agreed.", "--approval",
                "Each signs with 'bursar policy approve'. Without them the pin stays.")
            { Kind = FaultKind.Refused }];
        }

        DateTimeOffset from = counted.Max(p => p.Issued) + policy.Quiet;
        return from <= now ? [] : [new Fault("approval.quiet", $"the quiet period of the pinned policy after the latest approval ends at {ApprovalPaper.Time(from)}.", null, "Pin the new one then.") { Kind = FaultKind.Refused }];
    }
}
