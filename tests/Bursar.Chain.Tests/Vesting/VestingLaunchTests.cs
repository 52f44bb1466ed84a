using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Bursar.Chain.Tests.Cli;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Vesting;

/// <summary>A launch that vests, from the file to the report, before and after a year: what the chain pays is what plain arithmetic says, to the unit.</summary>
public sealed class VestingLaunchTests(CliChain chain) : IClassFixture<CliChain>
{
    private const long Hour = 3600;
    private const long Day = 24 * Hour;
    private const long Year = 365 * Day;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_later_every_figure_of_the_report_is_what_the_file_promised()
    {
        long start = (await NowAsync() / Day * Day) - (30 * Day);
        string launch = await WriteAsync("economy", start);
        await chain.ExpectAsync(0, "plan", launch);
        CliResult applied = await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        Assert.Contains("every step is final", applied.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", (await chain.ExpectAsync(0, "plan", launch)).Output, StringComparison.Ordinal);
        await CompareAsync(launch, start);

        await chain.Controls.IncreaseTimeAsync(TimeSpan.FromSeconds(Year), Cancel);
        await chain.Controls.MineAsync(1, Cancel);
        await CompareAsync(launch, start);

        // Withdrawals: all of an account's at once, a part to somebody else, and what a drop's row gives.
        string token = (await ReportAsync(launch)).GetProperty("vesting")[0].GetProperty("token").GetString()!;
        JsonElement[] adas = await SchedulesAsync(1, token);
        Assert.Equal(2, adas.Length);
        UInt256 before = await chain.BalanceAsync(token, 1);
        await chain.ExpectAsync(0, "vest", "withdraw", "--from", "local:1");
        Assert.True(await chain.BalanceAsync(token, 1) - before >= adas.Aggregate(UInt256.Zero, (sum, s) => sum + Units(s, "available")));
        string bobs = (await SchedulesAsync(2, token))[0].GetProperty("id").GetString()!;
        await chain.ExpectAsync(0, "vest", "withdraw", bobs, "--to", "local:9", "--amount", "1.5", "--from", "local:2", "--idempotency-key", "rent");
        await chain.ExpectAsync(0, "vest", "withdraw", bobs, "--to", "local:9", "--amount", "1.5", "--from", "local:2", "--idempotency-key", "rent");
        Assert.Equal(UInt256.Parse("1500000000000000000"), await chain.BalanceAsync(token, 9));

        // A row of the drop: claimed for its box and opened, by a stranger; withdrawn by its account.
        Assert.Empty(await SchedulesAsync(6, token));
        await chain.ExpectAsync(0, "vest", "open", launch, "--as", "local:6", "--from", "local:8");
        await chain.RefusedAsync(4, "vesting.opened", "vest", "open", launch, "--as", "local:6", "--from", "local:8");
        await chain.ExpectAsync(0, "vest", "withdraw", "--from", "local:6");
        Assert.True(await chain.BalanceAsync(token, 6) > UInt256.Zero);

        // An early end: what has vested is the recipient's, the rest comes back.
        string evas = (await SchedulesAsync(3, token))[0].GetProperty("id").GetString()!;
        await chain.ExpectAsync(0, "vest", "revoke", evas, "--from", "local:0");
        await CompareAsync(launch, start, revoked: evas);
        Assert.Contains("Nothing to do", (await chain.ExpectAsync(0, "plan", launch)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_added_is_opened_alone_and_a_row_that_is_changed_is_refused()
    {
        long start = await NowAsync() / Day * Day;
        string launch = await WriteAsync("rows", start);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        string text = await File.ReadAllTextAsync(launch, Cancel);
        string row = $"      - {{ to: \"{CliChain.Account(2)}\", amount: 600 }}\n";
        Assert.Contains(row, text, StringComparison.Ordinal);

        await File.WriteAllTextAsync(launch, text.Replace(row, row.Replace("600", "601", StringComparison.Ordinal), StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "plan.vesting-changed", "plan", launch);
        await File.WriteAllTextAsync(launch, text.Replace(row, "", StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "plan.vesting-changed", "plan", launch);

        // The very same row a second time is one more schedule; it stands in front of the others, and the batches with it.
        await File.WriteAllTextAsync(launch, text.Replace("    recipients:\n", "    recipients:\n" + row, StringComparison.Ordinal), Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        string planned = await File.ReadAllTextAsync(Path.ChangeExtension(launch, ".plan.json"), Cancel);
        Assert.Equal(["tokens.coin/approve-vesting", "vesting.team/create-2"], JsonDocument.Parse(planned).RootElement.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("id").GetString()));
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        await chain.ExpectAsync(0, "verify", launch);
        string token = (await ReportAsync(launch)).GetProperty("vesting")[0].GetProperty("token").GetString()!;
        Assert.Equal(["600000000000000000000", "600000000000000000000"], (await SchedulesAsync(2, token)).Select(s => s.GetProperty("promised").GetString()));
    }

    /// <summary>Verifies, reports, and compares every figure with <see cref="Promises"/>, computed from the file's own words.</summary>
    private async Task CompareAsync(string launch, long start, string? revoked = null)
    {
        await chain.ExpectAsync(0, "verify", launch);
        JsonElement report = await ReportAsync(launch);
        long now = await NowAsync();
        Dictionary<string, (BigInteger Total, Func<long, BigInteger> Vested)> promises = Promises(start);
        int compared = 0;
        BigInteger locked = 0;
        foreach (JsonElement vesting in report.GetProperty("vesting").EnumerateArray())
        {
            DateTimeOffset[] later = [.. vesting.GetProperty("later").EnumerateArray().Select(t => t.GetDateTimeOffset())];
            foreach (JsonElement schedule in vesting.GetProperty("schedules").EnumerateArray())
            {
                (BigInteger total, Func<long, BigInteger> vested) = promises[$"{vesting.GetProperty("source").GetString()} {schedule.GetProperty("label").GetString() ?? schedule.GetProperty("recipient").GetString()}"];
                compared++;
                if (schedule.GetProperty("id").GetString() == revoked)
                {
                    long end = schedule.GetProperty("revokedAt").GetDateTimeOffset().ToUnixTimeSeconds();
                    Assert.Equal((vested(end), vested(end)), (Big(schedule, "promised"), Big(schedule, "withdrawn")));
                    continue;
                }

                Assert.Equal((total, vested(now)), (Big(schedule, "promised"), Big(schedule, "vested")));
                Assert.Equal(later.Select(t => vested(t.ToUnixTimeSeconds())), schedule.GetProperty("byThen").EnumerateArray().Select(a => BigInteger.Parse(a.GetString()!, CultureInfo.InvariantCulture)));
                locked += total - vested(now);
            }
        }

        Assert.Equal(promises.Count, compared);
        JsonElement today = report.GetProperty("unlocks")[0].GetProperty("dates")[0];
        Assert.Equal(locked, Big(today, "locked"));
        Assert.Equal(new BigInteger(1_000_000) * Coin, Big(report.GetProperty("unlocks")[0], "supply"));
        string page = await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(launch)!, Path.GetFileNameWithoutExtension(launch) + ".report", "index.html"), Cancel);
        Assert.Contains("Circulating supply by date", page, StringComparison.Ordinal);
        Assert.Contains("Who can sell when", page, StringComparison.Ordinal);
    }

    private static BigInteger Coin => BigInteger.Pow(10, 18);

    /// <summary>What each recipient was promised, by where the tokens come from and by label or address.</summary>
    private static Dictionary<string, (BigInteger Total, Func<long, BigInteger> Vested)> Promises(long start)
    {
        BigInteger ada = 100_000 * Coin;
        return new()
        {
            ["genesis Ada"] = (ada, t => t < start + (180 * Day) ? 0 : Grown(ada, t, start, start + (4 * Year))),
            ["operator Ada's bonus"] = Line(500 * Coin),
            [$"operator {CliChain.Account(2)}"] = Line(600 * Coin),
            [$"operator {CliChain.Account(3)}"] = (9 * Coin / 10, t => t < start + (40 * Day) ? 0 : t < start + (400 * Day) ? Coin / 2 : 9 * Coin / 10),
            ["operator curve"] = (10 * Coin, t => t < start ? 0 : t < start + (100 * Day) ? Coin + Grown(3 * Coin, t, start, start + (100 * Day)) : t < start + (700 * Day) ? 4 * Coin : 10 * Coin),
            [$"operator {CliChain.Account(5)}"] = (7 * Coin, t => Grown(7 * Coin, t, start, start + (10 * Day))),
            [$"drop {CliChain.Account(6)}"] = (20 * Coin, t => t < start + (180 * Day) ? 0 : Grown(20 * Coin, t, start, start + (4 * Year))),
            [$"drop {CliChain.Account(7)}"] = (30 * Coin, t => t < start + (180 * Day) ? 0 : Grown(30 * Coin, t, start, start + (4 * Year))),
        };

        (BigInteger, Func<long, BigInteger>) Line(BigInteger total) => (total, t => Grown(total, t, start, start + (2 * Year)));
    }

    /// <summary>The part of a line that has grown. With a cliff, the part behind it begins anew at the cliff's amount, which loses less than a unit.</summary>
    private static BigInteger Grown(BigInteger total, long time, long from, long to)
    {
        if (time <= from)
            return 0;
        if (time >= to)
            return total;
        if (to - from == 4 * Year)
        {
            BigInteger atCliff = total * (180 * Day) / (to - from);
            return atCliff + ((total - atCliff) * (time - from - (180 * Day)) / (to - from - (180 * Day)));
        }

        return total * (time - from) / (to - from);
    }

    private async Task<string> WriteAsync(string name, long start)
    {
        string folder = Directory.CreateDirectory(Path.Combine(chain.Folder, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "streams.csv"), $"address,amount,duration\n{CliChain.Account(5)},7,10 days\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "people.csv"), $"address,amount\n{CliChain.Account(6)},20\n{CliChain.Account(7)},30\n", Cancel);
        string launch = Path.Combine(folder, "launch.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: vesting-{{name}}
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              coin:
                name: Coin
                symbol: COIN
                decimals: 18
                supply: 1_000_000
                genesis:
                  - { to: operator, amount: 900_000 }
                  - { to: "{{CliChain.Account(1)}}", amount: 100_000, label: Ada, vesting: founders }
            vesting:
              founders: { token: coin, start: {{Date(start)}}, cliff: 180d, duration: 4y }
              team:
                token: coin
                start: {{Date(start)}}
                duration: 2y
                recipients:
                  - { to: "{{CliChain.Account(1)}}", amount: 500, label: Ada's bonus }
                  - { to: "{{CliChain.Account(2)}}", amount: 600 }
                batch: 1
              eva:
                token: coin
                to: "{{CliChain.Account(3)}}"
                amount: 0.9
                revoker: operator
                steps: [{ at: {{Date(start + (40 * Day))}}, amount: 0.5 }, { at: {{Date(start + (400 * Day))}}, amount: 0.4 }]
              any:
                token: coin
                to: "{{CliChain.Account(4)}}"
                amount: 10
                label: curve
                points: [{ at: {{Date(start)}}, total: 1 }, { at: {{Date(start + (100 * Day))}}, total: 4, line: true }, { at: {{Date(start + (700 * Day))}}, total: 10 }]
              streams: { token: coin, from: streams.csv, start: {{Date(start)}} }
            drops:
              air: { token: coin, list: people.csv, claim-for: true, vesting: founders }

            """.ReplaceLineEndings("\n"), Cancel);
        return launch;
    }

    private async Task<JsonElement[]> SchedulesAsync(int account, string token) =>
        [.. (await chain.JsonAsync(0, "vest", "show", $"local:{account}")).GetProperty("schedules").EnumerateArray().Where(s => s.GetProperty("token").GetString() == token)];

    private async Task<JsonElement> ReportAsync(string launch)
    {
        await chain.ExpectAsync(0, "report", launch);
        string file = Path.Combine(Path.GetDirectoryName(launch)!, Path.GetFileNameWithoutExtension(launch) + ".report", "report.json");
        return JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancel)).RootElement;
    }

    private async Task<long> NowAsync() => (long)(await chain.Client.GetBlockAsync(BlockTag.Latest, Cancel))!.Timestamp;

    private static string Date(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static BigInteger Big(JsonElement element, string name) => BigInteger.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static UInt256 Units(JsonElement element, string name) => UInt256.Parse(element.GetProperty(name).GetString()!);
}
