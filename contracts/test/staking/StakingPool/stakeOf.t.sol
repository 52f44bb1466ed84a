// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_StakeOf_Test is StakingTest {
    function test_RevertWhen_ThereIsNoSuchTier() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, 1));
        pool.stakeOf(alice, 1);
    }

    function test_IsAmountLockAndWhatCanBeClaimed() external {
        setTier(50, 2);
        stake(alice, 100);
        fund();
        wait(10);
        (uint256 amount, uint256 lockedUntil, uint256[] memory claimable) = pool.stakeOf(alice, 0);
        vm.assertEq(amount, 100);
        vm.assertEq(lockedUntil, START + 50);
        vm.assertEq(claimable.length, 1);
        vm.assertEq(claimable[0], 100);
    }

    function testFuzz_IsWhatClaimThenPays(uint256 a, uint256 time) external {
        stake(bob, 12_345);
        fund();
        wait(3);
        stake(alice, within(a, 1, 1e30));
        wait(within(time, 0, 200));
        uint256 claimable = claimableOf(alice);
        vm.prank(alice);
        pool.claim(0);
        vm.assertEq(gold.balanceOf(alice), claimable);
        vm.assertEq(claimableOf(alice), 0);
    }
}
