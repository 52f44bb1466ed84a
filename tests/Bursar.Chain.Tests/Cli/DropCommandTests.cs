using System.Text.Json;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>From <c>bursar init</c> to <c>bursar drop clawback</c>, with claims from published files.</summary>
public sealed class DropCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private const string Stranger = "0x52908400098527886E0F7030069857D2E4169EE7";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipients_claim_from_published_files_and_the_rest_comes_back_after_the_end()
    {
        string folder = Path.Combine(chain.Folder, "my launch");
        string launch = Path.Combine(folder, "launch.yaml");
        await chain.ExpectAsync(0, "init", folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "recipients.csv"),
            $"address,amount\n{CliChain.Account(3)},10\n{CliChain.Account(4)},20\n{CliChain.Account(5)},30\n{Stranger},40\n", Cancel);
        await chain.RefusedAsync(3, "drop.no-files", "drop", "show", launch);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Path.Combine(folder, "launch.plan.json"));

        JsonElement drop = await chain.JsonAsync(0, "drop", "show", launch);
        Assert.Equal("open", drop.GetProperty("phase").GetString());
        Assert.Equal(Units(100).ToString(), drop.GetProperty("total").GetString());
        string token = drop.GetProperty("token").GetString()!;
        string address = drop.GetProperty("address").GetString()!;

        JsonElement claimed = await chain.JsonAsync(0, "drop", "claim", launch, "--as", "local:3");
        Assert.Equal(Units(10).ToString(), claimed.GetProperty("units").GetString());
        await chain.RefusedAsync(4, "drop.already-claimed", "drop", "claim", launch, "--as", "local:3");
        string published = Path.Combine(folder, "launch.published", "drops", "airdrop");
        await chain.ExpectAsync(0, "drop", "claim", published, "--as", "local:4", "--to", "local:6");
        Assert.Equal(Units(10), await chain.BalanceAsync(token, 3));
        Assert.Equal(UInt256.Zero, await chain.BalanceAsync(token, 4));
        Assert.Equal(Units(20), await chain.BalanceAsync(token, 6));

        await chain.RefusedAsync(3, "drop.no-row", "drop", "claim", launch, "--as", "local:7");
        await chain.RefusedAsync(4, "drop.claim-for-not-allowed", "drop", "claim", launch, "--as", "local:5", "--from", "local:0");
        await chain.RefusedAsync(2, "key.not-found", "drop", "claim", launch, "--as", Stranger);
        await chain.RefusedAsync(2, "drop.other-chain", "drop", "claim", launch, "--as", Stranger, "--rehearse", "--network", "base");
        Assert.True((await chain.JsonAsync(0, "drop", "claim", launch, "--as", Stranger, "--rehearse")).GetProperty("rehearsal").GetBoolean());

        await chain.RefusedAsync(4, "drop.not-expired", "drop", "clawback", address, "--to", "local:0");
        await chain.Controls.IncreaseTimeAsync(TimeSpan.FromDays(91), Cancel);
        await chain.Controls.MineAsync(1, Cancel);
        await chain.RefusedAsync(4, "drop.expired", "drop", "claim", launch, "--as", "local:5");
        await chain.RefusedAsync(4, "drop.not-owner", "drop", "clawback", address, "--to", "local:1", "--from", "local:1");
        JsonElement back = await chain.JsonAsync(0, "drop", "clawback", address, "--to", "local:8");
        Assert.Equal(Units(30).ToString(), back.GetProperty("units").GetString());
        Assert.Equal(Units(30), await chain.BalanceAsync(token, 8));
        await chain.RefusedAsync(4, "drop.empty", "drop", "clawback", address, "--to", "local:8");
    }

    [Fact]
    public Task An_address_that_is_no_drop_is_said_to_be_none() =>
        chain.RefusedAsync(4, "drop.not-a-drop", "drop", "show", CliChain.Account(0).ToString());

    private static UInt256 Units(ulong tokens) => tokens * UInt256.PowerOfTen(18);
}
