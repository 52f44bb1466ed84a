using System.Diagnostics;
using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Cli;
using Bursar.Chain.Tests.Outbox;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary><c>kill -9</c> at random instants of <c>apply</c>, each followed by a rerun: every balance is right to the unit.</summary>
public sealed class KilledApplyTests : IDisposable
{
    private const int Kills = 20;
    private const int Chains = 4;
    private const int PayoutRows = 300;
    private const int DropRows = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-kill-").FullName;

    [Fact]
    public async Task Every_payment_happens_once_whenever_apply_is_killed()
    {
        int seed = Seeds.Next("KilledApplyTests");
        TestContext.Current.SendDiagnosticMessage("seed {0} (set BURSAR_TEST_SEED to repeat)", seed);
        int[] interrupted = await Task.WhenAll(Enumerable.Range(0, Chains).Select(chain => KillOnChainAsync(chain, seed)));
        Assert.True(interrupted.Sum() > 0, $"seed {seed}: no kill hit a run that had begun and was not done, so nothing was shown");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<int> KillOnChainAsync(int chain, int seed)
    {
        await using LocalNode node = await PayTrial.StartNodeAsync();
        using EthereumClient client = node.Connect();
        var random = new Random(seed + chain);

        // An uninterrupted run first: it tells how long a run is, and pays for what all runs share (factory, payout contract).
        PayTrial whole = await PlanAsync(node, $"whole-{chain}", $"seed {seed}");
        var watch = Stopwatch.StartNew();
        await whole.ExpectAsync(0, "apply", whole.Plan);
        double length = watch.Elapsed.TotalMilliseconds;

        int interrupted = 0;
        for (int i = 0; i < Kills / Chains; i++)
        {
            PayTrial trial = await PlanAsync(node, $"kill-{chain}-{i}", $"seed {seed}");
            var delay = TimeSpan.FromMilliseconds(random.NextDouble() * length);
            trial.At = $"seed {seed}, chain {chain}, kill {i} after {delay.TotalMilliseconds:0} of {length:0} ms";
            using (CliProcess apply = trial.Begin(["apply", trial.Plan]))
            {
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                bool ended = apply.HasExited;
                apply.Kill();
                await apply.WaitAsync();
                if (!ended && await StepsOnChainAsync(client, trial.Load()) is > 0 and < 1)
                    interrupted++;
            }

            await trial.ExpectAsync(0, "apply", trial.Plan);
            await CheckAsync(client, trial);
            await trial.ExpectAsync(0, "verify", trial.Launch);
        }

        return interrupted;
    }

    /// <summary>Share of the payout's batches that the chain holds.</summary>
    private static async Task<double> StepsOnChainAsync(EthereumClient client, Blueprint blueprint)
    {
        PayoutBlueprint payout = blueprint.Payouts[0];
        if ((await client.GetCodeAsync(blueprint.Tokens[0].Address, BlockTag.Latest, TestContext.Current.CancellationToken)).Length == 0)
            return 0;
        IReadOnlyList<bool> paid = await client.CallManyAsync<bool>(
            [.. payout.Batches.Select(b => new ContractCall<bool>(blueprint.Payout, new Payout.IsPaidCall(blueprint.Operator, payout.Run, (UInt256)b.Number)))],
            BlockTag.Latest, TestContext.Current.CancellationToken);
        return (1.0 + paid.Count(p => p)) / (1 + paid.Count);
    }

    private static async Task CheckAsync(EthereumClient client, PayTrial trial)
    {
        Blueprint blueprint = trial.Load();
        DropBlueprint drop = blueprint.Drops[0];
        UInt256 rest = blueprint.Tokens[0].Genesis[0].Amount - drop.List.Total - blueprint.Payouts[0].List.Total;
        await trial.PaidExactlyAsync(client, (drop.Address, drop.List.Total), (blueprint.Operator, rest));
        Assert.Equal(DropCode.Runtime(drop.Parameters, []), await client.GetCodeAsync(drop.Address, BlockTag.Latest, TestContext.Current.CancellationToken));
        var dropOf = new DropFactory.DropOfCall(blueprint.Operator, drop.Salt);
        Assert.True(await client.CallAsync(blueprint.DropFactory, dropOf, BlockTag.Latest, TestContext.Current.CancellationToken) == drop.Address, trial.At);
    }

    private async Task<PayTrial> PlanAsync(LocalNode node, string name, string at)
    {
        var trial = new PayTrial(node, Path.Combine(_folder, name)) { At = at };
        await trial.PlanAsync(name, PayoutRows, batch: 10, claims: DropRows);
        return trial;
    }
}
