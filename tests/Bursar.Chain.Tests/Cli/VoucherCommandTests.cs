using System.Text.Json;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Vouchers and a programme from a launch file to <c>bursar verify</c>, and vouchers from hand to hand.</summary>
public sealed class VoucherCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vouchers_are_written_paid_once_revoked_and_change_their_signer()
    {
        string launch = await LaunchAsync("guild");
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        string drop = DropIn(await chain.JsonAsync(0, "verify", launch));

        JsonElement shown = await chain.JsonAsync(0, "voucher", "show", drop);
        Assert.Equal(Units(600).ToString(), shown.GetProperty("budget").GetString());
        string paper = Path.Combine(chain.Folder, "voucher.json");
        await File.WriteAllTextAsync(paper, (await chain.JsonAsync(0, "voucher", "sign", drop, "--to", "local:4", "--amount", "25", "--number", "7", "--from", "local:1")).GetRawText(), Cancel);
        await chain.RefusedAsync(2, "voucher.not-yours", "voucher", "claim", paper, "--to", "local:6", "--from", "local:5");
        JsonElement claimed = await chain.JsonAsync(0, "voucher", "claim", paper, "--from", "local:5");
        Assert.Equal(Units(25).ToString(), claimed.GetProperty("units").GetString());
        Assert.Equal(Units(25), await chain.BalanceAsync(shown.GetProperty("token").GetString()!, 4));
        await chain.RefusedAsync(4, "voucher.used", "voucher", "claim", paper, "--from", "local:5");

        string changed = (await File.ReadAllTextAsync(paper, Cancel)).Replace(Units(25).ToString(), Units(26).ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(paper, changed, Cancel);
        await chain.RefusedAsync(4, "voucher.bad-signature", "voucher", "claim", paper);

        await chain.RefusedAsync(4, "voucher.may-not-revoke", "voucher", "revoke", drop, "--signer", "local:1", "--number", "8", "--from", "local:3");
        await chain.ExpectAsync(0, "voucher", "revoke", drop, "--signer", "local:1", "--number", "8", "--count", "3", "--from", "local:1");
        await File.WriteAllTextAsync(paper, (await chain.JsonAsync(0, "voucher", "sign", drop, "--to", "local:4", "--amount", "1", "--number", "9", "--from", "local:1")).GetRawText(), Cancel);
        await chain.RefusedAsync(4, "voucher.used", "voucher", "claim", paper);

        await chain.ExpectAsync(0, "voucher", "rotate", drop, "--signer", "local:1", "--to", "local:2");
        await File.WriteAllTextAsync(paper, (await chain.JsonAsync(0, "voucher", "sign", drop, "--to", "local:4", "--amount", "1", "--number", "11", "--from", "local:1")).GetRawText(), Cancel);
        await chain.RefusedAsync(4, "voucher.over-budget", "voucher", "claim", paper);
        await chain.RefusedAsync(4, "voucher.not-owner", "voucher", "budget", drop, "--signer", "local:1", "--amount", "2", "--from", "local:1");
        await chain.ExpectAsync(0, "voucher", "budget", drop, "--signer", "local:1", "--amount", "2");
        await chain.ExpectAsync(0, "voucher", "claim", paper);
        await chain.RefusedAsync(4, "voucher.not-expired", "voucher", "clawback", drop, "--to", "local:0");
        await chain.ExpectAsync(0, "verify", launch);
    }

    [Fact]
    public async Task A_batch_is_one_voucher_for_a_list_and_is_paid_once_as_it_was_signed()
    {
        string launch = await LaunchAsync("guild-batches");
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        string drop = DropIn(await chain.JsonAsync(0, "verify", launch));
        string list = Path.Combine(chain.Folder, "winners.csv");
        await File.WriteAllTextAsync(list, $"address,amount\n{CliChain.Account(6)},1.5\n{CliChain.Account(7)},2.5\n", Cancel);

        await chain.RefusedAsync(2, "voucher.to-or-list", "voucher", "sign", drop, "--list", list, "--to", "local:4", "--amount", "1", "--number", "20");
        string paper = Path.Combine(chain.Folder, "batch.json");
        string text = (await chain.JsonAsync(0, "voucher", "sign", drop, "--list", list, "--number", "20", "--from", "local:1")).GetRawText();
        await File.WriteAllTextAsync(paper, text, Cancel);
        JsonElement claimed = await chain.JsonAsync(0, "voucher", "claim", paper, "--from", "local:5");
        Assert.Equal((4UL * UInt256.PowerOfTen(18)).ToString(), claimed.GetProperty("units").GetString());
        await chain.RefusedAsync(4, "voucher.used", "voucher", "claim", paper, "--from", "local:5");

        await File.WriteAllTextAsync(paper, text.Replace(CliChain.Account(7).ToString(), CliChain.Account(8).ToString(), StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "voucher.bad-signature", "voucher", "claim", paper);
        Assert.Contains("1 paid to 2 accounts, 4000000000000000000", (await chain.ExpectAsync(0, "verify", launch)).Output, StringComparison.Ordinal);
    }

    private async Task<string> LaunchAsync(string name)
    {
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              coin: { name: Guild Coin, symbol: GLD, decimals: 18, supply: 10_000, genesis: [{ to: operator, amount: 10_000 }] }
            vouchers:
              invites: { token: coin, total: 1_000, signer: "{{CliChain.Account(1)}}", budget: 600 }
            programmes:
              rewards: { escrow: [{ token: coin, amount: 500 }], window: 2d, watchers: ["{{CliChain.Account(9)}}"] }

            """, Cancel);
        return launch;
    }

    /// <summary>The address of the vouchers, from the checks of a verification.</summary>
    private static string DropIn(JsonElement verified)
    {
        foreach (JsonElement check in verified.GetProperty("checks").EnumerateArray())
        {
            if (check.GetProperty("subject").GetString() == "vouchers.invites" && check.GetProperty("what").GetString() == "open")
                return check.GetProperty("expected").GetString()!.Split(' ')[^1];
        }

        throw new InvalidOperationException(verified.GetRawText());
    }

    private static UInt256 Units(ulong tokens) => tokens * UInt256.PowerOfTen(18);
}
