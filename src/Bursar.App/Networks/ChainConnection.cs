using Bursar.App.Lab;
using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Rpc.Transport.Failover;

namespace Bursar.App.Networks;

/// <summary>A client for a network, with the local chain behind it when Bursar keeps that chain itself.</summary>
public sealed class ChainConnection : IAsyncDisposable
{
    private readonly LocalNode? _node;

    private ChainConnection(EthereumClient client, NetworkProfile network, LocalNode? node, FailoverRpcTransport? several = null)
    {
        Client = client;
        Network = network;
        Endpoints = several;
        _node = node;
    }

    /// <summary>The client; reverts of Bursar's contracts come decoded.</summary>
    public EthereumClient Client { get; }

    /// <summary>The network's profile.</summary>
    public NetworkProfile Network { get; }

    /// <summary>The endpoints, when there are several.</summary>
    public FailoverRpcTransport? Endpoints { get; }

    /// <summary>Connects. An embedded chain that does not run is started on its kept state and stopped when the connection is disposed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rpc">Endpoint, or several with commas between; null for the profile's.</param>
    /// <param name="home">Folder that holds the states of embedded chains.</param>
    /// <param name="root">Folder that holds the installed npm packages, for the embedded chain.</param>
    /// <param name="quorum">How many endpoints have to answer reads alike; 0 asks one.</param>
    /// <param name="patience">Longest time for a node to answer, 1 second to 1 hour; null for the usual 30 seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<ChainConnection>> OpenAsync(
        NetworkProfile network, string? rpc, string home, string? root = null, int quorum = 0, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        if (rpc is not null)
            return Open(network, NodeEndpoints.Parse(rpc), quorum, patience);
        if (network is { Lab: { } lab, Rpc.Count: 0 })
        {
            return Laboratory.Find(home, lab) is { } running
                ? new ChainConnection(Connect(running.Rpc, network), network, null)
                : new Fault("lab.not-running", $"no laboratory of kind '{Laboratory.WordOf(lab)}' runs.", Hint: $"Start it with 'bursar lab up {Laboratory.WordOf(lab)}'.") { Kind = FaultKind.Refused };
        }

        if (!network.Embedded)
        {
            return network.Rpc.Count > 0
                ? Open(network, NodeEndpoints.Parse(string.Join(',', network.Rpc.Select(uri => uri.OriginalString))), quorum, patience)
                : new Fault("rpc.missing", $"no endpoint for {network.Title} is known.", Hint: "Give one with --rpc or in BURSAR_RPC.") { Kind = FaultKind.Usage };
        }

        if (quorum > 1)
            return Open(network, Result<IReadOnlyList<RpcEndpoint>>.Ok([RpcEndpoint.Of(network.Rpc[0])]), quorum, patience);
        if (DetachedNode.Find(PidFile(home, network)) is { Endpoint: { } kept })
            return new ChainConnection(Connect(kept, network), network, null);
        Result<LocalNode> node = await LocalNode.StartAsync(NodeOptions(home, network, root), cancellationToken);
        return node.TryGet(out LocalNode? started)
            ? new ChainConnection(Connect(started.Endpoint, network), network, started)
            : Result<ChainConnection>.Fail(node.Faults);
    }

    /// <summary>The profile whose chain a node serves: the first one of that chain id.</summary>
    /// <param name="rpc">Endpoint, or several with commas between: they have to agree on the chain.</param>
    /// <param name="networks">The known profiles.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<NetworkProfile>> FindNetworkAsync(string rpc, NetworkCatalog networks, CancellationToken cancellationToken = default)
    {
        Result<IReadOnlyList<RpcEndpoint>> endpoints = NodeEndpoints.Parse(rpc);
        if (!endpoints.TryGet(out IReadOnlyList<RpcEndpoint>? known))
            return Result<NetworkProfile>.Fail(endpoints.Faults);
        Result<(IRpcTransport Transport, FailoverRpcTransport? Several)> transport = NodeEndpoints.Open(known, null);
        if (!transport.IsOk)
            return Result<NetworkProfile>.Fail(transport.Faults);
        using var client = new EthereumClient(transport.Value.Transport);
        ChainId chain = await client.GetChainIdAsync(cancellationToken);
        return networks.Profiles.FirstOrDefault(p => p.ChainId == chain) is { } profile
            ? profile
            : new Fault("network.unknown-chain", $"the node at {client.Endpoint} serves chain {chain}, which no network profile describes.", "network",
                "Name a profile for it: its finality rule decides when something counts as done.")
            { Kind = FaultKind.Usage };
    }

    /// <summary>The folder in which an embedded chain keeps its state.</summary>
    public static string StateFolder(string home, NetworkProfile network) => Path.Combine(home, "chains", network.Name);

    /// <summary>The file that says which process serves an embedded chain in the background.</summary>
    public static string PidFile(string home, NetworkProfile network) => Path.Combine(StateFolder(home, network), "anvil.pid");

    /// <summary>How an embedded chain is started.</summary>
    public static LocalNodeOptions NodeOptions(string home, NetworkProfile network, string? root, int port = 0)
    {
        string folder = StateFolder(home, network);
        Directory.CreateDirectory(folder);
        return new LocalNodeOptions
        {
            Program = AnvilProgram.Find([.. new[] { root, Environment.CurrentDirectory }.OfType<string>()]) is { IsOk: true } found ? found.Value : null,
            Port = port,
            ChainId = network.ChainId,
            StateFile = Path.Combine(folder, "state.json"),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_node is not null)
            await _node.DisposeAsync();
    }

    private static Result<ChainConnection> Open(NetworkProfile network, Result<IReadOnlyList<RpcEndpoint>> endpoints, int quorum, TimeSpan? patience)
    {
        if (!endpoints.TryGet(out IReadOnlyList<RpcEndpoint>? known))
            return Result<ChainConnection>.Fail(endpoints.Faults);
        Result<(IRpcTransport Transport, FailoverRpcTransport? Several)> opened = NodeEndpoints.Open(known, network, quorum, patience);
        return opened.IsOk
            ? new ChainConnection(new EthereumClient(opened.Value.Transport, Options(network)), network, null, opened.Value.Several)
            : Result<ChainConnection>.Fail(opened.Faults);
    }

    private static EthereumClient Connect(Uri endpoint, NetworkProfile network) => EthereumClient.Connect(endpoint, Options(network));

    private static EthereumClientOptions Options(NetworkProfile network) =>
        new() { ErrorDecoders = [ContractErrors.Decode], LogRange = network.Embedded || network.Lab is not null ? ulong.MaxValue : network.LogRange };
}
