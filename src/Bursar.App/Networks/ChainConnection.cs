using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Networks;

/// <summary>A client for a network, with the local chain behind it when Bursar keeps that chain itself.</summary>
public sealed class ChainConnection : IAsyncDisposable
{
    private readonly LocalNode? _node;

    private ChainConnection(EthereumClient client, NetworkProfile network, LocalNode? node)
    {
        Client = client;
        Network = network;
        _node = node;
    }

    /// <summary>The client; reverts of Bursar's contracts come decoded.</summary>
    public EthereumClient Client { get; }

    /// <summary>The network's profile.</summary>
    public NetworkProfile Network { get; }

    /// <summary>Connects. An embedded chain that does not run is started on its kept state and stopped when the connection is disposed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rpc">Endpoint; null for the profile's.</param>
    /// <param name="home">Folder that holds the states of embedded chains.</param>
    /// <param name="root">Folder that holds the installed npm packages, for the embedded chain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<ChainConnection>> OpenAsync(
        NetworkProfile network, string? rpc, string home, string? root = null, CancellationToken cancellationToken = default)
    {
        if (rpc is not null)
        {
            Result<Uri> uri = ParseEndpoint(rpc);
            return uri.IsOk ? new ChainConnection(Connect(uri.Value, network), network, null) : Result<ChainConnection>.Fail(uri.Faults);
        }

        if (!network.Embedded)
        {
            return network.Rpc is { } known
                ? new ChainConnection(Connect(known, network), network, null)
                : new Fault("rpc.missing", $"no endpoint for {network.Title} is known.", Hint: "Give one with --rpc or in BURSAR_RPC.") { Kind = FaultKind.Usage };
        }

        if (DetachedNode.Find(PidFile(home, network)) is { Endpoint: { } running })
            return new ChainConnection(Connect(running, network), network, null);
        Result<LocalNode> node = await LocalNode.StartAsync(NodeOptions(home, network, root), cancellationToken);
        return node.TryGet(out LocalNode? started)
            ? new ChainConnection(Connect(started.Endpoint, network), network, started)
            : Result<ChainConnection>.Fail(node.Faults);
    }

    /// <summary>The profile whose chain a node serves: the first one of that chain id.</summary>
    /// <param name="rpc">Endpoint.</param>
    /// <param name="networks">The known profiles.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<NetworkProfile>> FindNetworkAsync(string rpc, NetworkCatalog networks, CancellationToken cancellationToken = default)
    {
        Result<Uri> uri = ParseEndpoint(rpc);
        if (!uri.IsOk)
            return Result<NetworkProfile>.Fail(uri.Faults);
        using EthereumClient client = EthereumClient.Connect(uri.Value);
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

    private static Result<Uri> ParseEndpoint(string rpc) =>
        Uri.TryCreate(rpc, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : new Fault("rpc.bad-url", "the endpoint is no http or https URL.", "--rpc", "Write it like http://127.0.0.1:8545.") { Kind = FaultKind.Usage };

    private static EthereumClient Connect(Uri endpoint, NetworkProfile network) => EthereumClient.Connect(
        endpoint, new EthereumClientOptions { ErrorDecoders = [ContractErrors.Decode], LogRange = network.Embedded ? ulong.MaxValue : network.LogRange });
}
