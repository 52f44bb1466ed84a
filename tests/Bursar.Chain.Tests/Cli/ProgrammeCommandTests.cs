using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>A programme over two lists: proposed, checked, stopped, activated and claimed from the command line.</summary>
public sealed class ProgrammeCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private static readonly UInt256 Unit = UInt256.PowerOfTen(18);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_proposed_checked_and_counts_after_its_window_and_the_next_one_pays_the_difference()
    {
        (string launch, string coin, string gem) = await LaunchAsync("seasons", claimFor: false);
        string first = await ListAsync("first.csv", Row(3, coin, 30), Row(3, gem, 4), Row(4, coin, 20));
        await chain.RefusedAsync(4, "programme.not-owner", "programme", "propose", launch, first, "--from", "local:5");
        JsonElement proposed = await chain.JsonAsync(0, "programme", "propose", launch, first);
        JsonElement again = await chain.JsonAsync(0, "programme", "propose", launch, first);
        Assert.Equal(("1", proposed.GetProperty("root").GetString()), (again.GetProperty("list").GetString(), again.GetProperty("root").GetString()));

        JsonElement check = await chain.JsonAsync(0, "programme", "check", launch, first);
        Assert.Equal(3, check.GetProperty("changes").GetProperty("added").GetInt32());
        string other = await ListAsync("other.csv", Row(3, coin, 31), Row(3, gem, 4), Row(4, coin, 19));
        await chain.RefusedAsync(4, "programme.differs", "programme", "check", launch, other);
        await chain.RefusedAsync(4, "programme.window-not-over", "programme", "activate", launch);
        await chain.RefusedAsync(4, "programme.no-list", "programme", "claim", launch, "--as", "local:3");
        await PassAsync();
        await chain.ExpectAsync(0, "programme", "activate", launch, "--from", "local:6");

        await chain.RefusedAsync(4, "programme.claim-for-not-allowed", "programme", "claim", launch, "--as", "local:3", "--from", "local:6");
        JsonElement claimed = await chain.JsonAsync(0, "programme", "claim", launch, "--as", "local:3");
        Assert.Equal(2, claimed.GetProperty("rows").GetArrayLength());
        Assert.Equal((30UL * Unit, 4UL * Unit), (await chain.BalanceAsync(coin, 3), await chain.BalanceAsync(gem, 3)));
        await chain.RefusedAsync(4, "programme.nothing-to-claim", "programme", "claim", launch, "--as", "local:3");
        await chain.RefusedAsync(3, "programme.no-row", "programme", "claim", launch, "--as", "local:7");

        string second = await ListAsync("second.csv", Row(3, coin, 35), Row(3, gem, 4), Row(4, coin, 20), Row(7, gem, 1));
        await chain.ExpectAsync(0, "programme", "propose", launch, second, "--uri", "https://example.org/two");
        await PassAsync();
        await chain.ExpectAsync(0, "programme", "activate", launch);
        claimed = await chain.JsonAsync(0, "programme", "claim", launch, "--as", "local:3");
        Assert.Equal((5UL * Unit).ToString(), Assert.Single(claimed.GetProperty("rows").EnumerateArray()).GetProperty("units").GetString());
        Assert.Equal(35UL * Unit, await chain.BalanceAsync(coin, 3));
        await chain.ExpectAsync(0, "programme", "claim", launch, "--as", "local:4", "--token", coin);

        JsonElement shown = await chain.JsonAsync(0, "programme", "show", launch);
        Assert.Equal(["former", "active"], shown.GetProperty("lists").EnumerateArray().Select(l => l.GetProperty("state").GetString()));
        CliResult verified = await chain.ExpectAsync(0, "verify", launch);
        Assert.Contains("programme rewards: list 2 of 2 is active, 2 accounts were paid", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_takes_back_or_gives_too_much_is_refused_row_by_row_and_a_watcher_stops_what_it_does_not_like()
    {
        (string launch, string coin, string gem) = await LaunchAsync("watched", claimFor: true);
        string first = await ListAsync("w1.csv", Row(3, coin, 30), Row(4, gem, 2));
        await chain.ExpectAsync(0, "programme", "propose", launch, first);
        await chain.RefusedAsync(4, "programme.not-watcher", "programme", "veto", launch, "--from", "local:3");
        await chain.ExpectAsync(0, "programme", "veto", launch, "--from", "local:9");
        await PassAsync();
        await chain.RefusedAsync(4, "programme.nothing-waits", "programme", "activate", launch);

        await chain.ExpectAsync(0, "programme", "propose", launch, first);
        await PassAsync();
        await chain.ExpectAsync(0, "programme", "activate", launch);
        JsonElement shown = await chain.JsonAsync(0, "programme", "show", launch);
        Assert.Equal(["stopped", "active"], shown.GetProperty("lists").EnumerateArray().Select(l => l.GetProperty("state").GetString()));
        await chain.ExpectAsync(0, "programme", "claim", launch, "--as", "local:4", "--from", "local:6");
        Assert.Equal(2UL * Unit, await chain.BalanceAsync(gem, 4));

        string wrong = await ListAsync("w2.csv", Row(3, coin, 29), Row(5, gem, 1_000));
        CliResult refused = await chain.ExpectAsync(3, "programme", "propose", launch, wrong);
        Assert.Contains("programme.amount-fell", refused.Error, StringComparison.Ordinal);
        Assert.Contains("row 2, column amount", refused.Error, StringComparison.Ordinal);
        Assert.Contains("programme.row-lost", refused.Error, StringComparison.Ordinal);
        Assert.Contains("programme.above-escrow", refused.Error, StringComparison.Ordinal);
        string twice = await ListAsync("w3.csv", Row(3, coin, 30), Row(3, coin, 31), Row(4, gem, 0));
        refused = await chain.ExpectAsync(3, "programme", "propose", launch, twice);
        Assert.Contains("duplicate", refused.Error, StringComparison.Ordinal);
        Assert.Contains("zero-amount", refused.Error, StringComparison.Ordinal);

        string more = await ListAsync("w4.csv", Row(3, coin, 30), Row(4, gem, 20));
        await chain.RefusedAsync(3, "programme.above-escrow", "programme", "propose", launch, more);
        await chain.ExpectAsync(0, "programme", "fund", launch, "--token", gem, "--amount", "15", "--idempotency-key", "top-up-1");
        await chain.ExpectAsync(0, "programme", "fund", launch, "--token", gem, "--amount", "15", "--idempotency-key", "top-up-1");
        await chain.ExpectAsync(0, "programme", "propose", launch, more);
        shown = await chain.JsonAsync(0, "programme", "show", launch);
        Assert.Contains((25UL * Unit).ToString(), shown.GetProperty("tokens").EnumerateArray().Select(t => t.GetProperty("escrow").GetString()));
        await chain.ExpectAsync(0, "verify", launch);
    }

    [Fact]
    public async Task A_long_list_ends_its_proofs_at_sub_roots()
    {
        (string launch, string coin, string gem) = await LaunchAsync("long", claimFor: false);
        string others = string.Concat(Enumerable.Range(1, 998).Select(i => $"0x{i + 0x1000:x40},{coin},{i}\n"));
        await chain.ExpectAsync(0, "programme", "propose", launch, await ListAsync("long.csv", others, Row(3, coin, 5), Row(3, gem, 1)));
        await chain.ExpectAsync(0, "programme", "check", launch, Path.Combine(chain.Folder, "long.csv"));
        await PassAsync();
        await chain.ExpectAsync(0, "programme", "activate", launch);
        Assert.InRange((await chain.JsonAsync(0, "programme", "show", launch)).GetProperty("subRoots").GetInt32(), 16, 512);
        await chain.ExpectAsync(0, "programme", "claim", launch, "--as", "local:3");
        Assert.Equal((5UL * Unit, Unit), (await chain.BalanceAsync(coin, 3), await chain.BalanceAsync(gem, 3)));
        await chain.ExpectAsync(0, "verify", launch);
    }

    private async Task<(string Launch, string Coin, string Gem)> LaunchAsync(string name, bool claimFor)
    {
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              coin: { name: Coin of {{name}}, symbol: COIN, decimals: 18, supply: 10_000, genesis: [{ to: operator, amount: 10_000 }] }
              gem: { name: Gem of {{name}}, symbol: GEM, decimals: 18, supply: 500, genesis: [{ to: operator, amount: 500 }] }
            programmes:
              rewards: { escrow: [{ token: coin, amount: 500 }, { token: gem, amount: 10 }], window: 2d, watchers: ["{{CliChain.Account(9)}}"], claim-for: {{(claimFor ? "true" : "false")}} }

            """, Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        JsonElement shown = await chain.JsonAsync(0, "programme", "show", launch);
        string Of(string symbol) => shown.GetProperty("tokens").EnumerateArray().First(t => t.GetProperty("symbol").GetString() == symbol).GetProperty("token").GetString()!;
        return (launch, Of("COIN"), Of("GEM"));
    }

    private static string Row(int account, string token, ulong tokens) => $"{CliChain.Account(account)},{token},{tokens * Unit}\n";

    private async Task<string> ListAsync(string name, params string[] rows)
    {
        string path = Path.Combine(chain.Folder, name);
        await File.WriteAllTextAsync(path, $"account,token,cumulative_amount\n{string.Concat(rows)}", Cancel);
        return path;
    }

    private async Task PassAsync()
    {
        var controls = new LocalControls(chain.Client);
        await controls.IncreaseTimeAsync(TimeSpan.FromDays(2), Cancel);
        await controls.MineAsync(cancellationToken: Cancel);
    }
}
