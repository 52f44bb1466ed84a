using Bursar.Core.Staking;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Staking;

/// <summary>What the model says of simple cases, by figures that one can compute in one's head.</summary>
public sealed class StakingModelTests
{
    private const ulong Start = 1_000_000;
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Bob = Address.Parse("0x00000000000000000000000000000000000000b0");

    [Fact]
    public void A_reward_is_divided_by_shares_and_time()
    {
        StakingModel model = Funded(new StakingTier(0, 1), new StakingTier(0, 3));
        Assert.Equal(StakingRefusal.None, model.Stake(Alice, 0, Units(30), Start + 10));
        Assert.Equal(StakingRefusal.None, model.Stake(Bob, 1, Units(10), Start + 50));
        // 40 seconds alone, then half of it: 30 shares beside 30.
        AssertNear(Units(400 + 250), model.StakeOf(Alice, 0, Start + 100).Claimable[0]);
        AssertNear(Units(250), model.StakeOf(Bob, 1, Start + 500).Claimable[0]);
        Assert.Equal(Units(100), model.RewardOf(0, Start + 500).Unearned);
    }

    [Fact]
    public void Who_stakes_and_leaves_in_a_second_earns_nothing()
    {
        StakingModel model = Funded(new StakingTier(0, 1));
        model.Stake(Alice, 0, Units(1), Start + 10);
        model.Stake(Bob, 0, Units(1_000_000), Start + 20);
        Assert.Equal(StakingRefusal.None, model.Exit(Bob, 0, Start + 20, out UInt256 amount, out IReadOnlyList<UInt256> paid));
        Assert.Equal((Units(1_000_000), UInt256.Zero), (amount, paid[0]));
        Assert.Equal([Units(100)], model.StakeOf(Alice, 0, Start + 20).Claimable);
    }

    [Fact]
    public void What_is_given_up_is_the_owners()
    {
        StakingModel model = Funded(new StakingTier(0, 1));
        model.Stake(Alice, 0, Units(1), Start);
        Assert.Equal(StakingRefusal.None, model.ExitWithoutRewards(Alice, 0, Start + 40, out _));
        Assert.Equal(Units(400), model.RewardOf(0, Start + 40).Unearned);
        Assert.Equal(StakingRefusal.None, model.Reclaim(0, Start + 100, out UInt256 back));
        Assert.Equal((Units(1_000), UInt256.Zero), (back, model.RewardOf(0, Start + 100).Left));
    }

    [Fact]
    public void Locks_begin_with_the_last_stake_and_cooldowns_with_the_last_withdrawal()
    {
        var model = new StakingModel([new StakingTier(50, 1)], 1, cooldown: 30);
        model.Stake(Alice, 0, Units(10), Start);
        model.Stake(Alice, 0, Units(10), Start + 40);
        Assert.Equal(StakingRefusal.Locked, model.Withdraw(Alice, 0, Units(1), Start + 89));
        Assert.Equal(StakingRefusal.None, model.Withdraw(Alice, 0, Units(1), Start + 90));
        Assert.Equal(StakingRefusal.None, model.Withdraw(Alice, 0, Units(2), Start + 110));
        Assert.Equal(StakingRefusal.CoolingDown, model.Collect(Alice, Start + 139, out _));
        Assert.Equal(StakingRefusal.None, model.Collect(Alice, Start + 140, out UInt256 amount));
        Assert.Equal((Units(3), Units(17)), (amount, model.Staked));
        Assert.Equal(StakingRefusal.NothingToPay, model.Collect(Alice, Start + 140, out _));
    }

    [Fact]
    public void A_running_period_can_be_topped_up_but_gives_no_less_a_second()
    {
        StakingModel model = Funded(new StakingTier(0, 1));
        Assert.Equal(StakingRefusal.LowerRate, model.Fund(0, Units(1), 100, Start + 50));
        Assert.Equal(StakingRefusal.None, model.Fund(0, Units(500), 100, Start + 50));
        Assert.Equal(new StakingPeriod(Units(1_000), 100, Start + 150), model.RewardOf(0, Start + 50).Period);
    }

    [Fact]
    public void A_call_that_is_refused_changes_nothing()
    {
        StakingModel model = Funded(new StakingTier(0, 1));
        model.Stake(Alice, 0, Units(1), Start);
        StakingRefusal[] refusals =
        [
            model.Stake(Alice, 1, Units(1), Start + 1), model.Stake(Alice, 0, UInt256.Zero, Start + 1), model.Stake(Alice, 0, StakingModel.MaxAmount + UInt256.One, Start + 1),
            model.Withdraw(Alice, 0, Units(2), Start + 1), model.Withdraw(Bob, 0, Units(1), Start + 1), model.Fund(1, Units(1), 1, Start + 1), model.Fund(0, Units(1), 0, Start + 1),
            model.ClaimOne(Bob, 0, 0, Start + 1, out _), model.ExitWithoutRewards(Bob, 0, Start + 1, out _), model.Reclaim(0, Start + 1, out _),
        ];
        Assert.Equal(
            [
                StakingRefusal.NoSuchTier, StakingRefusal.InvalidAmount, StakingRefusal.InvalidAmount, StakingRefusal.MoreThanStaked, StakingRefusal.MoreThanStaked,
                StakingRefusal.NoSuchReward, StakingRefusal.InvalidDuration, StakingRefusal.NothingToPay, StakingRefusal.NothingToPay, StakingRefusal.NothingToPay,
            ], refusals);
        Assert.Equal((Units(1), Start), (model.Staked, model.UpdatedAt));
    }

    /// <summary>Rounding is to the pool's favour, by a unit at most.</summary>
    private static void AssertNear(UInt256 expected, UInt256 actual) => Assert.True(actual <= expected && expected - actual <= UInt256.One, $"{actual} instead of {expected}");

    private static UInt256 Units(ulong tokens) => (UInt256)tokens * UInt256.PowerOfTen(18);

    /// <summary>1,000 in 100 seconds.</summary>
    private static StakingModel Funded(params StakingTier[] tiers)
    {
        var model = new StakingModel(tiers, 1);
        Assert.Equal(StakingRefusal.None, model.Fund(0, Units(1_000), 100, Start));
        return model;
    }
}
