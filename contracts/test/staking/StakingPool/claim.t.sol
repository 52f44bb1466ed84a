// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts, Tier} from "../../../src/staking/IStakingAccounts.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Claim_Test is StakingTest {
    function testFuzz_RevertWhen_ThereIsNoSuchTier(uint256 tier) external {
        tier = within(tier, 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, tier));
        vm.prank(alice);
        pool.claim(tier);
    }

    function test_Given_NothingWasEarned_PaysNothing() external {
        vm.prank(alice);
        pool.claim(0);
        vm.assertEq(gold.balanceOf(alice), 0);
    }

    function test_Given_ThereAreTwoRewards_PaysBoth() external {
        addSilver();
        stake(alice, 30);
        stake(bob, 10);
        fund();
        fund(1, 4000, PERIOD);
        wait(50);
        vm.prank(alice);
        pool.claim(0);
        vm.assertEq(gold.balanceOf(alice), 375);
        vm.assertEq(silver.balanceOf(alice), 1500);
    }

    function test_Given_StakesWeighDifferently_DividesByWeight() external {
        setTier(0, 10_000);
        p.tiers.push(p.tiers[0]);
        p.tiers[0].weight = 1;
        makePool();
        stake(alice, 10_000, 0);
        stake(bob, 3, 1);
        fund();
        wait(PERIOD);
        vm.prank(bob);
        pool.claim(1);
        near(gold.balanceOf(bob), 750, 1);
        near(claimableOf(alice), 250, 1);
    }

    function testFuzz_PaysInProportionToStakeAndTime(uint256 a, uint256 b, uint256 time) external {
        (a, b, time) = (within(a, 1, 1e30), within(b, 1, 1e30), within(time, 1, 200));
        stake(alice, a);
        stake(bob, b);
        fund();
        wait(time);
        uint256 given = time < PERIOD ? time * 10 : REWARD;
        vm.prank(alice);
        pool.claim(0);
        vm.prank(bob);
        pool.claim(0);
        uint256 mine = given * a / (a + b);
        vm.assertLe(gold.balanceOf(alice), mine);
        vm.assertLe(mine, gold.balanceOf(alice) + 1);
        vm.assertLe(gold.balanceOf(alice) + gold.balanceOf(bob), given);
        vm.assertLe(given, gold.balanceOf(alice) + gold.balanceOf(bob) + 2);
    }

    function test_PaysOnce() external {
        stake(alice, 100);
        fund();
        wait(30);
        vm.startPrank(alice);
        pool.claim(0);
        pool.claim(0);
        vm.stopPrank();
        vm.assertEq(gold.balanceOf(alice), 300);
        vm.assertEq(stakedOf(alice), 100);
    }

    function test_AnnouncesPayment() external {
        stake(alice, 100);
        fund();
        wait(30);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.RewardPaid(alice, 0, 300);
        vm.prank(alice);
        pool.claim(0);
    }

    function test_AnnouncesWhichRewardOfWhichTier() external {
        p.tiers.push(Tier(0, 1));
        addSilver();
        stake(alice, 100, 1);
        fund(1, REWARD, PERIOD);
        wait(30);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.RewardPaid(alice, (1 << 8) | 1, 300);
        vm.prank(alice);
        pool.claim(1);
    }
}
