using System.Globalization;
using System.Text.Json;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary><c>vest</c>: what works, and what is refused with a clear fault while nothing moves.</summary>
public sealed class VestCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_schedule_is_created_once_shown_withdrawn_and_ended()
    {
        string token = await chain.TokenAsync("ONE");
        string[] create = ["vest", "create", "--token", token, "--to", "local:3", "--amount", "100", "--start", Date(-10), "--duration", "20d", "--revoker", "local:2", "--idempotency-key", "eva"];
        string id = Id(await chain.JsonAsync(0, create));
        Assert.Equal(id, Id(await chain.JsonAsync(0, create)));
        Assert.Equal(Units(100), await chain.Client.CallAsync(Address.Parse(token), new Erc20.BalanceOfCall(Deployments.VestingVaultAddress), cancellationToken: Cancel));
        Assert.Equal(UInt256.Zero, await chain.Client.CallAsync(Address.Parse(token), new Erc20.AllowanceCall(CliChain.Account(0), Deployments.VestingVaultAddress), cancellationToken: Cancel));
        await chain.RefusedAsync(4, "plan.vesting-changed", [.. create.Select(a => a == "100" ? "101" : a)]);

        JsonElement shown = (await chain.JsonAsync(0, "vest", "show", id)).GetProperty("schedules")[0];
        Assert.Equal(CliChain.Account(2).ToString(), shown.GetProperty("revoker").GetString());
        AssertAbout(Units(50), UInt256.Parse(shown.GetProperty("available").GetString()!));

        await chain.RefusedAsync(4, "vesting.not-recipient", "vest", "withdraw", id, "--from", "local:4");
        await chain.RefusedAsync(4, "vesting.more-than-vested", "vest", "withdraw", id, "--to", "local:5", "--amount", "99", "--from", "local:3");
        await chain.RefusedAsync(2, "vesting.bad-amount", "vest", "withdraw", id, "--to", "local:5", "--amount", "a lot", "--from", "local:3");
        await chain.RefusedAsync(2, "cli.usage", "vest", "withdraw", id, "--to", "local:5", "--idempotency-key", "k", "--from", "local:3");
        await chain.RefusedAsync(4, "vesting.not-revoker", "vest", "revoke", id, "--from", "local:0");
        Assert.Equal(UInt256.Zero, await chain.BalanceAsync(token, 3));

        await chain.ExpectAsync(0, "vest", "withdraw", id, "--from", "local:3");
        AssertAbout(Units(50), await chain.BalanceAsync(token, 3));
        await chain.ExpectAsync(0, "vest", "revoke", id, "--from", "local:2");
        Assert.Equal(Units(100), await chain.BalanceAsync(token, 3) + await chain.BalanceAsync(token, 2));
        await chain.RefusedAsync(4, "vesting.nothing-to-revoke", "vest", "revoke", id, "--from", "local:2");
        await chain.RefusedAsync(4, "vesting.nothing-vested", "vest", "withdraw", id, "--from", "local:3");
    }

    [Fact]
    public async Task Nothing_moves_when_there_is_no_such_schedule_nothing_vested_or_no_revoker()
    {
        string token = await chain.TokenAsync("TWO");
        await chain.RefusedAsync(4, "vesting.unknown-schedule", "vest", "show", Hash32.Zero.ToString());
        await chain.RefusedAsync(4, "vesting.unknown-schedule", "vest", "withdraw", Hash32.Zero.ToString(), "--from", "local:7");
        await chain.RefusedAsync(4, "vesting.unknown-schedule", "vest", "revoke", Hash32.Zero.ToString());
        await chain.RefusedAsync(2, "vesting.bad-id", "vest", "revoke", "0x12");
        await chain.RefusedAsync(4, "vesting.no-schedule", "vest", "withdraw", "--from", "local:7");
        string id = Id(await chain.JsonAsync(0, "vest", "create", "--token", token, "--to", "local:7", "--amount", "5", "--first", Date(30), "--every", "month", "--count", "3", "--idempotency-key", "later"));
        CliResult early = await chain.ExpectAsync(4, "vest", "withdraw", "--from", "local:7");
        Assert.Contains("vesting.nothing-vested", early.Error, StringComparison.Ordinal);
        Assert.Contains($"more vests at {Date(30)}", early.Error, StringComparison.Ordinal);
        CliResult never = await chain.ExpectAsync(4, "vest", "revoke", id);
        Assert.Contains("without a revoker", never.Error, StringComparison.Ordinal);
        await chain.RefusedAsync(4, "plan.insufficient-tokens", "vest", "create", "--token", token, "--to", "local:7", "--amount", "999_995.000000000000000001", "--start", Date(0), "--duration", "1y", "--idempotency-key", "one-unit-too-much");
        await chain.RefusedAsync(2, "launch.vesting-recipients", "vest", "create", "--token", token, "--start", Date(0), "--duration", "1y");
        await chain.RefusedAsync(3, "launch.vesting-curve", "vest", "create", "--token", token, "--to", "local:7", "--amount", "1");
        Assert.Equal(UInt256.Zero, await chain.BalanceAsync(token, 7));
        Assert.Equal(Units(999_995), await chain.BalanceAsync(token, 0));
    }

    [Fact]
    public async Task A_vault_that_is_one_unit_short_is_found_by_verify_and_pays_nothing()
    {
        string token = await chain.TokenAsync("GONE");
        JsonElement created = await chain.JsonAsync(0, "vest", "create", "--token", token, "--to", "local:8", "--amount", "10", "--start", Date(-20), "--duration", "10d", "--idempotency-key", "short");
        string launch = created.GetProperty("launchFile").GetString()!;
        await chain.ExpectAsync(0, "verify", launch);

        // What no token of Bursar lets anybody do: a unit leaves the vault.
        await TakeAsync(Address.Parse(token), UInt256.One);
        CliResult verified = await chain.ExpectAsync(4, "verify", launch);
        Assert.Contains("at least 10000000000000000000", verified.Output, StringComparison.Ordinal);
        Assert.Contains("9999999999999999999", verified.Output, StringComparison.Ordinal);
        CliResult refused = await chain.ExpectAsync(4, "vest", "withdraw", "--from", "local:8");
        Assert.Contains("vesting.short", refused.Error, StringComparison.Ordinal);
        Assert.Contains("0.000000000000000001 too little", refused.Error, StringComparison.Ordinal);
        Assert.Equal(UInt256.Zero, await chain.BalanceAsync(token, 8));

        await chain.ExpectAsync(0, "token", "transfer", token, Deployments.VestingVaultAddress.ToString(), "0.000000000000000001");
        await chain.ExpectAsync(0, "vest", "withdraw", "--from", "local:8");
        Assert.Equal(Units(10), await chain.BalanceAsync(token, 8));
    }

    [Fact]
    public async Task A_schedule_moves_with_the_consent_of_both()
    {
        string token = await chain.TokenAsync("MOVE");
        string id = Id(await chain.JsonAsync(0, "vest", "create", "--token", token, "--to", "local:4", "--amount", "10", "--start", Date(-5), "--duration", "10d", "--idempotency-key", "moved"));
        string until = DateTimeOffset.UtcNow.AddYears(3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await chain.RefusedAsync(4, "vesting.no-consent", "vest", "move", id, "--to", "local:5", "--from", "local:4");
        string paper = Path.Combine(chain.Folder, "consent.json");
        await File.WriteAllTextAsync(paper, (await chain.JsonAsync(0, "vest", "agree", id, "--to", "local:5", "--until", until, "--from", "local:5")).GetRawText(), Cancel);
        await chain.RefusedAsync(3, "vesting.other-consent", "vest", "move", id, "--to", "local:6", "--consent", paper, "--from", "local:4");
        string forged = Path.Combine(chain.Folder, "forged.json");
        await File.WriteAllTextAsync(forged, (await File.ReadAllTextAsync(paper, Cancel)).Replace(CliChain.Account(5).ToString(), CliChain.Account(6).ToString(), StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "vesting.bad-consent", "vest", "move", id, "--to", "local:6", "--consent", forged, "--from", "local:4");
        JsonElement moved = await chain.JsonAsync(0, "vest", "move", id, "--to", "local:5", "--consent", paper, "--from", "local:4");
        string next = moved.GetProperty("newSchedule").GetString()!;
        await chain.RefusedAsync(4, "vesting.unknown-schedule", "vest", "withdraw", id, "--from", "local:4");
        Assert.Equal(next, (await chain.JsonAsync(0, "vest", "show", "local:5")).GetProperty("schedules")[0].GetProperty("id").GetString());
        await chain.ExpectAsync(0, "vest", "withdraw", next, "--from", "local:5");
        Assert.True(await chain.BalanceAsync(token, 5) >= Units(5));
        string launch = Directory.GetFiles(Path.Combine(chain.Home, "vesting"), "launch.yaml", SearchOption.AllDirectories).Single(f => f.Contains("moved", StringComparison.Ordinal));
        await chain.ExpectAsync(0, "verify", launch);
        Assert.Contains("Nothing to do", (await chain.ExpectAsync(0, "plan", launch)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Votes_of_what_is_locked_are_delegated()
    {
        string token = (await chain.JsonAsync(0, "token", "create", "--name", "Votes", "--symbol", "V", "--supply", "100", "--kind", "votes")).GetProperty("token").GetString()!;
        string id = Id(await chain.JsonAsync(0, "vest", "create", "--token", token, "--to", "local:4", "--amount", "10", "--start", Date(1), "--duration", "10d", "--idempotency-key", "votes"));
        await chain.RefusedAsync(4, "vesting.not-recipient", "vest", "delegate", id, "--to", "local:5", "--from", "local:5");
        await chain.ExpectAsync(0, "vest", "delegate", id, "--to", "local:5", "--from", "local:4");
        Assert.Equal(Units(10), await chain.Client.CallAsync(Address.Parse(token), new VotesToken.GetVotesCall(CliChain.Account(5)), cancellationToken: Cancel));
    }

    /// <summary>Moves tokens out of the vault, as anvil lets one do in anybody's name.</summary>
    private async Task TakeAsync(Address token, UInt256 amount)
    {
        Address vault = Deployments.VestingVaultAddress;
        await chain.Controls.SetBalanceAsync(vault, UInt256.PowerOfTen(18), Cancel);
        await chain.Client.RequestAsync(RpcRequest.Of("anvil_impersonateAccount", w => w.WriteStringValue(vault.ToLowerHex())), Cancel);
        await chain.Client.RequestAsync(RpcRequest.Of("eth_sendTransaction", w =>
        {
            w.WriteStartObject();
            w.WriteString("from", vault.ToLowerHex());
            w.WriteString("to", token.ToLowerHex());
            w.WriteString("data", Hex.Encode(new Erc20.TransferCall(CliChain.Account(9), amount).Encode()));
            w.WriteString("gas", "0x30000");
            w.WriteEndObject();
        }), Cancel);
        await chain.Controls.MineAsync(1, Cancel);
    }

    /// <summary>What vests by the day, some hours of which have passed.</summary>
    private static void AssertAbout(UInt256 least, UInt256 found) => Assert.True(found >= least && found <= least + Units(6), $"{found} is not about {least}");

    private static string Id(JsonElement created) => created.GetProperty("schedules")[0].GetString()!;

    private static string Date(int days) => DateTimeOffset.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static UInt256 Units(ulong tokens) => (UInt256)tokens * UInt256.PowerOfTen(18);
}
