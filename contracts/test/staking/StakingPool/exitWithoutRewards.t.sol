// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BlocklistToken} from "../../mocks/MisbehavingTokens.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_ExitWithoutRewards_Test is StakingTest {
    function test_RevertWhen_ThereIsNoSuchTier() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, 1));
        vm.prank(alice);
        pool.exitWithoutRewards(1);
    }

    function test_RevertGiven_StakeIsLocked() external {
        setTier(50, 1);
        stake(alice, 100);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_Locked.selector, START + 50));
        vm.prank(alice);
        pool.exitWithoutRewards(0);
    }

    function test_RevertGiven_NothingIsStaked() external {
        vm.expectRevert(IStakingAccounts.Staking_NothingToPay.selector);
        vm.prank(alice);
        pool.exitWithoutRewards(0);
    }

    function test_Given_TokenOfRewardRefusesAll_PaysStake() external {
        BlocklistToken blocking = new BlocklistToken();
        useReward(blocking);
        stake(alice, 100);
        fund();
        wait(10);
        blocking.refuse(alice, BlocklistToken.Way.BurnAllGas);
        vm.prank(alice);
        pool.exitWithoutRewards(0);
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function testFuzz_Given_RewardsWereClaimedJustBefore_TakesNothingOfOthers(uint256 time) external {
        stake(alice, 300);
        stake(bob, 100);
        fund();
        wait(within(time, 1, PERIOD));
        uint256 others = claimableOf(bob);
        vm.startPrank(alice);
        pool.claim(0);
        pool.exitWithoutRewards(0);
        vm.stopPrank();
        vm.assertEq(claimableOf(bob), others);
        wait(PERIOD);
        vm.prank(bob);
        pool.exit(0);
        vm.assertLe(gold.balanceOf(alice) + gold.balanceOf(bob), REWARD);
        vm.assertGt(gold.balanceOf(alice) + gold.balanceOf(bob) + 3, REWARD);
    }

    function test_GivesWhatWasEarnedBackToOwner() external {
        addSilver();
        stake(alice, 300);
        stake(bob, 100);
        fund();
        fund(1, 400, PERIOD);
        wait(40);
        vm.prank(alice);
        pool.exitWithoutRewards(0);
        vm.assertEq(token.balanceOf(alice), 300);
        vm.assertEq(claimableOf(alice), 0);
        vm.assertEq(claimableOf(bob), 100);
        vm.startPrank(owner);
        near(pool.reclaim(0, owner), 300, 1);
        near(pool.reclaim(1, owner), 120, 1);
        vm.stopPrank();
        wait(60);
        near(claimableOf(bob), 700, 1);
    }

    function test_AnnouncesWhatWasGivenUp() external {
        stake(alice, 100);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.RewardsForfeited(alice, 0);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.Unstaked(alice, 0, 100);
        vm.prank(alice);
        pool.exitWithoutRewards(0);
    }
}
