using System.Globalization;
using Bursar.App.LocalChain;
using Bursar.App.Outbox;
using Bursar.Chain.Tests.Cli;
using Bursar.Core.Plans;
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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("postgres")]
    [InlineData("sqlite")]
    public async Task Two_processes_carry_out_one_plan_together_while_either_is_killed(string store)
    {
        int seed = Seeds.Next($"SharedJournalTests.{store}");
        var random = new Random(seed);
        string journal = store == "sqlite" ? Path.Combine(_folder, "shared.db") : (await PostgresServer.SharedAsync()).Address(PostgresServer.NewSchema());
        // A block a second, so that a run takes some.
        await using LocalNode node = await PayTrial.StartNodeAsync(LocalMining.Interval);
        var trial = new PayTrial(node, _folder) { At = $"seed {seed}" };
        await trial.PlanAsync("shared", Rows, batch: 2);

        CliProcess[] processes = [Apply(trial, journal, "--json"), Apply(trial, journal, "--json")];
        for (int i = 0; i < Kills && !Array.Exists(processes, p => p.HasExited); i++)
        {
            await Task.Delay(random.NextDouble() * LongestLife, Cancel);
            int victim = random.Next(2);
            processes[victim].Kill();
            await processes[victim].WaitAsync();
            processes[victim].Dispose();
            processes[victim] = Apply(trial, journal, "--json");
        }

        CliResult[] results = await Task.WhenAll(processes.Select(p => p.WaitAsync()));
        Assert.All(results, r => Assert.True(r.ExitCode == 0, $"seed {seed}: {r}"));
        Assert.Equal(results[0].Output, results[1].Output);
        await CheckAsync(trial, node, journal);
    }

    [Fact]
    public async Task Both_processes_do_some_of_the_work_and_one_stands_by_meanwhile()
    {
        string journal = (await PostgresServer.SharedAsync()).Address(PostgresServer.NewSchema());
        // A block a second, so that a run takes some.
        await using LocalNode node = await PayTrial.StartNodeAsync(LocalMining.Interval);
        var trial = new PayTrial(node, _folder);
        await trial.PlanAsync("shared", Rows, batch: 2);
        using CliProcess one = Apply(trial, journal);
        using CliProcess two = Apply(trial, journal);
        CliResult[] results = await Task.WhenAll(one.WaitAsync(), two.WaitAsync());
        Assert.All(results, r => Assert.True(r.ExitCode == 0, r.ToString()));
        Assert.Equal(results[0].Output, results[1].Output);
        Assert.Contains(results, r => r.Error.Contains("standing by", StringComparison.Ordinal));
        IReadOnlyList<JournalEvent> events = await CheckAsync(trial, node, journal);
        Assert.Equal(2, events.Where(e => e.To == OutboxState.Signed).Select(e => e.Owner.Split('/')[1]).Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Directory.Delete(_folder, recursive: true);
    }

    private static CliProcess Apply(PayTrial trial, string journal, params string[] more) =>
        trial.Begin(["apply", trial.Plan, .. more], new Dictionary<string, string> { ["BURSAR_JOURNAL"] = journal });

    /// <summary>Every balance by the token itself, and every nonce of the account by the journal.</summary>
    private static async Task<IReadOnlyList<JournalEvent>> CheckAsync(PayTrial trial, LocalNode node, string place)
    {
        using EthereumClient client = node.Connect();
        await trial.PaidExactlyAsync(client);

        await using SqlJournal journal = (await JournalStore.OpenAsync(place, TimeProvider.System, Cancel)).Value;
        Plan plan = PlanCodec.Read(await File.ReadAllBytesAsync(trial.Plan, Cancel), trial.Plan).Value;
        JournalRun run = (await journal.FindRunAsync(plan.Hash, plan.ChainId, Cancel))!;
        IReadOnlyList<JournalTransaction> all = await journal.GetTransactionsAsync(run.Id, Cancel);
        ulong sent = await client.GetTransactionCountAsync(plan.Operator, BlockTag.Latest, Cancel);
        Assert.Equal(Enumerable.Range(0, (int)sent).Select(i => (ulong)i), all.Where(t => t.State == OutboxState.Final).Select(t => t.Nonce).Order());
        foreach (JournalTransaction transaction in all.Where(t => t.State == OutboxState.Final))
            Assert.True((await client.GetReceiptAsync(transaction.Hash, Cancel))?.BlockHash == transaction.Block?.Hash, string.Create(CultureInfo.InvariantCulture, $"{trial.At}: nonce {transaction.Nonce}"));
        Assert.All(all.Where(t => t.State != OutboxState.Final), t => Assert.Equal(OutboxState.Replaced, t.State));
        return await journal.GetEventsAsync(run.Id, Cancel);
    }
}
