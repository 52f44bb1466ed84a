using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>Judges endpoints by one another. No input or output: what they said comes in, what is to be thought of them comes out.</summary>
internal static class EndpointComparison
{
    private const int EnoughToOutvote = 3;

    /// <summary>By chain and by height.</summary>
    /// <exception cref="EndpointsDisagreeException">No chain was asked for, and they name different ones.</exception>
    public static EndpointState[] Judge(IReadOnlyList<EndpointFacts> facts, FailoverOptions options)
    {
        ChainId?[] chains = [.. facts.Select(f => f.ChainId).Where(c => c is not null).Distinct()];
        if (options.ChainId is null && chains.Length > 1)
            throw new EndpointsDisagreeException("the chain id", [.. facts.Select(f => new EndpointAnswer(f.Endpoint, f.ChainId?.ToString() ?? f.Problem ?? "nothing"))]);
        ChainId? wanted = options.ChainId ?? chains.FirstOrDefault();
        ulong[] heads = [.. facts.Where(f => f.ChainId is not null && f.ChainId == wanted && f.Head is not null).Select(f => f.Head!.Value).OrderDescending()];

        // One that lies about its height must not set all others aside, so that with enough of them the highest alone does not count.
        ulong reference = heads.Length == 0 ? 0 : heads.Length >= EnoughToOutvote ? heads[1] : heads[0];
        return [.. facts.Select(f => Judge(f, wanted, reference, heads.Length >= EnoughToOutvote, options))];
    }

    /// <summary>The height at which blocks are compared: one that all usable endpoints have, deep enough for usual reorgs; null when there is nothing to compare.</summary>
    public static ulong? CommonHeight(IReadOnlyList<EndpointState> states, FailoverOptions options)
    {
        ulong[] heads = [.. states.Where(s => s.Health == EndpointHealth.Usable).Select(s => s.Head!.Value)];
        if (heads.Length < 2)
            return null;
        ulong lowest = heads.Min();
        return lowest > options.MaxLag ? lowest - options.MaxLag : 0;
    }

    /// <summary>By the block at the common height: those with another block than most are set aside.</summary>
    /// <exception cref="EndpointsDisagreeException">There is no majority.</exception>
    public static EndpointState[] JudgeBranches(IReadOnlyList<EndpointState> states, IReadOnlyList<Hash32?> hashes, ulong height)
    {
        var groups = states.Select((state, i) => (state, Hash: hashes[i])).Where(p => p.state.Health == EndpointHealth.Usable && p.Hash is not null)
            .GroupBy(p => p.Hash!.Value).OrderByDescending(g => g.Count()).ToList();
        if (groups.Count > 1 && groups[0].Count() == groups[1].Count())
            throw new EndpointsDisagreeException($"block {height}", [.. groups.SelectMany(g => g.Select(p => new EndpointAnswer(p.state.Endpoint, g.Key.ToString())))]);
        return
        [
            .. states.Select((state, i) => state.Health != EndpointHealth.Usable ? state
                : hashes[i] is not { } hash ? state with { Health = EndpointHealth.Unreachable, Problem = $"it does not have block {height}, which the others have" }
                : hash == groups[0].Key ? state
                : state with { Health = EndpointHealth.OtherBranch, Problem = $"it has another block {height} than the others" }),
        ];
    }

    private static EndpointState Judge(EndpointFacts facts, ChainId? wanted, ulong reference, bool manyHeads, FailoverOptions options)
    {
        var state = new EndpointState { Endpoint = facts.Endpoint, Health = EndpointHealth.Usable, ChainId = facts.ChainId, Head = facts.Head };
        if (facts.ChainId is not null && facts.ChainId != wanted)
            return state with { Health = EndpointHealth.OtherChain, Problem = $"it serves chain {facts.ChainId}, not chain {wanted}" };
        if (facts.ChainId is null || facts.Head is not { } head)
            return state with { Health = EndpointHealth.Unreachable, Problem = facts.Problem ?? "it does not say where its chain stands" };
        if (head < reference && reference - head > options.MaxLag)
            return state with { Health = EndpointHealth.Behind, Problem = $"it is {reference - head} blocks behind the others" };
        return manyHeads && head > reference && head - reference > options.MaxLead
            ? state with { Health = EndpointHealth.Ahead, Problem = $"it claims to be {head - reference} blocks ahead of all others" }
            : state;
    }
}
