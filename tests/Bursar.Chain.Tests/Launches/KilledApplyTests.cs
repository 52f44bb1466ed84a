using System.Diagnostics;
using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
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
        await using LocalNode node = (await LocalNode.StartAsync(new LocalNodeOptions { Program = AnvilProgram.Find(Checkout.Root).Value }, TestContext.Current.CancellationToken)).Value;
        using EthereumClient client = node.Connect();
        string rpc = node.Endpoint.ToString();
        var random = new Random(seed + chain);

        // An uninterrupted run first: it tells how long a run is, and pays for what all runs share (factory, payout contract).
        string whole = await WriteLaunchAsync($"whole-{chain}", rpc);
        var watch = Stopwatch.StartNew();
        await ApplyAsync(whole, rpc, seed);
        double length = watch.Elapsed.TotalMilliseconds;

        int interrupted = 0;
        for (int i = 0; i < Kills / Chains; i++)
        {
            string launch = await WriteLaunchAsync($"kill-{chain}-{i}", rpc);
            var delay = TimeSpan.FromMilliseconds(random.NextDouble() * length);
            string at = $"seed {seed}, chain {chain}, kill {i} after {delay.TotalMilliseconds:0} of {length:0} ms";
            using (CliProcess apply = CliProcess.Start(HomeOf(launch), ["apply", PlanOf(launch), "--rpc", rpc]))
            {
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                bool ended = apply.HasExited;
                apply.Kill();
                await apply.WaitAsync();
                if (!ended && await StepsOnChainAsync(client, launch) is > 0 and < 1)
                    interrupted++;
            }

            await ApplyAsync(launch, rpc, seed);
            await CheckAsync(client, launch, at);
            CliResult verify = await CliProcess.RunAsync(HomeOf(launch), ["verify", launch, "--rpc", rpc]);
            Assert.True(verify.ExitCode == 0, $"{at}: {verify}");
        }

        return interrupted;
    }

    private static async Task ApplyAsync(string launch, string rpc, int seed)
    {
        CliResult result = await CliProcess.RunAsync(HomeOf(launch), ["apply", PlanOf(launch), "--rpc", rpc]);
        Assert.True(result.ExitCode == 0, $"seed {seed}: {result}");
    }

    /// <summary>Share of the payout's batches that the chain holds.</summary>
    private static async Task<double> StepsOnChainAsync(EthereumClient client, string launch)
    {
        Blueprint blueprint = Load(launch);
        PayoutBlueprint payout = blueprint.Payouts[0];
        if ((await client.GetCodeAsync(blueprint.Tokens[0].Address, BlockTag.Latest, TestContext.Current.CancellationToken)).Length == 0)
            return 0;
        IReadOnlyList<bool> paid = await client.CallManyAsync<bool>(
            [.. payout.Batches.Select(b => new ContractCall<bool>(blueprint.Payout, new Payout.IsPaidCall(blueprint.Operator, payout.Run, (UInt256)b.Number)))],
            BlockTag.Latest, TestContext.Current.CancellationToken);
        return (1.0 + paid.Count(p => p)) / (1 + paid.Count);
    }

    /// <summary>Asks the token itself for every balance.</summary>
    private static async Task CheckAsync(EthereumClient client, string launch, string at)
    {
        Blueprint blueprint = Load(launch);
        Address token = blueprint.Tokens[0].Address;
        RecipientList paid = blueprint.Payouts[0].List;
        DropBlueprint drop = blueprint.Drops[0];
        Address[] holders = [.. paid.Rows.Select(r => r.Account), drop.Address, blueprint.Operator];
        UInt256 supply = blueprint.Tokens[0].Genesis[0].Amount;
        UInt256[] expected = [.. paid.Rows.Select(r => r.Amount), drop.List.Total, supply - drop.List.Total - paid.Total];
        IReadOnlyList<UInt256> balances = await client.CallManyAsync<UInt256>(
            [.. holders.Select(h => new ContractCall<UInt256>(token, new Erc20.BalanceOfCall(h)))], BlockTag.Latest, TestContext.Current.CancellationToken);
        for (int i = 0; i < holders.Length; i++)
            Assert.True(balances[i] == expected[i], $"{at}: {holders[i]} has {balances[i]} instead of {expected[i]}");
        Assert.Equal(DropCode.Runtime(drop.Parameters, []), await client.GetCodeAsync(drop.Address, BlockTag.Latest, TestContext.Current.CancellationToken));
        var dropOf = new DropFactory.DropOfCall(blueprint.Operator, drop.Salt);
        Assert.True(await client.CallAsync(blueprint.DropFactory, dropOf, BlockTag.Latest, TestContext.Current.CancellationToken) == drop.Address, at);
    }

    private async Task<string> WriteLaunchAsync(string name, string rpc)
    {
        string folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.Combine(folder, "home"));
        string launch = Path.Combine(folder, "launch.yaml");
        await File.WriteAllLinesAsync(Path.Combine(folder, "paid.csv"), Enumerable.Range(1, PayoutRows).Select(i => $"0x{i + 0x10000:x40},{i}.{i % 10}"));
        await File.WriteAllLinesAsync(Path.Combine(folder, "claimable.csv"), Enumerable.Range(1, DropRows).Select(i => $"0x{i + 0x20000:x40},{i}"));
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{LocalAccounts.Addresses[0]}}"
            tokens:
              coin:
                name: Kill Coin
                symbol: KILL
                decimals: 18
                supply: 1_000_000
                owner: operator
                genesis:
                  - { to: operator, amount: 1_000_000, label: all }
            drops:
              claimable:
                token: coin
                list: claimable.csv
            payouts:
              paid:
                token: coin
                list: paid.csv
                batch: 10
            """);
        CliResult plan = await CliProcess.RunAsync(HomeOf(launch), ["plan", launch, "--rpc", rpc]);
        Assert.True(plan.ExitCode == 0, plan.ToString());
        return launch;
    }

    private static Blueprint Load(string launch) => BlueprintBuilder.Build(new LaunchLoader(NetworkCatalog.BuiltIn).Load(launch).Value);

    private static string HomeOf(string launch) => Path.Combine(Path.GetDirectoryName(launch)!, "home");

    private static string PlanOf(string launch) => Path.ChangeExtension(launch, ".plan.json");
}
