using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.App.Lab;

/// <summary>The kind <c>pos</c>: two pairs of an execution client (EthereumJS) and a consensus client (Lodestar), unpatched, on loopback. Real proof of stake:
/// Casper FFG finality and the fork choice of Ethereum, with slots of three seconds and epochs of eight.</summary>
/// <remarks>The first pair has 7 of 16 validators, the second 9: apart, neither has the two thirds that finality needs, and when they meet again it is
/// the first that reorganises.</remarks>
internal sealed class PosLab(LabFolder folder, LabProcesses processes, IProgress<string>? progress)
{
    private const int Validators = 16;
    private const int SlotSeconds = 3;
    private const int GenesisDelay = 15;
    private static readonly int[] Shares = [7, 9];
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private static readonly Dictionary<string, int> Rules = new(StringComparer.Ordinal)
    {
        ["ALTAIR_FORK_EPOCH"] = 0,
        ["BELLATRIX_FORK_EPOCH"] = 0,
        ["CAPELLA_FORK_EPOCH"] = 0,
        ["TERMINAL_TOTAL_DIFFICULTY"] = 0,
        ["SECONDS_PER_SLOT"] = SlotSeconds,
    };

    public async Task<Result<LabNetwork>> StartAsync(string? root, CancellationToken cancellationToken)
    {
        Result<string> execution = await LabPackages.InstallAsync(["pos", "execution"], root, progress, cancellationToken);
        Result<string> consensus = await LabPackages.InstallAsync(["pos", "consensus"], root, progress, cancellationToken);
        if (!execution.IsOk || !consensus.IsOk)
            return Result<LabNetwork>.Fail([.. execution.Faults, .. consensus.Faults]);
        ChainId chain = NetworkCatalog.BuiltIn.Find(Laboratory.ProfileOf(folder.Kind)).Value.ChainId;
        PosGenesis.Write(folder.In("genesis.json"), chain);
        await File.WriteAllTextAsync(folder.In("jwt.hex"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), cancellationToken);

        using var limit = new CancellationTokenSource(StartLimit);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Pair[] pairs = [.. Shares.Select((_, i) => Pair.With(i, FreePorts.Take(Pair.Ports)))];
        string waitingFor = "";
        try
        {
            string? enode = null;
            foreach (Pair pair in pairs)
            {
                waitingFor = pair.Execution;
                await processes.StartAsync(ExecutionClient(execution.Value, pair, enode), both.Token);
                enode ??= await EnodeAsync(pair, both.Token);
            }

            Hash32 genesis = await GenesisAsync(pairs[0], both.Token);
            await GenesisAsync(pairs[1], both.Token);
            long start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + GenesisDelay;
            foreach (Pair pair in pairs)
                await processes.StartAsync(ConsensusClient(consensus.Value, pair, genesis, start), both.Token);
            foreach (Pair pair in pairs)
            {
                waitingFor = pair.Consensus;
                pair.Peer = new LabPeer(await UntilAsync(pair.Consensus, pair.Beacon.PeerIdAsync, both.Token), $"/ip4/127.0.0.1/tcp/{pair.ConsensusP2p}");
            }

            await pairs[1].Beacon.ConnectAsync(pairs[0].Peer!, both.Token);
            progress?.Report("waiting for the first block");
            foreach (Pair pair in pairs)
            {
                waitingFor = pair.Consensus;
                await UntilAsync(pair.Execution, async token => await HeadAsync(pair, token) > 0 ? 1 : throw new HttpRequestException("no block yet"), both.Token);
            }

            return new LabNetwork(folder.Kind, chain,
                [.. pairs.Select(p => new LabNode($"{(p.Number == 0 ? "first" : "second")} pair, {Shares[p.Number]} of {Validators} validators", p.Rpc, p.Rest, p.Peer))]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LabFaults.StartFailed(waitingFor, processes.LastWords(waitingFor));
        }
        catch (LabProcessException e)
        {
            return LabFaults.StartFailed(e.Message, processes.LastWords(e.Message));
        }
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private LabProgram ExecutionClient(string packages, Pair pair, string? enode) => new(pair.Execution, "node",
    [
        Path.Combine(packages, "node_modules", ".bin", "ethereumjs"),
        "--gethGenesis", "genesis.json", "--dataDir", pair.Execution, "--logFile", "false",
        "--rpc", "--rpcAddr", "127.0.0.1", "--rpcPort", Text(pair.RpcPort),
        "--rpcEngine", "--rpcEngineAddr", "127.0.0.1", "--rpcEnginePort", Text(pair.EnginePort), "--jwtSecret", "jwt.hex",
        "--ws", "--wsAddr", "127.0.0.1", "--wsPort", Text(pair.SocketPort), "--wsEngineAddr", "127.0.0.1", "--wsEnginePort", Text(pair.EngineSocketPort),
        "--port", Text(pair.ExecutionP2p), "--extIP", "127.0.0.1", "--discDns", "false", "--discV4", "false",
        .. enode is null ? Array.Empty<string>() : ["--bootnodes", enode],
    ]);

    private LabProgram ConsensusClient(string packages, Pair pair, Hash32 genesis, long start)
    {
        int first = Shares.Take(pair.Number).Sum();
        string data = folder.In(pair.Consensus);
        Directory.CreateDirectory(data);
        return new LabProgram(pair.Consensus, "node",
        [
            "-r", Path.Combine(packages, "with-resolvers.cjs"), Path.Combine(packages, "node_modules", ".bin", "lodestar"), "dev",
            "--dataDir", data, "--logFile", "none",
            "--genesisValidators", Text(Validators), "--startValidators", $"{first}..{first + Shares[pair.Number] - 1}",
            "--genesisEth1Hash", genesis.ToString(), "--genesisTime", Text(start),
            .. Rules.SelectMany(rule => (string[])["--params." + rule.Key, Text(rule.Value)]),
            "--execution.urls", $"http://127.0.0.1:{pair.EnginePort}", "--jwt-secret", folder.In("jwt.hex"),
            "--rest.port", Text(pair.RestPort), "--rest.namespace", "*", "--server", $"http://127.0.0.1:{pair.RestPort}",
            "--listenAddress", "127.0.0.1", "--port", Text(pair.ConsensusP2p), "--discv5", "false", "--subscribeAllSubnets",
        ])
        {
            Folder = data,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_BACKEND"] = "js", ["LODESTAR_PRESET"] = "minimal" },
        };
    }

    private Task<string> EnodeAsync(Pair pair, CancellationToken cancellationToken) => UntilAsync(pair.Execution, async token =>
    {
        using EthereumClient client = Connect(pair);
        JsonElement answer = await client.RequestAsync(RpcRequest.Of("admin_nodeInfo"), token);
        return answer.GetProperty("enode").GetString()!.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
    }, cancellationToken);

    private Task<Hash32> GenesisAsync(Pair pair, CancellationToken cancellationToken) => UntilAsync(pair.Execution, async token =>
    {
        using EthereumClient client = Connect(pair);
        return (await client.GetBlockAsync(BlockTag.At(0), token) ?? throw new HttpRequestException("no first block")).Hash;
    }, cancellationToken);

    private static async Task<ulong> HeadAsync(Pair pair, CancellationToken cancellationToken)
    {
        using EthereumClient client = Connect(pair);
        return await client.GetBlockNumberAsync(cancellationToken);
    }

    private static EthereumClient Connect(Pair pair) => EthereumClient.Connect(new HttpRpcOptions { Endpoint = pair.Rpc, Retry = RetryPolicy.None });

    /// <summary>Asks until there is an answer, as long as the process runs.</summary>
    private async Task<T> UntilAsync<T>(string process, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ask(cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or TransportException or RpcException or KeyNotFoundException)
            {
                if (!processes.IsRunning(process))
                    throw new LabProcessException(process);
                await Task.Delay(PollInterval, cancellationToken);
            }
        }
    }

    private sealed class LabProcessException(string process) : Exception(process);

    private sealed record Pair(int Number, int RpcPort, int SocketPort, int EnginePort, int EngineSocketPort, int ExecutionP2p, int RestPort, int ConsensusP2p)
    {
        public const int Ports = 7;

        public LabPeer? Peer { get; set; }

        public string Execution => $"execution{Number + 1}";

        public string Consensus => $"consensus{Number + 1}";

        public Uri Rpc => new($"http://127.0.0.1:{RpcPort}/");

        public Uri Rest => new($"http://127.0.0.1:{RestPort}/");

        public BeaconNode Beacon => new(Rest);

        public static Pair With(int number, int[] p) => new(number, p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
    }
}
