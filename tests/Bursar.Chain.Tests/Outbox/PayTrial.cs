using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>A launch of local account 0 that creates a coin and pays a list with it (and funds a drop, when asked to), in a folder of its own, by the command line.</summary>
internal sealed class PayTrial
{
    private readonly LocalNode _node;
    private readonly string[] _always;

    /// <param name="node">The chain.</param>
    /// <param name="folder">Folder of the launch; it is made.</param>
    /// <param name="always">What every command gets besides <c>--rpc</c>.</param>
    public PayTrial(LocalNode node, string folder, params string[] always)
    {
        _node = node;
        _always = [.. always, "--rpc", node.Endpoint.ToString()];
        Home = Path.Combine(folder, "home");
        Launch = Path.Combine(folder, "launch.yaml");
        Directory.CreateDirectory(Home);
    }

    /// <summary>Where keys and, unless told otherwise, the journal are.</summary>
    public string Home { get; }

    public string Launch { get; }

    public string Plan => Path.ChangeExtension(Launch, ".plan.json");

    /// <summary>Where a test is; failures begin with it.</summary>
    public string At { get; set; } = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A chain; unless told otherwise, with a block for each transaction, at once.</summary>
    public static async Task<LocalNode> StartNodeAsync(LocalMining mining = LocalMining.Automatic) =>
        (await LocalNode.StartAsync(new LocalNodeOptions { Program = AnvilProgram.Find(Checkout.Root).Value, Mining = mining }, Cancel)).Value;

    /// <summary>Starts a command.</summary>
    public CliProcess Begin(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null) => CliProcess.Start(Home, [.. arguments, .. _always], environment);

    /// <summary>Runs a command that must end with an exit code.</summary>
    public async Task<CliResult> ExpectAsync(int exitCode, params string[] arguments)
    {
        using CliProcess process = Begin(arguments);
        CliResult result = await process.WaitAsync();
        Assert.True(result.ExitCode == exitCode, $"{At}: bursar {string.Join(' ', arguments)}: {result}");
        return result;
    }

    /// <summary>Writes the launch and its lists, and plans it.</summary>
    public async Task PlanAsync(string name, int rows, int batch, int claims = 0)
    {
        string folder = Path.GetDirectoryName(Launch)!;
        await File.WriteAllLinesAsync(Path.Combine(folder, "paid.csv"), Enumerable.Range(1, rows).Select(i => $"0x{i + 0x10000:x40},{i}.{i % 10}"), Cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder, "claimable.csv"), Enumerable.Range(1, claims).Select(i => $"0x{i + 0x20000:x40},{i}"), Cancel);
        await File.WriteAllTextAsync(Launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{LocalAccounts.Addresses[0]}}"
            tokens:
              coin:
                name: Trial Coin
                symbol: TRIAL
                decimals: 18
                supply: 1_000_000
                owner: operator
                genesis:
                  - { to: operator, amount: 1_000_000, label: all }
            payouts:
              paid: { token: coin, list: paid.csv, batch: {{batch}} }
            {{(claims == 0 ? "" : "drops: { claimable: { token: coin, list: claimable.csv } }")}}
            """, Cancel);
        // No journal of applying yet.
        CliResult plan = await CliProcess.RunAsync(Home, ["plan", Launch, "--rpc", _node.Endpoint.ToString(), "--journal", Path.Combine(Home, "plan.db")]);
        Assert.True(plan.ExitCode == 0, $"{At}: {plan}");
    }

    public Blueprint Load() => BlueprintBuilder.Build(new LaunchLoader(NetworkCatalog.BuiltIn).Load(Launch).Value);

    /// <summary>Asks the token itself for every balance of the list, and of others who must have something.</summary>
    public async Task PaidExactlyAsync(EthereumClient client, params (Address Account, UInt256 Amount)[] others)
    {
        Blueprint blueprint = Load();
        (Address Account, UInt256 Amount)[] due = [.. blueprint.Payouts[0].List.Rows.Select(r => (r.Account, r.Amount)), .. others];
        IReadOnlyList<UInt256> balances = await client.CallManyAsync<UInt256>(
            [.. due.Select(d => new ContractCall<UInt256>(blueprint.Tokens[0].Address, new Erc20.BalanceOfCall(d.Account)))], BlockTag.Latest, Cancel);
        for (int i = 0; i < due.Length; i++)
            Assert.True(balances[i] == due[i].Amount, $"{At}: {due[i].Account} has {balances[i]} instead of {due[i].Amount}");
    }
}
