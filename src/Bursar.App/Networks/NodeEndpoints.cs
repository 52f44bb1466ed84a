using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Rpc.Transport.Failover;

namespace Bursar.App.Networks;

/// <summary>The nodes that an operator trusts for a chain, in the order of preference.</summary>
internal static class NodeEndpoints
{
    private const int MaxEndpoints = 16;

    /// <summary>Attempts at one of several endpoints: soon enough the next is asked.</summary>
    private const int AttemptsAtOneOfSeveral = 2;

    private static readonly TimeSpan ShortestPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(60);

    /// <summary>Reads endpoints separated by commas.</summary>
    public static Result<IReadOnlyList<RpcEndpoint>> Parse(string text)
    {
        var endpoints = new List<RpcEndpoint>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // What is wrong may be a secret: it is not repeated.
            if (!RpcEndpoint.TryParse(part, out RpcEndpoint? endpoint))
                return BadUrl($"endpoint {endpoints.Count + 1} is no address of a node.");
            if (endpoints.Contains(endpoint))
                return BadUrl($"endpoint {endpoints.Count + 1} ({endpoint}) stands twice in the list: the same node cannot vouch for itself.");
            endpoints.Add(endpoint);
        }

        return endpoints.Count is >= 1 and <= MaxEndpoints ? endpoints : BadUrl(endpoints.Count == 0 ? "no endpoint is given." : $"there are more than {MaxEndpoints} endpoints.");
    }

    /// <summary>One transport over all of them.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="network">The network that they have to serve; null takes the one that they agree on.</param>
    /// <param name="quorum">How many have to answer reads alike; 0 or 1 asks one.</param>
    /// <param name="patience">Longest time for one to answer; null for the usual.</param>
    /// <returns>The transport, and the set behind it when there are several.</returns>
    public static Result<(IRpcTransport Transport, FailoverRpcTransport? Several)> Open(IReadOnlyList<RpcEndpoint> endpoints, NetworkProfile? network, int quorum = 0, TimeSpan? patience = null)
    {
        if (patience is { } given && (given < ShortestPatience || given > LongestPatience))
        {
            return new Fault("rpc.bad-timeout", $"a node cannot be given {given.TotalSeconds:0.###} seconds to answer.", "--rpc-timeout",
                $"Give it {ShortestPatience.TotalSeconds:0} to {LongestPatience.TotalSeconds:0} whole seconds.")
            { Kind = FaultKind.Usage };
        }

        if (quorum < 0 || quorum > endpoints.Count)
        {
            return new Fault("rpc.bad-quorum", $"{quorum} of {endpoints.Count} endpoint{(endpoints.Count == 1 ? "" : "s")} cannot agree.", "--quorum",
                "Name at least as many endpoints (--rpc) as have to agree.")
            { Kind = FaultKind.Usage };
        }

        if (endpoints.Count == 1)
            return (endpoints[0].Open(timeout: patience), null);
        var retry = new RetryPolicy { Attempts = AttemptsAtOneOfSeveral };
        var several = new FailoverRpcTransport([.. endpoints.Select(e => e.Open(retry, patience))], Options(network));
        return (quorum > 1 ? new OwningTransport(several.WithQuorum(quorum), several) : several, several);
    }

    private static FailoverOptions Options(NetworkProfile? network)
    {
        if (network is null)
            return new FailoverOptions();
        ulong lag = Math.Max(5, (ulong)(Lag / network.BlockTime));
        return new FailoverOptions { ChainId = network.ChainId, MaxLag = lag, MaxLead = lag * 10 };
    }

    private static Fault BadUrl(string problem) => new("rpc.bad-url", problem, "--rpc",
        "Write it like http://127.0.0.1:8545, wss://node.example.org or /var/lib/geth/geth.ipc; several with commas between.")
    { Kind = FaultKind.Usage };

    /// <summary>A view that closes what it is a view of.</summary>
    private sealed class OwningTransport(IRpcTransport view, FailoverRpcTransport whole) : IRpcTransport
    {
        public string Endpoint => view.Endpoint;

        public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken) => view.SendAsync(requests, cancellationToken);

        public void Dispose() => whole.Dispose();
    }
}
