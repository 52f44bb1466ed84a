using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using FirstToken;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>Drops, payouts and launches through the SDK.</summary>
public sealed class DistributionTests
{
    private static readonly Address Ben = LocalAccounts.Addresses[2];
    private static readonly Address Carla = LocalAccounts.Addresses[3];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_becomes_claimable_and_each_recipient_claims_once()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await using BursarClient ben = await chain.OpenAsync(2);
        Token coin = await CoinAsync(anna);
        string list = await chain.WriteAsync("people.csv", $"address,amount\n{Ben},10.5\n{Carla},20\n");
        Drop drop = await Distribution.DropAsync(anna, ben, coin, chain.Output, list, Cancel);
        Assert.Equal(SdkChain.Units(20), await chain.BalanceAsync(coin, drop.Address));
        Assert.Equal(SdkChain.Units(21) / 2UL, await chain.BalanceAsync(coin, Ben));
        Assert.True(await drop.IsClaimedAsync(Ben, Cancel));
        Assert.False(await drop.IsClaimedAsync(Carla, Cancel));
        Assert.Contains("can take back what is unclaimed", chain.Output.ToString(), StringComparison.Ordinal);
        await TokenTests.AssertFaultAsync("drop.already-claimed", () => ben.Drops.Open(drop.Folder).ClaimAsync(cancellationToken: Cancel));
        await TokenTests.AssertFaultAsync("drop.claim-for-not-allowed", () => drop.ClaimForAsync(Carla, Cancel));
        await TokenTests.AssertFaultAsync("drop.no-row", () => drop.ClaimAsync(cancellationToken: Cancel));
        await TokenTests.AssertFaultAsync("drop.no-row", () => drop.IsClaimedAsync(anna.Account, Cancel));
        await TokenTests.AssertFaultAsync("drop.not-expired", () => drop.ClawBackAsync(anna.Account, Cancel));
    }

    [Fact]
    public async Task A_drop_planned_again_is_the_same_drop_and_a_changed_one_is_refused()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        Token coin = await CoinAsync(anna);
        var options = new DropOptions { Token = coin, List = People(10, 20), Expires = 90.Days(), IdempotencyKey = "airdrop", ClaimFor = true };
        Drop drop = await anna.Drops.ApplyAsync(options, Cancel);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancel); // another second: the duration would end at another moment
        Planned<Drop> again = await anna.Drops.PlanAsync(options, Cancel);
        Assert.Empty(again.Steps);
        Assert.Equal(drop.Address, (await again.ApplyAsync(Cancel)).Address);
        Claim claim = await drop.ClaimForAsync(Carla, Cancel);
        Assert.Equal(("20", Carla), (claim.Amount.ToString(), claim.Account));
        Assert.True(await drop.IsClaimedAsync(Carla, Cancel));
        await TokenTests.AssertFaultAsync("plan.drop-changed", () => anna.Drops.PlanAsync(options with { List = People(10, 21) }, Cancel));
        await TokenTests.AssertFaultAsync("launch.bad-name", () => anna.Drops.PlanAsync(options with { IdempotencyKey = "../up" }, Cancel));
    }

    [Fact]
    public async Task Of_two_plans_under_one_key_only_the_first_is_carried_out()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        Token coin = await CoinAsync(anna);
        var options = new DropOptions { Token = coin, List = People(10, 20), IdempotencyKey = "airdrop" };
        Planned<Drop> first = await anna.Drops.PlanAsync(options, Cancel);
        Planned<Drop> second = await anna.Drops.PlanAsync(options with { List = People(30, 40) }, Cancel);
        Drop drop = await first.ApplyAsync(Cancel);
        ulong nonce = await chain.NonceAsync(anna.Account);
        await TokenTests.AssertFaultAsync("plan.drop-changed", () => second.ApplyAsync(Cancel));
        Assert.Equal(nonce, await chain.NonceAsync(anna.Account));
        Assert.Equal(SdkChain.Units(970), await chain.BalanceAsync(coin, anna.Account));
        Assert.Equal(drop.Root, anna.Drops.Open(drop.Folder).Root);
        Assert.Equal(drop.Address, (await first.ApplyAsync(Cancel)).Address);
    }

    [Fact]
    public async Task A_list_is_paid_once_under_its_key_and_verifies()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        Token coin = await CoinAsync(anna);
        PaidList paid = await Distribution.PayAsync(anna, coin, People(7, 8), Cancel);
        var options = new PayoutOptions { Token = coin, List = People(7, 8), IdempotencyKey = "salaries-2026-11" };
        PaidList again = await anna.Payouts.PayAsync(options, Cancel);
        Assert.Equal((1, "15", paid.Run), (paid.Batches, paid.Total.ToString(), again.Run));
        Assert.Empty(again.Sent.Outcome.Steps);
        Assert.Equal(SdkChain.Units(7), await chain.BalanceAsync(coin, Ben));
        Assert.Equal(SdkChain.Units(8), await chain.BalanceAsync(coin, Carla));
        Assert.Equal(UInt256.Zero, await chain.AllowanceAsync(coin, anna.Account, Deployments.PayoutAddress));
        Assert.True((await anna.Launches.VerifyAsync(paid.LaunchFile, Cancel)).IsOk);
        await TokenTests.AssertFaultAsync("plan.payout-changed", () => anna.Payouts.PayAsync(options with { List = People(7, 9) }, Cancel));
        Assert.True((await anna.Launches.VerifyAsync(paid.LaunchFile, Cancel)).IsOk, "a refused plan changed the files of what was paid");
    }

    [Fact]
    public async Task A_launch_file_is_planned_saved_applied_and_verified()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient operate = await chain.OpenAsync(0);
        string file = await chain.WriteAsync("launch.yaml", $"""
            bursar: 1
            name: sdk
            network: local
            operator: "{operate.Account}"
            tokens:
              coin: {"{"} name: Coin, symbol: COIN, decimals: 18, supply: 100, genesis: [{"{"} to: operator, amount: 100 {"}"}] {"}"}
            sites:
              - {"{"} domain: example.org, token: coin {"}"}
            """);
        Planned<Sent> plan = await operate.Launches.PlanAsync(file, Cancel);
        Assert.Contains("example.org", plan.Review(), StringComparison.Ordinal);
        Assert.False((await operate.Launches.VerifyAsync(file, Cancel)).IsOk);
        string page = await Distribution.LaunchAsync(operate, chain.Folder, Cancel);
        Assert.Contains("COIN", await File.ReadAllTextAsync(page, Cancel), StringComparison.Ordinal);
        Assert.True((await operate.Launches.VerifyAsync(file, Cancel)).IsOk);
        Assert.Empty((await operate.Launches.PlanAsync(file, Cancel)).Steps);
        await TokenTests.AssertFaultAsync("plan.not-found", () => operate.Launches.ApplyAsync(file + ".no", Cancel));
    }

    [Fact]
    public async Task A_bad_list_gives_all_its_problems_at_once()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, $"address,amount\nnobody,1\n{Ben},-1\n{Carla},0\n", Cancel);
        var read = await RecipientList.ReadAsync(path, 18, Cancel);
        File.Delete(path);
        Assert.Equal([2L, 3L, 4L], read.Faults.Select(f => f.Line));
        Assert.Equal("file.not-found", Assert.Single((await RecipientList.ReadAsync(path, 18, Cancel)).Faults).Code);
    }

    [Fact]
    public void A_moment_is_a_time_or_a_duration_in_whole_seconds()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.FromHours(1));
        Assert.Equal(new DateTimeOffset(2026, 5, 30, 11, 0, 1, TimeSpan.Zero), ((Moment)90.Days()).From(now));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 0, 1, TimeSpan.Zero), ((Moment)now).From(DateTimeOffset.MaxValue));
        Assert.Equal(TimeSpan.FromHours(7 * 24 + 3), 1.Weeks() + 3.Hours());
    }

    private static Task<Token> CoinAsync(BursarClient client) =>
        client.Tokens.CreateAsync(new() { Name = "Coin", Symbol = "COIN", Supply = 1_000 }, Cancel);

    private static RecipientList People(ulong ben, ulong carla) =>
        RecipientList.Create([new(Ben, SdkChain.Units(ben)), new(Carla, SdkChain.Units(carla))]).Value;
}
