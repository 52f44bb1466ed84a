using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Accounts;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Staking pools from the launch file to the report, and stakers on the command line.</summary>
public sealed class StakeCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private static readonly UInt256 Unit = UInt256.PowerOfTen(18);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_is_made_funded_and_started_once_and_its_figures_are_the_models()
    {
        string launch = await LaunchAsync("holders", """
            staking:
              holders:
                token: coin
                rewards: [{ token: coin, amount: 1_000, duration: 1y }, { token: gem, amount: 50, duration: 30d }]
                tiers: [{ weight: 1 }, { lock: 90d, weight: 3 }]
            """);
        JsonElement plan = await chain.JsonAsync(0, "plan", launch);
        Assert.Equal("staking.holders/open", plan.GetProperty("steps").EnumerateArray().Last().GetProperty("id").GetString());
        Assert.Contains("staking.holders costs 1000 COIN for 365 days: 0.000031709791983764 COIN a second", (await chain.ExpectAsync(0, "plan", launch)).Output, StringComparison.Ordinal);
        await chain.ExpectAsync(0, "apply", Plan(launch));
        Assert.Equal(0, (await chain.JsonAsync(0, "plan", launch)).GetProperty("steps").GetArrayLength());
        string coin = (await chain.JsonAsync(0, "stake", "show", launch)).GetProperty("token").GetString()!;

        await StakeAsync(launch, coin, 1, "100");
        await StakeAsync(launch, coin, 2, "50.5", "--tier", "1");
        await chain.RefusedAsync(4, "stake.locked", "stake", "remove", launch, "1", "--from", "local:2");
        await chain.RefusedAsync(4, "stake.more-than-staked", "stake", "remove", launch, "101", "--from", "local:1");
        await chain.RefusedAsync(4, "stake.insufficient-balance", "stake", "add", launch, "1_000_000", "--from", "local:1");
        await chain.RefusedAsync(2, "stake.no-such-tier", "stake", "add", launch, "1", "--tier", "2", "--from", "local:1");
        await chain.RefusedAsync(4, "stake.nothing-to-claim", "stake", "claim", launch, "--from", "local:3");
        await chain.RefusedAsync(4, "stake.nothing-staked", "stake", "remove", launch, "--all", "--from", "local:3");
        await chain.RefusedAsync(2, "stake.what", "stake", "remove", launch, "1", "--all", "--from", "local:1");
        await PassAsync(91);

        await chain.ExpectAsync(0, "stake", "remove", launch, "40", "--from", "local:1", "--idempotency-key", "forty");
        await chain.ExpectAsync(0, "stake", "remove", launch, "40", "--from", "local:1", "--idempotency-key", "forty");
        Assert.Equal(60UL * Unit, await StakedAsync(launch, 1));
        await chain.ExpectAsync(0, "stake", "claim", launch, "--from", "local:1");
        await chain.ExpectAsync(0, "stake", "remove", launch, "--emergency", "--from", "local:2");
        await PassAsync(400);
        await chain.ExpectAsync(0, "verify", launch);
        await chain.ExpectAsync(0, "report", launch);
        JsonElement pool = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(chain.Folder, "holders.report", "report.json"), Cancel)).RootElement.GetProperty("staking")[0];
        JsonElement shown = await chain.JsonAsync(0, "stake", "show", launch, "--account", "local:1");
        Assert.Equal(((60UL * Unit).ToString(), 1), (pool.GetProperty("staked").GetString(), pool.GetProperty("stakers").GetInt32()));
        Assert.Equal(Claimable(shown), pool.GetProperty("stakes")[0].GetProperty("claimable").EnumerateArray().Select(c => c.GetString()));

        // What the chain pays is what the model said, to the unit: the periods are over, so no second counts any more.
        UInt256 before = await chain.BalanceAsync(coin, 1);
        await chain.ExpectAsync(0, "stake", "remove", launch, "--all", "--from", "local:1");
        Assert.Equal(before + (60UL * Unit) + UInt256.Parse(Claimable(shown).First()!), await chain.BalanceAsync(coin, 1));
        await chain.ExpectAsync(0, "verify", launch);
    }

    [Fact]
    public async Task A_period_that_is_one_unit_short_does_not_start_and_changed_settings_are_no_second_pool()
    {
        const string Pool = """
            staking:
              pool:
                token: coin
                rewards: [{ token: gem, amount: 10_000, duration: 30d }]
            """;
        string launch = await LaunchAsync("short", Pool.Replace("10_000", "10_000.000000000000000001", StringComparison.Ordinal));
        await chain.RefusedAsync(4, "plan.insufficient-tokens", "plan", launch);
        launch = await LaunchAsync("short", Pool);
        await chain.JsonAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Plan(launch));
        await chain.ExpectAsync(0, "verify", launch);
        await chain.RefusedAsync(4, "plan.staking-changed", "plan", await LaunchAsync("short", Pool.Replace("30d", "31d", StringComparison.Ordinal)));
        CliResult verified = await chain.ExpectAsync(4, "verify", launch);
        Assert.Contains("one with other settings or periods at", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stakes_cool_down_and_keep_their_votes()
    {
        string launch = await LaunchAsync("voters", """
            staking:
              voters:
                token: coin
                rewards: [{ token: gem, amount: 100, duration: 30d }]
                cooldown: 7d
                votes: true
            """);
        await chain.JsonAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Plan(launch));
        string coin = (await chain.JsonAsync(0, "stake", "show", launch)).GetProperty("token").GetString()!;
        await StakeAsync(launch, coin, 4, "100");
        Assert.Equal(100UL * Unit, await chain.Client.CallAsync(Address.Parse(coin), new VotesToken.GetVotesCall(CliChain.Account(4)), cancellationToken: Cancel));
        await chain.ExpectAsync(0, "stake", "remove", launch, "30", "--from", "local:4");
        await chain.RefusedAsync(4, "stake.cooling-down", "stake", "remove", launch, "--collect", "--from", "local:4");
        Assert.Equal((30UL * Unit).ToString(), (await chain.JsonAsync(0, "stake", "show", launch, "--account", "local:4")).GetProperty("cooling").GetString());
        await chain.ExpectAsync(0, "verify", launch);
        await PassAsync(7);
        await chain.ExpectAsync(0, "stake", "remove", launch, "--collect", "--from", "local:4");
        Assert.Equal(30UL * Unit, await chain.BalanceAsync(coin, 4));
        await chain.RefusedAsync(4, "stake.nothing-to-collect", "stake", "remove", launch, "--collect", "--from", "local:4");
        await chain.ExpectAsync(0, "verify", launch);
    }

    [Fact]
    public async Task Nfts_earn_and_come_back_one_by_one()
    {
        Address nfts = await chain.DeployAsync(chain.Signer(0), (await TestContracts.CompileFilesAsync("test/mocks/Collections.sol"))["SingleCollection"]);
        Assert.True((await chain.SendAsync(chain.Signer(5), nfts, TestContracts.Call("mint(uint256,uint256)", Word(7), Word(3)))).Status);
        string launch = await LaunchAsync("badges", $$"""
            staking:
              badges: { collection: "{{nfts}}", rewards: [{ token: gem, amount: 100, duration: 1h }], tiers: [{ lock: 1d }] }
            """);
        await chain.JsonAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Plan(launch));
        await chain.RefusedAsync(4, "stake.not-yours", "stake", "add", launch, "--nft", "7", "--from", "local:6");
        await chain.RefusedAsync(2, "stake.of-nfts", "stake", "add", launch, "1", "--from", "local:5");
        await chain.ExpectAsync(0, "stake", "add", launch, "--nft", "7,9", "--from", "local:5");
        await chain.RefusedAsync(4, "stake.locked", "stake", "remove", launch, "--nft", "9", "--from", "local:5");
        await PassAsync(1);
        await chain.RefusedAsync(4, "stake.not-yours", "stake", "remove", launch, "--nft", "8", "--from", "local:5");
        await chain.ExpectAsync(0, "stake", "remove", launch, "--nft", "9", "--all", "--from", "local:5");
        Assert.Equal(CliChain.Account(5), await chain.Client.CallAsync(nfts, new Nft.OwnerOfCall((UInt256)9UL), cancellationToken: Cancel));
        JsonElement shown = await chain.JsonAsync(0, "stake", "show", launch, "--account", "local:5");
        Assert.Equal(["7"], shown.GetProperty("nftIds").EnumerateArray().Select(n => n.GetString()));
        await chain.ExpectAsync(0, "verify", launch);
        await chain.ExpectAsync(0, "report", launch);
        await chain.RefusedAsync(4, "plan.is-collection", "plan", await LaunchAsync("mistaken", "staking:\n  wrong: { token: nfts, rewards: [{ token: gem, amount: 1, duration: 1h }] }", $"  nfts: {{ address: \"{nfts}\", decimals: 0 }}"));
    }

    private async Task StakeAsync(string launch, string coin, int account, string amount, params string[] more)
    {
        await chain.ExpectAsync(0, "token", "transfer", coin, $"local:{account}", amount);
        JsonElement sent = await chain.JsonAsync(0, ["stake", "add", launch, amount, "--from", $"local:{account}", .. more]);
        // By a permit: one transaction, no approval.
        Assert.Equal(1, sent.GetProperty("steps").GetArrayLength());
        string key = sent.GetProperty("idempotencyKey").GetString()!;
        JsonElement again = await chain.JsonAsync(0, ["stake", "add", launch, amount, "--from", $"local:{account}", "--idempotency-key", key, .. more]);
        Assert.Equal(sent.GetProperty("steps")[0].GetProperty("transaction").GetString(), again.GetProperty("steps")[0].GetProperty("transaction").GetString());
        Assert.Equal(UInt256.Zero, await chain.BalanceAsync(coin, account));
    }

    private async Task<UInt256> StakedAsync(string launch, int account) =>
        UInt256.Parse((await chain.JsonAsync(0, "stake", "show", launch, "--account", $"local:{account}")).GetProperty("positions")[0].GetProperty("amount").GetString()!);

    private static IEnumerable<string?> Claimable(JsonElement shown) => shown.GetProperty("positions")[0].GetProperty("claimable").EnumerateArray().Select(c => c.GetString());

    private static string Plan(string launch) => Path.ChangeExtension(launch, ".plan.json");

    private static Hash32 Word(ulong value) => new(((UInt256)value).ToBigEndian());

    private async Task<string> LaunchAsync(string name, string resources, string tokens = "")
    {
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              coin: { kind: votes, name: Coin of {{name}}, symbol: COIN, decimals: 18, supply: 100_000, genesis: [{ to: operator, amount: 100_000 }] }
              gem: { name: Gem of {{name}}, symbol: GEM, decimals: 18, supply: 10_000, genesis: [{ to: operator, amount: 10_000 }] }
            {{tokens}}
            {{resources}}

            """, Cancel);
        return launch;
    }

    private async Task PassAsync(int days)
    {
        var controls = new LocalControls(chain.Client);
        await controls.IncreaseTimeAsync(TimeSpan.FromDays(days), Cancel);
        await controls.MineAsync(cancellationToken: Cancel);
    }
}
