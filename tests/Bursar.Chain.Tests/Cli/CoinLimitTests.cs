using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Limits and allowed recipients for the chain's own coin, which leaves no logs: what cannot be told is refused, and nothing moves.</summary>
public sealed class CoinLimitTests(CliChain chain) : IClassFixture<CliChain>
{
    private const int Day = 24 * 60 * 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_program_sent_makes_a_limit_unknown_and_a_day_later_all_of_it_is_free_again()
    {
        const string limits = "limits: [{ token: native, per-day: 3 }]";
        await chain.ExpectAsync(0, "apply", await PlanAsync("coin-first", 6, limits, "0x00000000000000000000000000000000000b0b01,2"));
        string second = await PlanAsync("coin-second", 6, limits, "0x00000000000000000000000000000000000b0b02,1.5", "0x00000000000000000000000000000000000b0b03,1.5");
        await chain.RefusedAsync(4, "approval.over-limit", "apply", second);

        // The next day all of the limit is there again, until another program uses the account.
        await chain.Controls.IncreaseTimeAsync(TimeSpan.FromSeconds(Day + 60), Cancel);
        await chain.Controls.MineAsync(1, Cancel);
        Assert.True((await chain.SendAsync(chain.Signer(6), CliChain.Account(5), [], UInt256.One)).Status);
        ulong sent = await chain.Client.GetTransactionCountAsync(CliChain.Account(6), cancellationToken: Cancel);
        await chain.RefusedAsync(4, "approval.limit-unknown", "apply", second);
        Assert.Equal(sent, await chain.Client.GetTransactionCountAsync(CliChain.Account(6), cancellationToken: Cancel));
        await chain.Controls.IncreaseTimeAsync(TimeSpan.FromSeconds(Day + 60), Cancel);
        await chain.Controls.MineAsync(1, Cancel);
        await chain.ExpectAsync(0, "apply", second);
        Assert.Equal(UInt256.PowerOfTen(18) * 3UL / 2UL, await chain.Client.GetBalanceAsync(Address.Parse("0x00000000000000000000000000000000000b0b03"), cancellationToken: Cancel));
    }

    [Fact]
    public async Task One_recipient_of_the_coin_who_is_not_listed_stops_the_whole_plan_and_is_named()
    {
        const string allowed = "recipients: [{ address: \"0x00000000000000000000000000000000000b0b11\" }, { address: \"0x00000000000000000000000000000000000b0b12\" }]";
        string plan = await PlanAsync("coin-listed", 7, allowed, "0x00000000000000000000000000000000000b0b11,1", "0x00000000000000000000000000000000000b0b13,1", "0x00000000000000000000000000000000000b0b12,1");
        CliResult refused = await chain.ExpectAsync(4, "apply", plan);
        Assert.Contains("approval.recipient", refused.Error, StringComparison.Ordinal);
        Assert.Contains("0x00000000000000000000000000000000000B0B13", refused.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0x00000000000000000000000000000000000B0B11", refused.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0UL, await chain.Client.GetTransactionCountAsync(CliChain.Account(7), cancellationToken: Cancel));
    }

    /// <summary>A launch that pays the coin to those of the rows, under a policy that takes no approvals.</summary>
    private async Task<string> PlanAsync(string name, int from, string policy, params string[] rows) => (await chain.PlanCoinAsync(name, from, $$"""
        bursar-policy: 1
        name: {{name}}
        approvers: { alice: "{{CliChain.Account(1)}}" }
        rules: [{ approvals: 0 }]
        {{policy}}
        """, rows)).Plan;
}
