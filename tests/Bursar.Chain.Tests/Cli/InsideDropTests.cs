using System.Globalization;
using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Drops that live inside their token: planned, applied, verified, reported, claimed from published files and taken back.</summary>
public sealed class InsideDropTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_gives_its_list_out_by_itself_from_the_plan_to_the_clawback()
    {
        string launch = await LaunchAsync("inside", "fixed");
        JsonElement planned = await chain.JsonAsync(0, "plan", launch);
        string?[] steps = [.. planned.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("id").GetString())];
        Assert.Equal("tokens.coin/create", steps[^1]); // nothing is approved, and no drop is opened
        Assert.All(steps[..^1], s => Assert.StartsWith("contracts/", s, StringComparison.Ordinal));
        Assert.Contains("gives 60 out to 3 recipients by itself", planned.GetRawText(), StringComparison.Ordinal);
        string plan = Path.ChangeExtension(launch, ".plan.json");
        await chain.ExpectAsync(0, "apply", plan);
        await chain.ExpectAsync(0, "apply", plan);
        await chain.ExpectAsync(0, "verify", launch);
        Assert.Equal(0, (await chain.JsonAsync(0, "plan", launch)).GetProperty("steps").GetArrayLength());

        JsonElement drop = await chain.JsonAsync(0, "drop", "show", launch);
        string token = drop.GetProperty("token").GetString()!;
        Assert.Equal(token, drop.GetProperty("address").GetString());
        Assert.Equal(Units(940), await chain.BalanceAsync(token, 0));
        JsonElement shown = await chain.JsonAsync(0, "token", "show", token);
        Assert.Equal("fixed", shown.GetProperty("kind").GetString());
        Assert.Contains("It gives 60 out to 3 accounts by itself", shown.GetRawText(), StringComparison.Ordinal);

        Assert.Equal(Units(10).ToString(), (await chain.JsonAsync(0, "drop", "claim", launch, "--as", "local:3")).GetProperty("units").GetString());
        await chain.RefusedAsync(4, "drop.already-claimed", "drop", "claim", launch, "--as", "local:3");
        await chain.ExpectAsync(0, "drop", "claim", launch, "--as", "local:4", "--to", "local:6");
        Assert.Equal(Units(20), await chain.BalanceAsync(token, 6));
        await chain.ExpectAsync(0, "verify", launch);

        await chain.RefusedAsync(4, "drop.not-expired", "drop", "clawback", token, "--to", "local:0");
        await chain.Controls.IncreaseTimeAsync(TimeSpan.FromDays(5 * 365), Cancel);
        await chain.Controls.MineAsync(1, Cancel);
        await chain.RefusedAsync(4, "drop.expired", "drop", "claim", launch, "--as", "local:5");
        await chain.RefusedAsync(4, "drop.not-owner", "drop", "clawback", token, "--to", "local:1", "--from", "local:1");
        await chain.ExpectAsync(0, "drop", "clawback", token, "--to", "local:8");
        Assert.Equal(Units(30), await chain.BalanceAsync(token, 8));
        JsonElement report = await chain.JsonAsync(0, "report", launch);
        Assert.True(File.Exists(report.GetProperty("report").GetString()));
    }

    [Fact]
    public async Task Managed_tokens_and_tokens_with_votes_do_so_too_beside_a_payout_of_the_same_token()
    {
        foreach (string kind in (string[])["managed", "votes"])
        {
            string launch = await LaunchAsync($"inside-{kind}", kind, $"payouts:\n  team: {{ token: coin, list: team-inside-{kind}.csv }}\n");
            await File.WriteAllTextAsync(Path.Combine(chain.Folder, $"team-inside-{kind}.csv"), $"address,amount\n{CliChain.Account(2)},5\n{CliChain.Account(3)},6\n", Cancel);
            await chain.ExpectAsync(0, "plan", launch);
            await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
            await chain.ExpectAsync(0, "drop", "claim", launch, "--as", "local:3");
            await chain.ExpectAsync(0, "verify", launch);
            string token = (await chain.JsonAsync(0, "drop", "show", launch)).GetProperty("token").GetString()!;
            Assert.Equal(Units(16), await chain.BalanceAsync(token, 3));
        }
    }

    [Fact]
    public async Task A_list_that_leaves_the_token_after_its_creation_is_refused()
    {
        string launch = await LaunchAsync("leaves", "fixed");
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        string text = await File.ReadAllTextAsync(launch, Cancel);
        await File.WriteAllTextAsync(launch, text.Replace("inside: true, ", "", StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "plan.token-changed", "plan", launch);
        CliResult verified = await chain.ExpectAsync(4, "verify", launch);
        Assert.Contains("it was created with other parameters", verified.Output + verified.Error, StringComparison.Ordinal);
    }

    private static UInt256 Units(ulong tokens) => (UInt256)tokens * UInt256.PowerOfTen(18);

    private async Task<string> LaunchAsync(string name, string kind, string more = "")
    {
        await File.WriteAllTextAsync(Path.Combine(chain.Folder, $"{name}.csv"),
            $"address,amount\n{CliChain.Account(3)},10\n{CliChain.Account(4)},20\n{CliChain.Account(5)},30\n", Cancel);
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        // The tests of this class share a chain, whose time one of them moves on.
        BlockHeader head = (await chain.Client.GetBlockAsync(BlockTag.Latest, Cancel))!;
        string expires = DateTimeOffset.FromUnixTimeSeconds((long)head.Timestamp).AddYears(4).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              coin: { kind: {{kind}}, name: Coin, symbol: COIN, decimals: 18, supply: 1_000, genesis: [{ to: operator, amount: 1_000 }] }
            drops:
              airdrop: { token: coin, list: {{name}}.csv, inside: true, expires: {{expires}} }

            """ + more, Cancel);
        return launch;
    }
}
