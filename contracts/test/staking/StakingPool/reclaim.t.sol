// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {Ownable} from "solady/auth/Ownable.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Reclaim_Test is StakingTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        fund();
        wait(10);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        pool.reclaim(0, caller);
    }

    function test_RevertWhen_ThereIsNoSuchReward() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchReward.selector, 1));
        vm.prank(owner);
        pool.reclaim(1, owner);
    }

    function test_RevertWhen_ToIsNobodyOrPool() external {
        fund();
        wait(10);
        address[2] memory wrong = [address(0), address(pool)];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidRecipient.selector, wrong[i]));
            vm.prank(owner);
            pool.reclaim(0, wrong[i]);
        }
    }

    function test_RevertGiven_SomebodyEarnedAll() external {
        stake(alice, 1);
        fund();
        wait(PERIOD);
        vm.expectRevert(IStakingAccounts.Staking_NothingToPay.selector);
        vm.prank(owner);
        pool.reclaim(0, owner);
    }

    function testFuzz_PaysWhatAccruedWhileNobodyStaked(uint256 first, uint256 second) external {
        fund();
        first = within(first, 1, PERIOD - 1);
        second = within(second, 0, PERIOD - first);
        wait(first);
        stake(alice, 7);
        wait(second);
        vm.prank(alice);
        pool.exit(0);
        wait(PERIOD);
        vm.prank(owner);
        near(pool.reclaim(0, carol), REWARD - second * 10, 1);
        near(gold.balanceOf(carol) + gold.balanceOf(alice), REWARD, 2);
    }

    function test_LosesNothingToNumberOfUpdates() external {
        // 100 units in 1,000 seconds: a tenth a second, of which no single one gives a unit. Bob comes and goes all the time.
        fund(0, 100, 1000);
        for (uint256 i; i < 500; ++i) {
            if (i == 250) stake(alice, 3);
            wait(2);
            stake(bob, 1);
            vm.prank(bob);
            pool.withdraw(1, 0);
        }
        vm.assertGt(unearned(), 48);
        vm.assertGt(claimableOf(alice), 48);
    }

    function test_Given_RewardsRunAndAreOwed_LeavesThem() external {
        fund();
        wait(20);
        stake(alice, 100);
        wait(10);
        vm.startPrank(owner);
        near(pool.reclaim(0, owner), 200, 1);
        vm.expectRevert(IStakingAccounts.Staking_NothingToPay.selector);
        pool.reclaim(0, owner);
        vm.stopPrank();
        near(claimableOf(alice), 100, 1);
        wait(PERIOD);
        vm.prank(alice);
        pool.exit(0);
        near(gold.balanceOf(alice), 800, 1);
    }

    function test_AnnouncesPayment() external {
        fund();
        wait(10);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.Reclaimed(0, carol, 100);
        vm.prank(owner);
        pool.reclaim(0, carol);
    }
}
