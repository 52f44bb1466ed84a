// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BlocklistToken} from "../../mocks/MisbehavingTokens.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Withdraw_Test is StakingTest {
    function test_RevertWhen_ThereIsNoSuchTier() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, 1));
        vm.prank(alice);
        pool.withdraw(1, 1);
    }

    function test_RevertWhen_AmountIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidAmount.selector, 0));
        vm.prank(alice);
        pool.withdraw(0, 0);
    }

    function testFuzz_RevertWhen_AmountIsAboveStake(uint256 amount) external {
        stake(alice, 100);
        stake(bob, 100);
        amount = within(amount, 101, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_MoreThanStaked.selector, amount, 100));
        vm.prank(alice);
        pool.withdraw(amount, 0);
    }

    function testFuzz_RevertGiven_StakeIsLocked(uint256 time) external {
        setTier(50, 1);
        stake(alice, 100);
        wait(within(time, 0, 49));
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_Locked.selector, START + 50));
        vm.prank(alice);
        pool.withdraw(1, 0);
    }

    function test_Given_LockIsOver_Pays() external {
        setTier(50, 1);
        stake(alice, 100);
        wait(50);
        vm.prank(alice);
        pool.withdraw(100, 0);
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function test_Given_TokenOfRewardRefusesAll_Pays() external {
        BlocklistToken blocking = new BlocklistToken();
        useReward(blocking);
        stake(alice, 100);
        fund();
        wait(10);
        blocking.refuse(alice, BlocklistToken.Way.BurnAllGas);
        vm.prank(alice);
        pool.withdraw(100, 0);
        vm.assertEq(token.balanceOf(alice), 100);
        vm.assertEq(claimableOf(alice), 100);
    }

    function testFuzz_PaysStakeAndLeavesWhatWasEarned(uint256 amount) external {
        stake(alice, 100);
        fund();
        wait(10);
        amount = within(amount, 1, 100);
        vm.prank(alice);
        pool.withdraw(amount, 0);
        vm.assertEq(token.balanceOf(alice), amount);
        vm.assertEq(stakedOf(alice), 100 - amount);
        vm.assertEq(claimableOf(alice), 100);
        wait(10);
        vm.assertLe(claimableOf(alice), amount == 100 ? 100 : 200);
    }

    function testFuzz_EarnsNothingInBlockOfStake(uint256 a, uint256 time) external {
        stake(bob, 5);
        fund();
        wait(within(time, 0, 200));
        stake(alice, within(a, 1, 1e30));
        uint256 staked = stakedOf(alice);
        vm.startPrank(alice);
        pool.withdraw(staked, 0);
        pool.claim(0);
        vm.stopPrank();
        vm.assertEq(gold.balanceOf(alice), 0);
        vm.assertEq(token.balanceOf(alice), staked);
    }

    function test_AnnouncesWithdrawal() external {
        stake(alice, 100);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.Unstaked(alice, 0, 40);
        vm.prank(alice);
        pool.withdraw(40, 0);
    }
}
