// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BlocklistToken} from "../../mocks/MisbehavingTokens.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_ClaimOne_Test is StakingTest {
    function test_RevertWhen_ThereIsNoSuchTier() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, 1));
        vm.prank(alice);
        pool.claimOne(1, 0);
    }

    function test_RevertWhen_ThereIsNoSuchReward() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchReward.selector, 1));
        vm.prank(alice);
        pool.claimOne(0, 1);
    }

    function test_RevertGiven_NothingWasEarned() external {
        stake(alice, 100);
        fund();
        vm.expectRevert(IStakingAccounts.Staking_NothingToPay.selector);
        vm.prank(alice);
        pool.claimOne(0, 0);
    }

    function test_Given_TokenOfAnotherRewardRefuses_PaysOne() external {
        BlocklistToken blocking = new BlocklistToken();
        useReward(blocking);
        addSilver();
        stake(alice, 100);
        fund();
        fund(1, 500, PERIOD);
        blocking.refuse(alice, BlocklistToken.Way.Revert);
        wait(PERIOD);
        vm.startPrank(alice);
        vm.expectRevert();
        pool.claim(0);
        vm.assertEq(pool.claimOne(0, 1), 500);
        vm.stopPrank();
        vm.assertEq(silver.balanceOf(alice), 500);
        vm.assertEq(claimableOf(alice), REWARD);
    }

    function test_AnnouncesPayment() external {
        stake(alice, 100);
        fund();
        wait(10);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.RewardPaid(alice, 0, 100);
        vm.prank(alice);
        pool.claimOne(0, 0);
    }
}
