using Bursar.App.Safes;
using Bursar.Chain.Tests.Cli;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Safes;

/// <summary><c>kill -9</c> at random instants of <c>safe execute</c>, and a second executor beside it: every payment happens once.</summary>
public sealed class KilledExecuteTests(CliChain chain) : IClassFixture<CliChain>
{
    private const int Kills = 4;
    private const int Rows = 1_200;

    [Fact]
    public async Task Every_payment_happens_once_whenever_execute_is_killed_and_whoever_else_executes()
    {
        int seed = Seeds.Next("KilledExecuteTests");
        TestContext.Current.SendDiagnosticMessage("seed {0} (set BURSAR_TEST_SEED to repeat)", seed);
        var random = new Random(seed);
        SafeTrial trial = await SafeTrial.ProposedAsync(chain, "killed", Rows, 300);
        await trial.SignAsync(1);
        await trial.SignAsync(2);
        int interrupted = 0;
        for (int i = 0; i < Kills; i++)
        {
            using CliProcess execute = CliProcess.Start(chain.Home, ["safe", "execute", trial.Proposal, "--from", "local:9", "--rpc", chain.Endpoint.ToString()]);
            // Until something is on the chain that was not before, and a little longer.
            UInt256 before = await NonceAsync(trial);
            while (!execute.HasExited && await NonceAsync(trial) == before)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(0, 40), TestContext.Current.CancellationToken);
            interrupted += execute.HasExited ? 0 : 1;
            execute.Kill();
            await execute.WaitAsync();
        }

        Assert.True(interrupted > 0, $"seed {seed}: no kill hit a run that was not done, so nothing was shown");
        // The one who was killed, and somebody else with a journal of his own, at once.
        Task<CliResult> mine = chain.RunAsync("safe", "execute", trial.Proposal, "--from", "local:9");
        string elsewhere = Path.Combine(chain.Folder, "elsewhere");
        Directory.CreateDirectory(elsewhere);
        Task<CliResult> other = CliProcess.RunAsync(elsewhere, ["safe", "execute", trial.Proposal, "--from", "local:8", "--rpc", chain.Endpoint.ToString()]);
        CliResult[] ended = await Task.WhenAll(mine, other);
        Assert.True(ended.Any(r => r.ExitCode == 0), string.Join('\n', ended.Select(r => r.ToString())));
        await trial.PaidExactlyAsync(Rows, $"seed {seed}");
        await chain.ExpectAsync(0, "safe", "execute", trial.Proposal, "--from", "local:9");
        await chain.ExpectAsync(0, "verify", trial.Launch);
        await trial.PaidExactlyAsync(Rows, $"seed {seed}");
    }

    private async Task<UInt256> NonceAsync(SafeTrial trial) => (await new ReadSafe(chain.Client).RunAsync(trial.Safe, TestContext.Current.CancellationToken)).Value.Nonce;
}
