using Bursar.App.Lab;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Lab;

/// <summary>A laboratory in a folder of its own, and the main job on it: token, payout and drop of <c>examples/finality</c>, by the command line.</summary>
internal sealed class LabLaunch : IAsyncDisposable
{
    private readonly LabKind _kind;
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-lab-").FullName;
    private readonly IDisposable _guard;

    private LabLaunch(LabKind kind)
    {
        _kind = kind;
        Home = Path.Combine(_folder, "home");
        Directory.CreateDirectory(Home);
        foreach (string file in Directory.GetFiles(Path.Combine(Checkout.Root, "examples", "finality"), "*.*").Where(f => Path.GetExtension(f) is ".csv" or ".yaml"))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        _guard = Laboratory.Guard(Home, kind);
    }

    public string Home { get; }

    public LabNetwork Network { get; private set; } = null!;

    public LabControls Controls { get; private set; } = null!;

    public string Launch => Path.Combine(_folder, "launch.yaml");

    public string Plan => Path.Combine(_folder, "launch.plan.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LabLaunch> StartAsync(LabKind kind)
    {
        var lab = new LabLaunch(kind);
        try
        {
            Result<LabNetwork> network = await Laboratory.UpAsync(kind, lab.Home, Checkout.Root, cancellationToken: Cancel);
            Assert.True(network.IsOk, string.Join("; ", network.Faults));
            lab.Network = network.Value;
            lab.Controls = new LabControls(network.Value, TimeProvider.System);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public EthereumClient Connect() => EthereumClient.Connect(Network.Rpc);

    public CliProcess Begin(params string[] arguments) => CliProcess.Start(Home, [.. arguments, "--network", Network.Profile]);

    public async Task<CliResult> ExpectAsync(int exitCode, params string[] arguments)
    {
        using CliProcess process = Begin(arguments);
        CliResult result = await process.WaitAsync();
        Assert.True(result.ExitCode == exitCode, $"bursar {string.Join(' ', arguments)}: exit code {exitCode} was expected\n{result}");
        return result;
    }

    /// <summary>Every account of the payout has its amount, to the unit; read from the chain, not from what Bursar says.</summary>
    public async Task AssertExactAsync()
    {
        Blueprint blueprint = BlueprintBuilder.Build(new LaunchLoader(NetworkCatalog.BuiltIn).Load(Launch, Network.Profile, Cancel).Value);
        using EthereumClient client = Connect();
        IReadOnlyList<RecipientRow> rows = blueprint.Payouts[0].List.Rows;
        IReadOnlyList<UInt256> balances = await client.CallManyAsync<UInt256>(
            [.. rows.Select(r => new ContractCall<UInt256>(blueprint.Tokens[0].Address, new Erc20.BalanceOfCall(r.Account)))], BlockTag.Latest, Cancel);
        Assert.Equal(rows.Select(r => r.Amount), balances);
    }

    public async ValueTask DisposeAsync()
    {
        await Laboratory.DownAsync(Home, _kind, CancellationToken.None);
        _guard.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
