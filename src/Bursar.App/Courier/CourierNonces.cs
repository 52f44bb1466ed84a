using Bursar.App.Outbox;
using Bursar.Core.Plans;
using Bursar.Evm.Rpc;

namespace Bursar.App.Courier;

/// <summary>Gives the steps of an export their nonces.</summary>
/// <remarks>A step that has a nonce keeps it, since what was signed for it may be mined any time. But when another program used up the nonce of a step, those that need
/// this step can never be mined before it under the nonces behind it. What of them was never handed in gets later nonces, and theirs become free.</remarks>
internal static class CourierNonces
{
    /// <summary>Those of the steps that would get another nonce, but whose transactions were handed in or are known to the node: they keep theirs.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="left">The steps to export, in the order of the plan.</param>
    /// <param name="open">What was signed for them, and may still be mined.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<HashSet<string>> HandedInAsync(EthereumClient client, IReadOnlyList<PlanStep> left, IReadOnlyList<JournalTransaction> open, CancellationToken cancellationToken)
    {
        HashSet<string> sent = [.. open.Where(t => t.FirstSentAt is not null).Select(t => t.StepId)];
        HashSet<string> moving = ToNumber(left, open, sent);
        sent.UnionWith(await KnownAsync(client, [.. open.Where(t => moving.Contains(t.StepId))], cancellationToken));
        return sent;
    }

    /// <summary>Steps of which the node knows a transaction.</summary>
    public static async Task<HashSet<string>> KnownAsync(EthereumClient client, IReadOnlyList<JournalTransaction> transactions, CancellationToken cancellationToken)
    {
        IReadOnlyList<TransactionInfo?> known = await client.GetTransactionsAsync([.. transactions.Select(t => t.Hash)], cancellationToken);
        return [.. transactions.Where((_, i) => known[i] is not null).Select(t => t.StepId)];
    }

    /// <summary>A nonce for each step: the one that it has, a free one behind those of the steps that it needs, or a new one.</summary>
    /// <param name="left">The steps to export, in the order of the plan.</param>
    /// <param name="open">What was signed for them, and may still be mined.</param>
    /// <param name="handedIn">The steps that keep their nonces in any case.</param>
    /// <param name="pending">The first nonce that is not used.</param>
    /// <param name="next">The first nonce that was never given.</param>
    public static Dictionary<string, ulong> Give(IReadOnlyList<PlanStep> left, IReadOnlyList<JournalTransaction> open, IReadOnlySet<string> handedIn, ulong pending, ulong next)
    {
        HashSet<string> moving = ToNumber(left, open, handedIn);
        var free = new SortedSet<ulong>(open.Where(t => moving.Contains(t.StepId) && t.Nonce >= pending).Select(t => t.Nonce));
        var given = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (JournalTransaction transaction in open.Where(t => !moving.Contains(t.StepId)))
            given[transaction.StepId] = transaction.Nonce;
        foreach (PlanStep step in left.Where(s => moving.Contains(s.Id)))
        {
            ulong? after = step.After.Where(given.ContainsKey).Select(id => (ulong?)given[id]).Max();
            ulong? first = free.Where(n => !(n <= after)).Select(n => (ulong?)n).FirstOrDefault();
            given[step.Id] = first ?? next++;
            if (first is { } taken)
                free.Remove(taken);
        }

        return given;
    }

    /// <summary>Steps without a nonce, and those that need such a step and were not handed in.</summary>
    private static HashSet<string> ToNumber(IReadOnlyList<PlanStep> left, IReadOnlyList<JournalTransaction> open, IReadOnlySet<string> handedIn)
    {
        HashSet<string> have = [.. open.Select(t => t.StepId)];
        var moving = new HashSet<string>(StringComparer.Ordinal);
        foreach (PlanStep step in left)
        {
            if (!have.Contains(step.Id) || (!handedIn.Contains(step.Id) && step.After.Any(moving.Contains)))
                moving.Add(step.Id);
        }

        return moving;
    }
}
