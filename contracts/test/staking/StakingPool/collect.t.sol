// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {IStakingPool} from "../../../src/staking/IStakingPool.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Collect_Test is StakingTest {
    function test_RevertGiven_NothingIsOnItsWay() external {
        vm.expectRevert(IStakingAccounts.Staking_NothingToPay.selector);
        vm.prank(alice);
        pool.collect();
    }

    function testFuzz_RevertGiven_ItIsStillCoolingDown(uint256 time) external {
        p.cooldown = 20;
        makePool();
        stake(alice, 100);
        vm.prank(alice);
        pool.withdraw(60, 0);

        wait(within(time, 0, 19));
        vm.expectRevert(abi.encodeWithSelector(IStakingPool.Staking_CoolingDown.selector, START + 20));
        vm.prank(alice);
        pool.collect();
    }

    function test_Given_MoreWasWithdrawnSince_WaitsForAllOfIt() external {
        p.cooldown = 20;
        makePool();
        stake(alice, 100);
        vm.prank(alice);
        pool.withdraw(60, 0);

        wait(19);
        vm.prank(alice);
        pool.withdraw(1, 0);
        wait(19);
        vm.expectRevert(abi.encodeWithSelector(IStakingPool.Staking_CoolingDown.selector, START + 39));
        vm.prank(alice);
        pool.collect();
        wait(1);
        vm.prank(alice);
        vm.assertEq(pool.collect(), 61);
    }

    function test_PaysOnce() external {
        p.cooldown = 20;
        makePool();
        stake(alice, 100);
        vm.prank(alice);
        pool.withdraw(60, 0);

        wait(20);
        vm.startPrank(alice);
        vm.assertEq(pool.collect(), 60);
        vm.expectRevert(IStakingAccounts.Staking_NothingToPay.selector);
        pool.collect();
        vm.stopPrank();
        vm.assertEq(token.balanceOf(alice), 60);
        vm.assertEq(token.balanceOf(address(pool)), 40);
    }

    function test_EarnsNothingMeanwhile() external {
        p.cooldown = 20;
        makePool();
        stake(alice, 100);
        vm.prank(alice);
        pool.withdraw(60, 0);

        stake(bob, 60);
        fund();
        wait(PERIOD);
        vm.assertEq(claimableOf(alice), 400);
        vm.assertEq(claimableOf(bob), 600);
    }
}
