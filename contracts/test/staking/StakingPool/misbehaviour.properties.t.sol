// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {
    BlocklistToken,
    FalseToken,
    HookToken,
    LyingToken,
    NoReturnToken,
    RebasingToken
} from "../../mocks/MisbehavingTokens.sol";
import {StakingTest} from "../StakingTest.sol";

/// @notice What a pool does with tokens that are not what one expects.
contract StakingPool_Misbehaviour_Test is StakingTest {
    function test_TokensWithoutReturnValueAreStakedAndPaid() external {
        useReward(new NoReturnToken());
        useStake(new NoReturnToken());
        stake(alice, 100);
        fund();
        wait(PERIOD);
        vm.prank(alice);
        pool.exit(0);
        vm.assertEq(token.balanceOf(alice), 100);
        vm.assertEq(gold.balanceOf(alice), REWARD);
    }

    function test_TokenThatReturnsFalseIsNotBelieved() external {
        useStake(new FalseToken());
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(alice);
        pool.stake(100, 0);
    }

    function testFuzz_RefusedRewardIsNotNoted(uint256 way) external {
        BlocklistToken blocking = new BlocklistToken();
        useReward(blocking);
        stake(alice, 100);
        fund();
        wait(PERIOD);
        blocking.refuse(alice, BlocklistToken.Way(way % 4));
        vm.prank(alice);
        (bool success,) = address(pool).call{gas: 5_000_000}(abi.encodeCall(pool.claim, (0)));
        vm.assertFalse(success);
        vm.assertEq(claimableOf(alice), REWARD);
    }

    function test_ReentrantExitIsPaidOnce() external {
        HookToken hooked = new HookToken();
        useStake(hooked);
        // The staker is the token itself, so that its hook may claim and leave.
        address staker = address(hooked);
        stake(bob, 100);
        hooked.mint(staker, 100);
        vm.startPrank(staker);
        hooked.approve(address(pool), 100);
        pool.stake(100, 0);
        vm.stopPrank();
        fund();
        wait(PERIOD);
        hooked.hook(address(pool), abi.encodeCall(pool.exit, (0)), false);
        vm.prank(staker);
        pool.exit(0);
        vm.assertTrue(hooked.succeeded());
        vm.assertEq(gold.balanceOf(staker), 500);
        vm.assertEq(token.balanceOf(staker), 100);
        vm.assertEq(claimableOf(bob), 500);
        vm.assertEq(token.balanceOf(address(pool)), 100);
    }

    function test_StakeMadeFromWithinStakeIsNotCountedTwice() external {
        HookToken hooked = new HookToken();
        useStake(hooked);
        address staker = address(hooked);
        hooked.mint(staker, 100);
        vm.prank(staker);
        hooked.approve(address(pool), 100);
        hooked.hook(address(pool), abi.encodeCall(pool.stake, (100, 0)), true);
        provide(alice, 100);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_FeeOnTransfer.selector, 100, 200));
        vm.prank(alice);
        pool.stake(100, 0);
    }

    function test_LyingRewardCannotTouchStakes() external {
        LyingToken lying = new LyingToken();
        useReward(lying);
        stake(alice, 100);
        fund();
        lying.lie();
        wait(PERIOD);
        vm.prank(alice);
        pool.exit(0);
        vm.assertEq(token.balanceOf(alice), 100);
        vm.assertEq(gold.balanceOf(alice), 0);
    }

    function test_ShrunkenTokenPaysNoRewardOutOfStakes() external {
        RebasingToken shrinking = new RebasingToken();
        useStake(shrinking);
        useReward(shrinking);
        stake(alice, 1000);
        fund();
        wait(PERIOD);
        shrinking.rebase(60); // 1,200 are left of 2,000
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_PrincipalAtRisk.selector, 200, 1000));
        vm.prank(alice);
        pool.claim(0);
        vm.prank(alice);
        pool.exitWithoutRewards(0);
        near(token.balanceOf(alice), 1000, 1); // a unit of this token's own rounding
    }

    function test_RewardInStakedTokenLeavesStakes() external {
        useReward(token);
        stake(alice, 500);
        stake(bob, 500);
        fund();
        wait(PERIOD);
        vm.prank(alice);
        pool.exit(0);
        vm.assertEq(token.balanceOf(alice), 1000);
        vm.assertEq(token.balanceOf(address(pool)), 1000);
        vm.prank(bob);
        pool.exit(0);
        vm.assertEq(token.balanceOf(bob), 1000);
    }

    function test_WorthlessRewardOfHugeAmountsHoldsNoStakeBack() external {
        addSilver();
        stake(alice, 1);
        for (uint256 i; i < 20; ++i) {
            fund(1, type(uint112).max, 1);
            wait(1);
            stake(bob, 1e20);
            vm.prank(bob);
            pool.withdraw(1e20, 0);
        }
        vm.prank(alice);
        pool.withdraw(1, 0);
        vm.assertEq(token.balanceOf(alice), 1);
        vm.assertEq(token.balanceOf(bob), 20e20);
    }
}
