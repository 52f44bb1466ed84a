// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {IStakingPool} from "../../../src/staking/IStakingPool.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Exit_Test is StakingTest {
    function testFuzz_RevertWhen_ThereIsNoSuchTier(uint256 tier) external {
        tier = within(tier, 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, tier));
        vm.prank(alice);
        pool.exit(tier);
    }

    function test_RevertGiven_StakeIsLocked() external {
        setTier(50, 1);
        stake(alice, 100);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_Locked.selector, START + 50));
        vm.prank(alice);
        pool.exit(0);
    }

    function test_Given_NothingIsStaked_PaysWhatWasEarned() external {
        stake(alice, 100);
        fund();
        wait(10);
        vm.startPrank(alice);
        pool.withdraw(100, 0);
        pool.exit(0);
        vm.stopPrank();
        vm.assertEq(gold.balanceOf(alice), 100);
    }

    function test_Given_StakesCoolDown_PaysRewardsAndLetsStakeCool() external {
        p.cooldown = 20;
        makePool();
        stake(alice, 100);
        fund();
        wait(10);
        vm.expectEmit(address(pool));
        emit IStakingPool.Cooling(alice, 100, START + 30);
        vm.prank(alice);
        pool.exit(0);
        vm.assertEq(gold.balanceOf(alice), 100);
        vm.assertEq(token.balanceOf(alice), 0);
    }

    function test_PaysStakeAndRewardsAndLeavesNothing() external {
        addSilver();
        stake(alice, 100);
        fund();
        fund(1, 300, PERIOD);
        wait(50);
        vm.prank(alice);
        pool.exit(0);
        vm.assertEq(token.balanceOf(alice), 100);
        vm.assertEq(gold.balanceOf(alice), 500);
        vm.assertEq(silver.balanceOf(alice), 150);
        vm.assertEq(stakedOf(alice), 0);
        wait(50);
        vm.assertEq(claimableOf(alice), 0);
    }
}
