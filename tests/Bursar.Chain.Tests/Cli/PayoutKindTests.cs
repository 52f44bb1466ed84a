using System.Text.Json;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Payouts of the native coin and of equal amounts, and drops with sub-roots, from a launch file to <c>bursar verify</c>.</summary>
public sealed class PayoutKindTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pays_the_native_coin_and_equal_amounts_once_and_verifies_them()
    {
        await ListAsync("coin.csv", i => $"0.{i + 1:00}", 7);
        await ListAsync("equal.csv", _ => "5", 9);
        string launch = await LaunchAsync("coins", """
            payouts:
              thanks: { token: native, list: coin.csv, batch: 4 }
              gift: { token: coin, list: equal.csv, batch: 5, on-failure: skip }
            """);
        JsonElement plan = await chain.JsonAsync(0, "plan", launch);
        Assert.Equal("280000000000000000", plan.GetProperty("value").GetString());
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        Assert.Equal(UInt256.PowerOfTen(16) * 7UL, await chain.Client.GetBalanceAsync(Recipient(6), cancellationToken: Cancel));
        CliResult verified = await chain.ExpectAsync(0, "verify", launch);
        Assert.Contains("payouts.thanks", (await chain.JsonAsync(0, "verify", launch)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("not verified", verified.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await chain.JsonAsync(0, "plan", launch)).GetProperty("steps").GetArrayLength());
        await chain.ExpectAsync(0, "report", launch, "--out", Path.Combine(chain.Folder, "coins.report"));
        string report = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(chain.Folder, "coins.report"), "*.html").Single(), Cancel);
        Assert.Contains("0.28", report, StringComparison.Ordinal);

        await ListAsync("equal.csv", i => i == 8 ? "6" : "5", 9);
        await chain.RefusedAsync(4, "plan.payout-changed", "plan", launch);
        Assert.Contains("equal.csv:10", (await chain.ExpectAsync(4, "verify", launch)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_plan_coin_for_somebody_who_does_not_take_it_or_more_than_there_is()
    {
        string token = await chain.TokenAsync("NOC");
        await File.WriteAllTextAsync(Path.Combine(chain.Folder, "refusing.csv"), $"address,amount\n{Recipient(1)},1\n{token},1\n", Cancel);
        string launch = await LaunchAsync("refusing", "payouts:\n  thanks: { token: native, list: refusing.csv }");
        await chain.RefusedAsync(4, "token.recipient-refused", "plan", launch);
        await File.WriteAllTextAsync(Path.Combine(chain.Folder, "refusing.csv"), $"address,amount\n{Recipient(1)},1\n{Recipient(2)},1000000\n", Cancel);
        await chain.RefusedAsync(4, "plan.insufficient-tokens", "plan", launch);
        await File.WriteAllTextAsync(Path.Combine(chain.Folder, "refusing.csv"), $"token_type,token_address,receiver,amount\nerc20,{token},{Recipient(1)},1\n", Cancel);
        await chain.RefusedAsync(3, "list.other-token", "plan", launch);
    }

    [Theory]
    [InlineData("standard", "16", 16)]
    [InlineData("standard", "none", 0)]
    [InlineData("standard", "auto", 64)]
    [InlineData("packed", "auto", 64)]
    public async Task Claims_of_a_drop_with_sub_roots_and_of_many_rows_at_once_are_verified(string format, string subRoots, int count)
    {
        string name = $"sub-{format}-{subRoots}";
        string[] rows = [.. Enumerable.Range(0, 1_020).Select(i => $"{Recipient(i)},1"), .. Enumerable.Range(1, 4).Select(i => $"{CliChain.Account(3)},{i}")];
        await File.WriteAllLinesAsync(Path.Combine(chain.Folder, $"{name}.csv"), rows.Prepend("address,amount"), Cancel);
        string launch = await LaunchAsync(name, $$"""
            drops:
              air: { token: coin, list: {{name}}.csv, format: {{format}}, allow: [duplicates], sub-roots: {{subRoots}} }
            """);
        string trades = (await chain.JsonAsync(0, "plan", launch)).GetProperty("trades").GetRawText();
        Assert.Contains(count > 0 ? $"carries {count} sub-roots" : "carries no sub-roots", trades, StringComparison.Ordinal);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));

        JsonElement many = await chain.JsonAsync(0, "drop", "claim", launch, "--as", "local:3");
        Assert.Equal("4", many.GetProperty("rows").GetString());
        Assert.Equal(1, many.GetProperty("steps").GetArrayLength());
        JsonElement one = await chain.JsonAsync(0, "drop", "claim", launch, "--as", Recipient(5).ToString(), "--rehearse");
        Assert.Equal(1, one.GetProperty("transactions").GetArrayLength());
        await chain.RefusedAsync(4, "drop.already-claimed", "drop", "claim", launch, "--as", "local:3");
        await chain.ExpectAsync(0, "verify", launch);
    }

    private static Address Recipient(int number) => Address.Parse($"0x{0xc0ffee000000 + number:x40}");

    private async Task ListAsync(string file, Func<int, string> amount, int rows) => await File.WriteAllLinesAsync(
        Path.Combine(chain.Folder, file), Enumerable.Range(0, rows).Select(i => $"{Recipient(i)},{amount(i)}").Prepend("address,amount"), Cancel);

    private async Task<string> LaunchAsync(string name, string resources)
    {
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              coin: { name: Coin {{name}}, symbol: COIN, decimals: 18, supply: 10_000, genesis: [{ to: operator, amount: 10_000 }] }
            {{resources}}

            """, Cancel);
        return launch;
    }
}
