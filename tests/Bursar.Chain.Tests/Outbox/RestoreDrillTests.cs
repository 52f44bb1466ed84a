using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Tests.Shared.Postgres;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>The drill of docs/outbox.md, with real commands: an old backup is put back, and applying again pays nobody twice.</summary>
public sealed class RestoreDrillTests : IDisposable
{
    private const int Rows = 120;
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-drill-").FullName;

    private string Launch => Path.Combine(_folder, "launch.yaml");

    private string Plan => Path.ChangeExtension(Launch, ".plan.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite", false)]
    [InlineData("sqlite", true)]
    [InlineData("postgres", false)]
    public async Task Applying_again_after_an_old_backup_was_put_back_pays_nobody_twice(string store, bool byCopy)
    {
        string journal = store == "sqlite" ? Path.Combine(_folder, "home", "journal.db") : (await PostgresServer.SharedAsync()).Address(PostgresServer.NewSchema());
        await using LocalNode node = (await LocalNode.StartAsync(
            new LocalNodeOptions { Program = AnvilProgram.Find(Checkout.Root).Value, Mining = LocalMining.OnDemand }, Cancel)).Value;
        using EthereumClient client = node.Connect();
        var controls = new LocalControls(client);
        await PlanAsync(node);

        // Half of the run: then the backup, while the run goes on.
        using CliProcess apply = CliProcess.Start(Path.Combine(_folder, "home"), ["apply", Plan, "--rpc", node.Endpoint.ToString(), "--journal", journal]);
        while (await client.GetTransactionCountAsync(LocalAccounts.Addresses[0], BlockTag.Latest, Cancel) < 12)
        {
            Assert.False(apply.HasExited, "apply ended early");
            await controls.MineAsync(1, Cancel);
            await Task.Delay(50, Cancel);
        }

        string backup = Path.Combine(_folder, "old.db");
        await ExpectAsync(node, journal, 0, "journal", "backup", backup);
        Assert.False(apply.HasExited);
        Task<CliResult> applying = apply.WaitAsync();
        while (!applying.IsCompleted)
        {
            await controls.MineAsync(1, Cancel);
            await Task.Delay(50, Cancel);
        }

        CliResult applied = await applying;
        Assert.True(applied.ExitCode == 0, applied.ToString());
        ulong sent = await client.GetTransactionCountAsync(LocalAccounts.Addresses[0], BlockTag.Latest, Cancel);
        await CheckAsync(client);

        if (byCopy)
            File.Copy(backup, journal, overwrite: true);
        else
            Assert.Contains("next", (await ExpectAsync(node, journal, 0, "journal", "restore", backup)).Output, StringComparison.Ordinal);
        Assert.Contains("put back", (await ExpectAsync(node, journal, 0, "journal", "check")).Output, StringComparison.Ordinal);

        CliResult again = await ExpectAsync(node, journal, 0, "apply", Plan);
        Assert.Contains("the journal is older than the chain", again.Error, StringComparison.Ordinal);
        await CheckAsync(client);
        Assert.Equal(sent, await client.GetTransactionCountAsync(LocalAccounts.Addresses[0], BlockTag.Pending, Cancel));
        await ExpectAsync(node, journal, 0, "journal", "check");
        await ExpectAsync(node, journal, 0, "verify", Launch);
    }

    [Fact]
    public async Task A_transfer_that_the_backup_does_not_know_is_refused_until_somebody_looked()
    {
        string home = Path.Combine(_folder, "home");
        await using LocalNode node = (await LocalNode.StartAsync(new LocalNodeOptions { Program = AnvilProgram.Find(Checkout.Root).Value }, Cancel)).Value;
        string journal = Path.Combine(home, "journal.db");
        Directory.CreateDirectory(home);
        CliResult made = await ExpectAsync(node, journal, 0, "token", "create", "--name", "Drill", "--symbol", "DRILL", "--supply", "1000", "--json");
        string token = JsonDocument.Parse(made.Output).RootElement.GetProperty("token").GetString()!;
        string backup = Path.Combine(_folder, "old.db");
        await ExpectAsync(node, journal, 0, "journal", "backup", backup);
        string[] transfer = ["token", "transfer", token, "local:1", "5", "--idempotency-key", "invoice-1"];
        await ExpectAsync(node, journal, 0, transfer);
        await ExpectAsync(node, journal, 0, "journal", "restore", backup);

        CliResult refused = await ExpectAsync(node, journal, 4, transfer);
        Assert.Contains("apply.restored-unclear", refused.Error, StringComparison.Ordinal);
        using EthereumClient client = node.Connect();
        var balance = new Erc20.BalanceOfCall(LocalAccounts.Addresses[1]);
        Assert.Equal(5UL * UInt256.PowerOfTen(18), await client.CallAsync(Address.Parse(token), balance, BlockTag.Latest, Cancel));
        await ExpectAsync(node, journal, 0, "token", "transfer", token, "local:1", "6", "--idempotency-key", "invoice-2", "--after-restore");
        Assert.Equal(11UL * UInt256.PowerOfTen(18), await client.CallAsync(Address.Parse(token), balance, BlockTag.Latest, Cancel));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<CliResult> ExpectAsync(LocalNode node, string journal, int exit, params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(Path.Combine(_folder, "home"), [.. arguments, "--rpc", node.Endpoint.ToString(), "--journal", journal]);
        Assert.True(result.ExitCode == exit, $"bursar {string.Join(' ', arguments)}: {result}");
        return result;
    }

    private async Task PlanAsync(LocalNode node)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "home"));
        await File.WriteAllLinesAsync(Path.Combine(_folder, "paid.csv"), Enumerable.Range(1, Rows).Select(i => $"0x{i + 0x10000:x40},{i}"));
        await File.WriteAllTextAsync(Launch, $$"""
            bursar: 1
            name: drill
            network: local
            operator: "{{LocalAccounts.Addresses[0]}}"
            tokens:
              coin:
                name: Drill Coin
                symbol: DRILL
                decimals: 18
                supply: 1_000_000
                owner: operator
                genesis:
                  - { to: operator, amount: 1_000_000, label: all }
            payouts:
              paid:
                token: coin
                list: paid.csv
                batch: 2
            """);
        await ExpectAsync(node, Path.Combine(_folder, "home", "plan.db"), 0, "plan", Launch);
    }

    private async Task CheckAsync(EthereumClient client)
    {
        Blueprint blueprint = BlueprintBuilder.Build(new LaunchLoader(NetworkCatalog.BuiltIn).Load(Launch).Value);
        IReadOnlyList<UInt256> balances = await client.CallManyAsync<UInt256>(
            [.. blueprint.Payouts[0].List.Rows.Select(r => new ContractCall<UInt256>(blueprint.Tokens[0].Address, new Erc20.BalanceOfCall(r.Account)))], BlockTag.Latest, Cancel);
        Assert.Equal(blueprint.Payouts[0].List.Rows.Select(r => r.Amount), balances);
    }
}
