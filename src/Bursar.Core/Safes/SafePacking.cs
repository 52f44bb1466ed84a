using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>Packs the steps of a plan into transactions of a Safe, in the order of the plan.</summary>
/// <remarks>What a transaction holds follows from the plan alone. A step that stands by itself is a plain call, which hardware wallets can show; several go through the contract
/// that sends calls only. Approvals stay with the step that uses them.</remarks>
public static class SafePacking
{
    /// <summary>Gas by the plan's reckoning after which a transaction takes no further step. Networks let one transaction have 16,777,216 (EIP-7825).</summary>
    public const ulong MostGas = 10_000_000;

    /// <summary>Bytes of calldata after which a transaction takes no further step. Nodes keep transactions of up to 131,072 bytes.</summary>
    public const int MostBytes = 96 * 1024;

    private static readonly Selector Approve = Selector.Of("approve(address,uint256)");

    /// <summary>Which steps go together: their ids, one list for each transaction.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Group(IReadOnlyList<PlanStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var groups = new List<IReadOnlyList<string>>();
        var open = new List<PlanStep>();
        ulong gas = 0;
        int bytes = 0;
        foreach (PlanStep step in steps)
        {
            int size = MultiSend.Overhead + step.Data.Length;
            if (open.Exists(s => !IsApproval(s)) && (gas + step.Gas > MostGas || bytes + size > MostBytes))
            {
                // Approvals at the end belong to what comes next.
                int keep = open.FindLastIndex(s => !IsApproval(s)) + 1;
                groups.Add([.. open.Take(keep).Select(s => s.Id)]);
                open.RemoveRange(0, keep);
                gas = open.Aggregate(0UL, (sum, s) => sum + s.Gas);
                bytes = open.Sum(s => MultiSend.Overhead + s.Data.Length);
            }

            open.Add(step);
            gas = checked(gas + step.Gas);
            bytes = checked(bytes + size);
        }

        if (open.Count > 0)
            groups.Add([.. open.Select(s => s.Id)]);
        return groups;
    }

    /// <summary>The transactions of a plan whose operator is a Safe.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">Which steps go together, as <see cref="Group"/> says or as a proposal does.</param>
    /// <param name="first">Number of the first transaction.</param>
    /// <param name="release">The Safe's release, whose contract sends several calls.</param>
    /// <returns>Null when the groups are not the plan's steps, all of them, in its order.</returns>
    public static IReadOnlyList<SafeTransaction>? Pack(Plan plan, IReadOnlyList<IReadOnlyList<string>> groups, UInt256 first, SafeRelease release)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(release);
        if (groups.Any(g => g.Count == 0) || !groups.SelectMany(g => g).SequenceEqual(plan.Steps.Select(s => s.Id), StringComparer.Ordinal))
            return null;
        var transactions = new List<SafeTransaction>();
        int at = 0;
        foreach (IReadOnlyList<string> group in groups)
        {
            PlanStep[] steps = [.. plan.Steps.Skip(at).Take(group.Count)];
            at += group.Count;
            bool single = steps.Length == 1;
            transactions.Add(new SafeTransaction
            {
                Chain = plan.ChainId,
                Safe = plan.Operator,
                Nonce = first + (UInt256)(ulong)transactions.Count,
                To = single ? steps[0].To : release.MultiSend.Address,
                Value = single ? steps[0].Value : UInt256.Zero,
                Data = single ? steps[0].Data : MultiSend.Encode([.. steps.Select(s => new SafeCall(s.To, s.Value, s.Data))]),
                Operation = single ? SafeOperation.Call : SafeOperation.DelegateCall,
                Steps = [.. group],
            });
        }

        return transactions;
    }

    /// <summary>Whether a step is an allowance, which is gone when it was used.</summary>
    public static bool IsApproval(PlanStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Data.Length >= 4 && Selector.Read(step.Data) == Approve;
    }
}
