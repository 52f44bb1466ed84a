using Bursar.App.Lab;
using Bursar.Chain.Tests.Cli;
using Bursar.Core.Networks;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Lab;

/// <summary>The main job on a real proof-of-stake network, through a partition and a stall of finality. Takes minutes: <c>./test --lab</c>.</summary>
[Trait("lab", "engines")]
public sealed class PosLabTests
{
    private const ulong SlotSeconds = 3;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_distribution_ends_exact_through_a_partition_and_a_stall_of_finality()
    {
        await using LabLaunch lab = await LabLaunch.StartAsync(LabKind.Pos);
        using EthereumClient client = lab.Connect();
        await UntilAsync(async () => await FinalAsync(client) > 0, "something is final");
        await lab.ExpectAsync(0, "plan", lab.Launch);

        // Apart, both halves mine what apply sends to the first.
        Assert.True((await lab.Controls.PartitionAsync(Cancel)).IsOk);
        using CliProcess apply = lab.Begin("apply", lab.Plan);
        ulong sent = await client.GetBlockNumberAsync(Cancel);
        await UntilAsync(async () => await StatesAsync(lab) is { } states && states.GetValueOrDefault("seen") + states.GetValueOrDefault("safe") >= 3, "three steps are on the first half's chain");

        // When they meet, the first half gives its blocks up.
        LabSplit split = (await lab.Controls.HealAsync(Cancel)).Value;
        Log($"reorganisation: the first half gave up {split.First - split.Fork} blocks after {split.Fork}");
        Assert.True(split.Parted && split.First > split.Fork, $"no reorganisation happened: {split}");
        Assert.False(apply.HasExited);

        // Without two thirds of the stake nothing becomes final, however many blocks come.
        await lab.Controls.StallAsync(Cancel);
        using var second = EthereumClient.Connect(lab.Network.Nodes[1].Rpc);
        ulong from = await second.GetBlockNumberAsync(Cancel);

        // What two thirds had attested before the stall may be final up to two epochs later, 16 slots, of which half have blocks now; after that nothing is.
        await UntilAsync(async () => await second.GetBlockNumberAsync(Cancel) >= from + 9, "blocks go on");
        ulong[] final = [await FinalAsync(client), await FinalAsync(second)];
        await UntilAsync(async () => await second.GetBlockNumberAsync(Cancel) >= from + 18, "blocks go on for two more epochs");
        ulong[] still = [await FinalAsync(client), await FinalAsync(second)];
        Assert.Equal(final, still);
        Assert.False(apply.HasExited, "apply ended although nothing can be final");
        Log($"stall: block {final[1]} stayed final while the head went from {from} to {await second.GetBlockNumberAsync(Cancel)}");

        ulong resumed = (await lab.Controls.ResumeAsync(Cancel)).Value;
        Log($"resumed: block {resumed} is final");
        CliResult done = await apply.WaitAsync(Long);
        Assert.True(done.ExitCode == 0, done.ToString());
        Log(done.Error);
        await lab.AssertExactAsync();
        await lab.ExpectAsync(0, "verify", lab.Launch);
        await lab.ExpectAsync(0, "report", lab.Launch);
        await lab.ExpectAsync(0, "apply", lab.Plan);
        await AssertSlotsWereMissedAsync(client, sent);
    }

    private static void Log(string text) => TestContext.Current.SendDiagnosticMessage(text);

    private static async Task<ulong> FinalAsync(EthereumClient client) => (await client.GetBlockAsync(BlockTag.Finalized, Cancel))?.Number ?? 0;

    /// <summary>How many of the run's steps are in each state, as the journal has it.</summary>
    private static async Task<Dictionary<string, int>> StatesAsync(LabLaunch lab)
    {
        string journal = Path.Combine(lab.Home, "journal.db");
        if (!File.Exists(journal))
            return [];
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={journal};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        await using Microsoft.Data.Sqlite.SqliteCommand read = connection.CreateCommand();
        read.CommandText = "SELECT state, count(*) FROM steps GROUP BY state";
        var states = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            await using Microsoft.Data.Sqlite.SqliteDataReader reader = await read.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
                states[reader.GetString(0)] = reader.GetInt32(1);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // Its tables are not made yet.
        }

        return states;
    }

    private static async Task UntilAsync(Func<Task<bool>> ask, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!await ask())
        {
            Assert.False(limit.IsCancellationRequested, $"it took too long until {what}");
            await Task.Delay(300, Cancel);
        }
    }

    /// <summary>Slots without a block: those of the other half, while the network was parted.</summary>
    private static async Task AssertSlotsWereMissedAsync(EthereumClient client, ulong from)
    {
        ulong head = await client.GetBlockNumberAsync(Cancel);
        IReadOnlyList<BlockHeader?> blocks = await client.GetBlocksAsync([.. Enumerable.Range((int)from, (int)(head - from)).Select(n => BlockTag.At((ulong)n))], Cancel);
        Assert.Contains(blocks.Zip(blocks.Skip(1)), pair => pair.Second!.Timestamp - pair.First!.Timestamp >= 2 * SlotSeconds);
    }
}
