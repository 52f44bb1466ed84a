using System.Globalization;
using Bursar.App.LocalChain;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Storage;
using Bursar.Tests.Shared;
using Bursar.Tests.Shared.Postgres;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Two command lines on one journal: they carry one plan out together, whichever is killed, exactly once.</summary>
public sealed class SharedJournalTests : IAsyncDisposable
{
    private const int Rows = 240;
    private const int Kills = 6;
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2.5);

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-shared-").FullName;

    private string Launch => Path.Combine(_folder, "launch.yaml");

    private string Plan => Path.ChangeExtension(Launch, ".plan.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("postgres")]
    [InlineData("sqlite")]
    public async Task Two_processes_carry_out_one_plan_together_while_either_is_killed(string store)
    {
        int seed = Seeds.Next($"SharedJournalTests.{store}");
        var random = new Random(seed);
        string journal = store == "sqlite" ? Path.Combine(_folder, "shared.db") : (await PostgresServer.SharedAsync()).Address(PostgresServer.NewSchema());
        await using LocalNode node = await StartAsync();
        await PlanAsync(node);

        CliProcess[] processes = [Apply(node, journal, "--json"), Apply(node, journal, "--json")];
        for (int i = 0; i < Kills && !Array.Exists(processes, p => p.HasExited); i++)
        {
            await Task.Delay(random.NextDouble() * LongestLife, Cancel);
            int victim = random.Next(2);
            processes[victim].Kill();
            await processes[victim].WaitAsync();
            processes[victim].Dispose();
            processes[victim] = Apply(node, journal, "--json");
        }

        CliResult[] results = await Task.WhenAll(processes.Select(p => p.WaitAsync()));
        Assert.All(results, r => Assert.True(r.ExitCode == 0, $"seed {seed}: {r}"));
        Assert.Equal(results[0].Output, results[1].Output);
        await CheckAsync(node, journal, $"seed {seed}");
    }

    [Fact]
    public async Task Both_processes_do_some_of_the_work_and_one_stands_by_meanwhile()
    {
        string journal = (await PostgresServer.SharedAsync()).Address(PostgresServer.NewSchema());
        await using LocalNode node = await StartAsync();
        await PlanAsync(node);
        using CliProcess one = Apply(node, journal);
        using CliProcess two = Apply(node, journal);
        CliResult[] results = await Task.WhenAll(one.WaitAsync(), two.WaitAsync());
        Assert.All(results, r => Assert.True(r.ExitCode == 0, r.ToString()));
        Assert.Equal(results[0].Output, results[1].Output);
        Assert.Contains(results, r => r.Error.Contains("standing by", StringComparison.Ordinal));
        IReadOnlyList<JournalEvent> events = await CheckAsync(node, journal, "undisturbed");
        Assert.Equal(2, events.Where(e => e.To == OutboxState.Signed).Select(e => e.Owner.Split('/')[1]).Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A chain with a block a second, so that a run takes some.</summary>
    private static async Task<LocalNode> StartAsync() => (await LocalNode.StartAsync(new LocalNodeOptions
    {
        Program = AnvilProgram.Find(Checkout.Root).Value,
        Mining = LocalMining.Interval,
        BlockTime = TimeSpan.FromSeconds(1),
    }, Cancel)).Value;

    private CliProcess Apply(LocalNode node, string journal, params string[] more) => CliProcess.Start(
        Path.Combine(_folder, "home"), ["apply", Plan, .. more, "--rpc", node.Endpoint.ToString()], new Dictionary<string, string> { ["BURSAR_JOURNAL"] = journal });

    private async Task PlanAsync(LocalNode node)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "home"));
        await File.WriteAllLinesAsync(Path.Combine(_folder, "paid.csv"), Enumerable.Range(1, Rows).Select(i => $"0x{i + 0x10000:x40},{i}.{i % 10}"));
        await File.WriteAllTextAsync(Launch, $$"""
            bursar: 1
            name: shared
            network: local
            operator: "{{LocalAccounts.Addresses[0]}}"
            tokens:
              coin:
                name: Shared Coin
                symbol: SHARE
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
        CliResult plan = await CliProcess.RunAsync(Path.Combine(_folder, "home"), ["plan", Launch, "--rpc", node.Endpoint.ToString()]);
        Assert.True(plan.ExitCode == 0, plan.ToString());
    }

    /// <summary>Every balance by the token itself, and every nonce of the account by the journal.</summary>
    private async Task<IReadOnlyList<JournalEvent>> CheckAsync(LocalNode node, string place, string at)
    {
        using EthereumClient client = node.Connect();
        Blueprint blueprint = BlueprintBuilder.Build(new LaunchLoader(NetworkCatalog.BuiltIn).Load(Launch).Value);
        Address token = blueprint.Tokens[0].Address;
        IReadOnlyList<UInt256> balances = await client.CallManyAsync<UInt256>(
            [.. blueprint.Payouts[0].List.Rows.Select(r => new ContractCall<UInt256>(token, new Erc20.BalanceOfCall(r.Account)))], BlockTag.Latest, Cancel);
        for (int i = 0; i < balances.Count; i++)
            Assert.True(balances[i] == blueprint.Payouts[0].List.Rows[i].Amount, $"{at}: row {i} has {balances[i]}");

        await using SqlJournal journal = (await JournalStore.OpenAsync(place, TimeProvider.System, Cancel)).Value;
        Plan plan = PlanCodec.Read(await File.ReadAllBytesAsync(Plan, Cancel), Plan).Value;
        JournalRun run = (await journal.FindRunAsync(plan.Hash, plan.ChainId, Cancel))!;
        IReadOnlyList<JournalTransaction> all = await journal.GetTransactionsAsync(run.Id, Cancel);
        ulong sent = await client.GetTransactionCountAsync(plan.Operator, BlockTag.Latest, Cancel);
        Assert.Equal(Enumerable.Range(0, (int)sent).Select(i => (ulong)i), all.Where(t => t.State == OutboxState.Final).Select(t => t.Nonce).Order());
        foreach (JournalTransaction transaction in all.Where(t => t.State == OutboxState.Final))
            Assert.True((await client.GetReceiptAsync(transaction.Hash, Cancel))?.BlockHash == transaction.Block?.Hash, string.Create(CultureInfo.InvariantCulture, $"{at}: nonce {transaction.Nonce}"));
        Assert.All(all.Where(t => t.State != OutboxState.Final), t => Assert.Equal(OutboxState.Replaced, t.State));
        return await journal.GetEventsAsync(run.Id, Cancel);
    }
}
