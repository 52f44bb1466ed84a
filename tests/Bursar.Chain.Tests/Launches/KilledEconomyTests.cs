using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Bursar.Chain.Tests.Cli;
using Bursar.Evm.Rpc;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary><c>kill -9</c> while a whole economy is made: vesting, drop, pool, locked liquidity and staking are as planned after a rerun.</summary>
public sealed class KilledEconomyTests(CliChain chain) : IClassFixture<CliChain>
{
    private const int Kills = 4;

    /// <summary>Fewer than a run has steps.</summary>
    private const int MostBefore = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vesting_pools_and_staking_are_made_once_whenever_apply_is_killed()
    {
        int seed = Seeds.Next("KilledEconomyTests");
        TestContext.Current.SendDiagnosticMessage("seed {0} (set BURSAR_TEST_SEED to repeat)", seed);
        var random = new Random(seed);

        // An uninterrupted run makes what all runs share.
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(await PlanAsync("whole"), ".plan.json"));

        int interrupted = 0;
        for (int i = 0; i < Kills; i++)
        {
            string launch = await PlanAsync($"economy-{i}");
            string plan = Path.ChangeExtension(launch, ".plan.json");
            ulong before = await NonceAsync();
            using (CliProcess apply = CliProcess.Start(chain.Home, ["apply", plan, "--rpc", chain.Endpoint.ToString()]))
            {
                // Some of its transactions are on the chain; the first time, none.
                ulong until = before + (ulong)(i == 0 ? 0 : random.Next(1, MostBefore));
                while (!apply.HasExited && await NonceAsync() < until)
                    await Task.Delay(1, Cancel);
                await Task.Delay(random.Next(20), Cancel);
                bool ended = apply.HasExited;
                apply.Kill();
                await apply.WaitAsync();
                if (!ended && await NonceAsync() > before)
                    interrupted++;
            }

            await chain.ExpectAsync(0, "apply", plan);
            await chain.ExpectAsync(0, "verify", launch);
            await CheckAsync(launch, $"seed {seed}, kill {i}");
        }

        Assert.True(interrupted > 0, $"seed {seed}: no kill hit a run that had begun and was not done, so nothing was shown");
    }

    /// <summary>Every class of holders has what the file gives it, so nothing was made twice.</summary>
    private async Task CheckAsync(string launch, string at)
    {
        await chain.ExpectAsync(0, "report", launch);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(launch)!, "launch.report", "report.json"), Cancel));
        Dictionary<string, BigInteger> held = report.RootElement.GetProperty("tokens")[0].GetProperty("holders").EnumerateArray()
            .ToDictionary(h => h.GetProperty("class").GetString()!, h => BigInteger.Parse(h.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture) / BigInteger.Pow(10, 18));
        Assert.True(held["Locked in vesting"] == 26_000_000, at);
        Assert.True(held["Staking pools: stakes, and rewards to come"] == 7_000_000, at);
        Assert.True(held.ContainsValue(10_000_000), $"{at}: the pool's part is not there");
        JsonElement pool = report.RootElement.GetProperty("pools")[0];
        Assert.Equal(("10000000000000000000000000", "50000000000000000000"), (pool.GetProperty("reserve").GetString(), pool.GetProperty("quoteReserve").GetString()));
    }

    private Task<ulong> NonceAsync() => chain.Client.GetTransactionCountAsync(CliChain.Account(0), BlockTag.Latest, Cancel);

    private async Task<string> PlanAsync(string name)
    {
        string folder = Path.Combine(chain.Folder, name);
        Directory.CreateDirectory(folder);
        string example = Path.Combine(Checkout.Root, "examples", "website-coin");
        File.Copy(Path.Combine(example, "visitors.csv"), Path.Combine(folder, "visitors.csv"));
        string launch = Path.Combine(folder, "launch.yaml");
        string text = await File.ReadAllTextAsync(Path.Combine(example, "launch.yaml"), Cancel);
        await File.WriteAllTextAsync(launch, text.Replace("name: website-coin", $"name: {name}", StringComparison.Ordinal).Replace("website_123.com", $"{name}.example", StringComparison.Ordinal), Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        return launch;
    }
}
