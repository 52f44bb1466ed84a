using Bursar.App.LocalChain;
using Bursar.App.Vesting;
using Bursar.Evm.Primitives;
using FirstToken;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>Vesting through the SDK.</summary>
public sealed class VestingTests
{
    private static readonly Address Ben = LocalAccounts.Addresses[2];
    private static readonly Address Carla = LocalAccounts.Addresses[3];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_team_vests_withdraws_moves_and_loses_what_has_not_vested()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await using BursarClient ben = await chain.OpenAsync(2);
        await using BursarClient carla = await chain.OpenAsync(3);
        Token coin = await anna.Tokens.CreateAsync(new() { Name = "Coin", Symbol = "C", Supply = 10_000 }, Cancel);
        DateTimeOffset start = new(DateTimeOffset.UtcNow.Date.AddDays(-400), TimeSpan.Zero);
        IReadOnlyList<VestingSchedule> team = await Team.VestAsync(anna, ben, carla, coin, start, Cancel);
        UInt256 bens = await chain.BalanceAsync(coin, Ben);
        Assert.True(bens >= SdkChain.Units(1_200) * 365UL / 1_460UL, $"{bens}");

        // The same again finds it; what is added is opened alone; what is changed is refused.
        await Team.VestAsync(anna, ben, carla, coin, start, Cancel);
        Assert.Equal(SdkChain.Units(10_000 - 3_600), await chain.BalanceAsync(coin, anna.Account));
        await TokenTests.AssertFaultAsync("plan.vesting-changed", () => Team.VestAsync(anna, carla, ben, coin, start, Cancel));

        DateTimeOffset until = DateTimeOffset.UtcNow.AddDays(9);
        VestingSchedule theirs = await carla.Vesting.OpenAsync(team[1].Id, Cancel);
        await TokenTests.AssertFaultAsync("vesting.not-recipient", () => team[1].WithdrawAsync(Cancel));
        MoveConsent consent = await (await ben.Vesting.OpenAsync(team[1].Id, Cancel)).AgreeAsync(Ben, until, Cancel);
        VestingSchedule moved = await theirs.MoveAsync(Ben, [consent], Cancel);
        await TokenTests.AssertFaultAsync("vesting.unknown-schedule", () => theirs.ShowAsync(Cancel));
        Assert.Equal(2, (await anna.Vesting.ShowAsync(Ben, Cancel)).Count);
        Assert.Empty(await anna.Vesting.ShowAsync(Carla, Cancel));

        VestingSchedule bensOther = await ben.Vesting.OpenAsync(moved.Id, Cancel);
        await bensOther.WithdrawToAsync(Carla, 3, "rent", Cancel);
        await bensOther.WithdrawToAsync(Carla, 3, "rent", Cancel);
        Assert.Equal(SdkChain.Units(3), await chain.BalanceAsync(coin, Carla));
        VestingSchedule annas = await anna.Vesting.OpenAsync(moved.Id, Cancel);
        await annas.RevokeAsync(Cancel);
        ScheduleState ended = await annas.ShowAsync(Cancel);
        Assert.Equal(ended.Promised, ended.Withdrawn);
        Assert.Equal(SdkChain.Units(10_000 - 3_600 + 2_400) - ended.Promised, await chain.BalanceAsync(coin, anna.Account));
        await TokenTests.AssertFaultAsync("vesting.not-revoker", () => bensOther.RevokeAsync(Cancel));
    }

    [Fact]
    public async Task Steps_are_of_one_recipient_and_vest_at_their_dates()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await using BursarClient ben = await chain.OpenAsync(2);
        Token coin = await anna.Tokens.CreateAsync(new() { Name = "Coin", Symbol = "C", Supply = 10_000 }, Cancel);
        DateTimeOffset first = new(DateTimeOffset.UtcNow.Date.AddDays(-40), TimeSpan.Zero);
        var options = new VestingOptions { Token = coin, Recipients = [new(Ben, 10)], Steps = [first, first.AddDays(20), first.AddDays(90)], IdempotencyKey = "steps" };
        await anna.Vesting.CreateAsync(options, Cancel);
        await ben.Vesting.WithdrawAsync(Cancel);
        Assert.Equal(UInt256.Parse("6666666666666666666"), await chain.BalanceAsync(coin, Ben));
        await TokenTests.AssertFaultAsync("vesting.nothing-vested", () => ben.Vesting.WithdrawAsync(Cancel));
        await TokenTests.AssertFaultAsync("launch.vesting-curve", () => anna.Vesting.CreateAsync(options with { Recipients = [new(Ben, 1), new(Carla, 1)], IdempotencyKey = "two" }, Cancel));
        await TokenTests.AssertFaultAsync("launch.vesting-curve", () => anna.Vesting.CreateAsync(options with { Steps = [], IdempotencyKey = "three" }, Cancel));
    }
}
