using Bursar.App.LocalChain;
using Bursar.App.Programmes;
using Bursar.App.Vouchers;
using Bursar.Core.Drops;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using FirstToken;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>Vouchers and programmes through the SDK.</summary>
public sealed class RewardsTests
{
    private static readonly Address Ben = LocalAccounts.Addresses[2];
    private static readonly Address Carla = LocalAccounts.Addresses[3];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vouchers_are_paid_once_within_the_budget_and_the_escrow_is_one()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await using BursarClient ben = await chain.OpenAsync(2);
        Token coin = await anna.Tokens.CreateAsync(new() { Name = "Coin", Symbol = "C", Supply = 10_000 }, Cancel);
        VoucherEscrow escrow = await Rewards.VouchersAsync(anna, ben, coin, Cancel);
        Assert.Equal(SdkChain.Units(25), await chain.BalanceAsync(coin, Ben));

        VoucherBatchPaper batch = await escrow.SignAsync(RecipientList.Create([new(Ben, SdkChain.Units(1)), new(Carla, SdkChain.Units(2))]).Value, 2, cancellationToken: Cancel);
        VoucherEscrow theirs = await ben.Vouchers.OpenAsync(escrow.Address, Cancel);
        await theirs.ClaimAsync(batch, Cancel);
        Assert.Equal((SdkChain.Units(26), SdkChain.Units(2)), (await chain.BalanceAsync(coin, Ben), await chain.BalanceAsync(coin, Carla)));
        await TokenTests.AssertFaultAsync("voucher.used", () => theirs.ClaimAsync(batch, Cancel));
        Assert.Equal(SdkChain.Units(300 - 28), (await escrow.ShowAsync(Cancel)).FirstBudget);
        await TokenTests.AssertFaultAsync("voucher.over-budget", async () => await theirs.ClaimAsync(await escrow.SignAsync(Ben, 273, 3, cancellationToken: Cancel), cancellationToken: Cancel));
        await TokenTests.AssertFaultAsync("voucher.may-not-revoke", () => theirs.RevokeAsync(anna.Account, 4, cancellationToken: Cancel));
        await escrow.RevokeAsync(anna.Account, 4, 2, Cancel);
        await TokenTests.AssertFaultAsync("voucher.used", async () => await theirs.ClaimAsync(await escrow.SignAsync(Ben, 1, 5, cancellationToken: Cancel), cancellationToken: Cancel));
        await escrow.RotateAsync(anna.Account, Ben, Cancel);
        await escrow.ClaimAsync(await theirs.SignAsync(Carla, "0.5", 1, cancellationToken: Cancel), cancellationToken: Cancel);
        Assert.Equal(SdkChain.Units(5) / 2UL, await chain.BalanceAsync(coin, Carla));

        var options = new VoucherOptions { Token = coin, Total = 1_000, Signer = anna.Account, Budget = 300, IdempotencyKey = "invites" };
        Assert.Equal(escrow.Address, (await anna.Vouchers.CreateAsync(options, Cancel)).Address);
        await TokenTests.AssertFaultAsync("plan.vouchers-changed", () => anna.Vouchers.CreateAsync(options with { Budget = 301 }, Cancel));
        await TokenTests.AssertFaultAsync("voucher.not-vouchers", () => anna.Vouchers.OpenAsync(coin.Address, Cancel));
    }

    [Fact]
    public async Task A_stake_earns_and_comes_back_with_its_rewards()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        Token coin = await anna.Tokens.CreateAsync(new() { Name = "Coin", Symbol = "C", Supply = 20_000 }, Cancel);
        StakePool pool = await FirstToken.Staking.StakeAsync(anna, coin, Cancel);
        Assert.Equal(pool.Address, (await FirstToken.Staking.StakeAsync(anna, coin, Cancel)).Address);
        Assert.Equal(SdkChain.Units(1_000), (await pool.ShowAsync(Cancel)).History.Model.Staked);
        await TokenTests.AssertFaultAsync("stake.insufficient-balance", () => pool.AddAsync(10_000, cancellationToken: Cancel));
        await TokenTests.AssertFaultAsync("stake.more-than-staked", () => pool.RemoveAsync(1_001, cancellationToken: Cancel));
        await TokenTests.AssertFaultAsync("stake.not-pool", () => anna.Staking.OpenAsync(coin.Address, Cancel));
        var time = new LocalControls(anna.Chain);
        await time.IncreaseTimeAsync(TimeSpan.FromDays(45), Cancel);
        await time.MineAsync(cancellationToken: Cancel);

        await FirstToken.Staking.LeaveAsync(await anna.Staking.OpenAsync(pool.Address, Cancel), Cancel);
        UInt256 earned = await chain.BalanceAsync(coin, anna.Account) - SdkChain.Units(10_000);
        Assert.True(earned > SdkChain.Units(4_999) && earned < SdkChain.Units(5_001), $"half of the period gave {earned}");
        await TokenTests.AssertFaultAsync("stake.nothing-staked", () => pool.RemoveAllAsync(cancellationToken: Cancel));
        Assert.True((await anna.Launches.VerifyAsync(pool.LaunchFile!, Cancel)).IsOk);
    }

    [Fact]
    public async Task A_programme_pays_what_its_lists_give_after_their_windows()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await using BursarClient ben = await chain.OpenAsync(2);
        Token coin = await anna.Tokens.CreateAsync(new() { Name = "Coin", Symbol = "C", Supply = 10_000 }, Cancel);
        Programme rewards = await Rewards.ProgrammeAsync(anna, ben, coin, Cancel);
        Assert.Equal(SdkChain.Units(12), await chain.BalanceAsync(coin, Ben));
        await TokenTests.AssertFaultAsync("programme.nothing-to-claim", () => rewards.ClaimForAsync(Ben, Cancel));
        await TokenTests.AssertFaultAsync("programme.not-watcher", () => rewards.VetoAsync(Cancel));

        CumulativeList less = CumulativeList.Create([new(Ben, coin.Address, SdkChain.Units(12))], Cancel).Value;
        await TokenTests.AssertFaultAsync("programme.row-lost", () => rewards.ProposeAsync(less, cancellationToken: Cancel));
        CumulativeList more = CumulativeList.Create([new(anna.Account, coin.Address, SdkChain.Units(30)), new(Ben, coin.Address, SdkChain.Units(700))], Cancel).Value;
        await TokenTests.AssertFaultAsync("programme.above-escrow", () => rewards.ProposeAsync(more, cancellationToken: Cancel));
        await rewards.FundAsync(coin, 230, "top-up", Cancel);
        await rewards.FundAsync(coin, 230, "top-up", Cancel);
        ProposedList proposed = await rewards.ProposeAsync(more, cancellationToken: Cancel);
        Assert.Equal(((UInt256)2UL, 1), (proposed.Id, proposed.Proposal.Changes.Raised));
        Assert.Equal((UInt256)2UL, (await rewards.ProposeAsync(more, cancellationToken: Cancel)).Id);

        Programme watched = await ben.Programmes.OpenAsync(rewards.Address, rewards.Folder, Cancel);
        await watched.VetoAsync(Cancel);
        ProgrammeState state = await watched.ShowAsync(Cancel);
        Assert.Equal([ProgrammeListState.Active, ProgrammeListState.Stopped], state.History.Lists.Select(l => l.State));
        Assert.Equal(SdkChain.Units(730), Assert.Single(state.Tokens).Escrow);
        Assert.Equal(SdkChain.Units(30), Assert.Single((await rewards.RowsOfAsync(anna.Account, Cancel)).Rows).Open);
        Assert.True((await anna.Launches.VerifyAsync(rewards.LaunchFile!, Cancel)).IsOk);
        await TokenTests.AssertFaultAsync("programme.not-expired", () => rewards.ClawBackAsync(coin.Address, anna.Account, Cancel));
    }
}
