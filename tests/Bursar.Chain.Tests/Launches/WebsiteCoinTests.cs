using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Cli;
using Bursar.Core.Pools;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>The example of a whole economy, from plan to report, with people who use it and a year that passes.</summary>
public sealed class WebsiteCoinTests(CliChain chain) : IClassFixture<CliChain>
{
    private const int MostLines = 60;
    private static readonly BigInteger Unit = BigInteger.Pow(10, 18);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Launch => Path.Combine(chain.Folder, "website-coin", "launch.yaml");

    [Fact]
    public async Task An_economy_is_planned_applied_used_verified_and_reported_to_the_unit()
    {
        Copy();
        Assert.InRange((await File.ReadAllLinesAsync(Launch, Cancel)).Length, 1, MostLines - 1);
        await chain.ExpectAsync(0, "plan", Launch);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(Launch, ".plan.json"));
        Assert.Equal(0, (await chain.JsonAsync(0, "plan", Launch)).GetProperty("steps").GetArrayLength());
        await chain.ExpectAsync(0, "verify", Launch);
        JsonElement fresh = await ReportAsync();
        AssertVesting(fresh, await TimeAsync(fresh));
        AssertHoldersAddUp(fresh);
        string coin = fresh.GetProperty("tokens")[0].GetProperty("address").GetString()!;

        // Visitors claim and stake, one of them locked; the treasury's operator provides liquidity and stakes that; somebody swaps.
        JsonElement house = Pool(fresh, "house");
        JsonElement farm = Pool(fresh, "market-rewards");
        foreach (string account in new[] { "local:4", "local:5" })
            await chain.ExpectAsync(0, "drop", "claim", Launch, "--as", account);
        var stakes = new List<(int Account, int Tier, UInt256 Amount, ulong Time)>
        {
            (4, 0, Units(10_000), await TimeOfAsync(await chain.JsonAsync(0, "stake", "add", Launch, "10_000", "--pool", "house", "--from", "local:4"))),
            (5, 1, Units(5_000), await TimeOfAsync(await chain.JsonAsync(0, "stake", "add", Launch, "5_000", "--tier", "1", "--pool", "house", "--from", "local:5"))),
        };
        await chain.ExpectAsync(0, "pool", "add", coin, "native", "100_000");
        UInt256 liquidity = await chain.BalanceAsync(farm.GetProperty("token").GetString()!, 0);
        ulong farmed = await TimeOfAsync(await chain.JsonAsync(0, "stake", "add", Launch, "22", "--pool", "market-rewards"));
        await chain.ExpectAsync(0, "swap", "run", "1", "native", coin, "--from", "local:6");
        Assert.True(liquidity > Units(22));

        var controls = new LocalControls(chain.Client);
        await controls.IncreaseTimeAsync(TimeSpan.FromDays(365), Cancel);
        await controls.MineAsync(cancellationToken: Cancel);
        await chain.ExpectAsync(0, "vest", "withdraw", "--from", "local:1");
        UInt256 withdrawn = await chain.BalanceAsync(coin, 1);
        await chain.ExpectAsync(0, "verify", Launch);

        JsonElement report = await ReportAsync();
        AssertHoldersAddUp(report);
        ulong now = await TimeAsync(report);
        AssertVesting(report, now);
        Assert.DoesNotContain("0", report.GetProperty("vesting").EnumerateArray().SelectMany(v => v.GetProperty("schedules").EnumerateArray()).Select(s => s.GetProperty("vested").GetString()));
        Assert.Contains(withdrawn.ToString(), report.GetProperty("vesting").EnumerateArray().SelectMany(v => v.GetProperty("schedules").EnumerateArray()).Select(s => s.GetProperty("withdrawn").GetString()));
        AssertStakes(Pool(report, "house"), stakes, Start(house), now, 5_000_000, 180, [new StakingTier(0, 1), new StakingTier(90 * 86_400UL, 2)]);
        AssertStakes(Pool(report, "market-rewards"), [(0, 0, Units(22), farmed)], Start(farm), now, 2_000_000, 365, [new StakingTier(0, 1)]);
        AssertPool(report.GetProperty("pools")[0]);
        Dictionary<string, string?> held = report.GetProperty("tokens")[0].GetProperty("holders").EnumerateArray().ToDictionary(h => h.GetProperty("class").GetString()!, h => h.GetProperty("amount").GetString());
        Assert.Equal(withdrawn.ToString(), held["Recipients of vesting"]);
        Assert.Equal(Units(5_000_000 + 2_000_000 + 10_000 + 5_000).ToString(), held["Staking pools: stakes, and rewards to come"]);
    }

    // Plain arithmetic: a quarter at the cliff and a line from there, each rounded down; and eight equal parts.
    private static void AssertVesting(JsonElement report, ulong now)
    {
        foreach (JsonElement vesting in report.GetProperty("vesting").EnumerateArray())
        {
            bool line = vesting.GetProperty("source").GetString() == "genesis";
            BigInteger start = At(2026), cliff = At(2027), end = At(2030);
            foreach (JsonElement schedule in vesting.GetProperty("schedules").EnumerateArray())
            {
                var promised = BigInteger.Parse(schedule.GetProperty("promised").GetString()!, CultureInfo.InvariantCulture);
                int quarters = Enumerable.Range(0, 8).Count(q => new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(3 * q).ToUnixTimeSeconds() <= (long)now);
                BigInteger atCliff = promised * (cliff - start) / (end - start);
                BigInteger vested = !line ? promised * quarters / 8 : now < cliff ? 0 : atCliff + ((promised - atCliff) * (BigInteger.Min(now, end) - cliff) / (end - cliff));
                Assert.Equal(vested.ToString(CultureInfo.InvariantCulture), schedule.GetProperty("vested").GetString());
            }
        }
    }

    private static void AssertStakes(
        JsonElement pool, IReadOnlyList<(int Account, int Tier, UInt256 Amount, ulong Time)> stakes, ulong start, ulong now, int funded, int days, StakingTier[] tiers)
    {
        var model = new StakingModel(tiers, 1);
        Assert.Equal(StakingRefusal.None, model.Fund(0, Units(funded), (ulong)days * 86_400, start));
        foreach ((int account, int tier, UInt256 amount, ulong time) in stakes)
            Assert.Equal(StakingRefusal.None, model.Stake(CliChain.Account(account), tier, amount, time));
        Assert.Equal(stakes.Count, pool.GetProperty("stakes").GetArrayLength());
        foreach (JsonElement stake in pool.GetProperty("stakes").EnumerateArray())
        {
            StakingPosition expected = model.StakeOf(Address.Parse(stake.GetProperty("account").GetString()!), stake.GetProperty("tier").GetInt32(), now);
            Assert.Equal((expected.Amount.ToString(), expected.Claimable[0].ToString()), (stake.GetProperty("amount").GetString(), stake.GetProperty("claimable")[0].GetString()));
            Assert.False(expected.Claimable[0].IsZero);
        }

        Assert.Equal(model.RewardOf(0, now).Unearned.ToString(), pool.GetProperty("rewards")[0].GetProperty("unearned").GetString());
    }

    // Ten million and 50 coins, a hundredth of that besides, and one coin swapped in.
    private static void AssertPool(JsonElement pool)
    {
        (UInt256 token, UInt256 coin) = (Units(10_100_000), Units(50) + (Units(1) / 2UL));
        UInt256 bought = PairMath.AmountOut(Units(1), coin, token);
        Assert.Equal(((token - bought).ToString(), (coin + Units(1)).ToString()), (pool.GetProperty("reserve").GetString(), pool.GetProperty("quoteReserve").GetString()));
    }

    private static void AssertHoldersAddUp(JsonElement report)
    {
        JsonElement[] holders = [.. report.GetProperty("tokens")[0].GetProperty("holders").EnumerateArray()];
        Assert.Contains("Locked in vesting", holders.Select(h => h.GetProperty("class").GetString()));
        Assert.Equal(100_000_000 * Unit, holders.Aggregate(BigInteger.Zero, (sum, h) => sum + BigInteger.Parse(h.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture)));
    }

    private static JsonElement Pool(JsonElement report, string name) => report.GetProperty("staking").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);

    private static ulong Start(JsonElement pool) =>
        (ulong)pool.GetProperty("rewards")[0].GetProperty("finish").GetDateTimeOffset().ToUnixTimeSeconds() - pool.GetProperty("rewards")[0].GetProperty("periodSeconds").GetUInt64();

    private static BigInteger At(int year) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private static UInt256 Units(int amount) => (UInt256)(ulong)amount * UInt256.PowerOfTen(18);

    private async Task<ulong> TimeAsync(JsonElement report) => (await chain.Client.GetBlockAsync(BlockTag.At(report.GetProperty("toBlock").GetUInt64()), Cancel))!.Timestamp;

    private async Task<ulong> TimeOfAsync(JsonElement sent)
    {
        Receipt receipt = (await chain.Client.GetReceiptAsync(Hash32.Parse(sent.GetProperty("steps").EnumerateArray().Last().GetProperty("transaction").GetString()!), Cancel))!;
        return (await chain.Client.GetBlockAsync(BlockTag.At(receipt.BlockNumber), Cancel))!.Timestamp;
    }

    private async Task<JsonElement> ReportAsync()
    {
        await chain.ExpectAsync(0, "report", Launch);
        string file = Path.Combine(Path.GetDirectoryName(Launch)!, "launch.report", "report.json");
        return JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancel)).RootElement;
    }

    private void Copy()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Launch)!);
        foreach (string file in new[] { "launch.yaml", "visitors.csv" })
            File.Copy(Path.Combine(Checkout.Root, "examples", "website-coin", file), Path.Combine(Path.GetDirectoryName(Launch)!, file));
    }
}
