using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite", false)]
    [InlineData("sqlite", true)]
    [InlineData("postgres", false)]
    public async Task Applying_again_after_an_old_backup_was_put_back_pays_nobody_twice(string store, bool byCopy)
    {
        string journal = store == "sqlite" ? Path.Combine(_folder, "home", "journal.db") : (await PostgresServer.SharedAsync()).Address(PostgresServer.NewSchema());
        await using LocalNode node = await PayTrial.StartNodeAsync(LocalMining.OnDemand);
        using EthereumClient client = node.Connect();
        var controls = new LocalControls(client);
        var trial = new PayTrial(node, _folder, "--journal", journal);
        await trial.PlanAsync("drill", Rows, batch: 2);

        // Half of the run: then the backup, while the run goes on.
        using CliProcess apply = trial.Begin(["apply", trial.Plan]);
        while (await client.GetTransactionCountAsync(LocalAccounts.Addresses[0], BlockTag.Latest, Cancel) < 12)
        {
            Assert.False(apply.HasExited, "apply ended early");
            await controls.MineAsync(1, Cancel);
            await Task.Delay(50, Cancel);
        }

        string backup = Path.Combine(_folder, "old.db");
        await trial.ExpectAsync(0, "journal", "backup", backup);
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
        await trial.PaidExactlyAsync(client);

        if (byCopy)
            File.Copy(backup, journal, overwrite: true);
        else
            Assert.Contains("next", (await trial.ExpectAsync(0, "journal", "restore", backup)).Output, StringComparison.Ordinal);
        Assert.Contains("put back", (await trial.ExpectAsync(0, "journal", "check")).Output, StringComparison.Ordinal);

        CliResult again = await trial.ExpectAsync(0, "apply", trial.Plan);
        Assert.Contains("the journal is older than the chain", again.Error, StringComparison.Ordinal);
        await trial.PaidExactlyAsync(client);
        Assert.Equal(sent, await client.GetTransactionCountAsync(LocalAccounts.Addresses[0], BlockTag.Pending, Cancel));
        await trial.ExpectAsync(0, "journal", "check");
        await trial.ExpectAsync(0, "verify", trial.Launch);
    }

    [Fact]
    public async Task A_transfer_that_the_backup_does_not_know_is_refused_until_somebody_looked()
    {
        await using LocalNode node = await PayTrial.StartNodeAsync();
        var trial = new PayTrial(node, _folder, "--journal", Path.Combine(_folder, "home", "journal.db"));
        CliResult made = await trial.ExpectAsync(0, "token", "create", "--name", "Drill", "--symbol", "DRILL", "--supply", "1000", "--json");
        string token = JsonDocument.Parse(made.Output).RootElement.GetProperty("token").GetString()!;
        string backup = Path.Combine(_folder, "old.db");
        await trial.ExpectAsync(0, "journal", "backup", backup);
        string[] transfer = ["token", "transfer", token, "local:1", "5", "--idempotency-key", "invoice-1"];
        await trial.ExpectAsync(0, transfer);
        await trial.ExpectAsync(0, "journal", "restore", backup);

        CliResult refused = await trial.ExpectAsync(4, transfer);
        Assert.Contains("apply.restored-unclear", refused.Error, StringComparison.Ordinal);
        using EthereumClient client = node.Connect();
        var balance = new Erc20.BalanceOfCall(LocalAccounts.Addresses[1]);
        Assert.Equal(5UL * UInt256.PowerOfTen(18), await client.CallAsync(Address.Parse(token), balance, BlockTag.Latest, Cancel));
        await trial.ExpectAsync(0, "token", "transfer", token, "local:1", "6", "--idempotency-key", "invoice-2", "--after-restore");
        Assert.Equal(11UL * UInt256.PowerOfTen(18), await client.CallAsync(Address.Parse(token), balance, BlockTag.Latest, Cancel));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
