// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_RewardOf_Test is StakingTest {
    function test_RevertWhen_ThereIsNoSuchReward() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchReward.selector, 1));
        pool.rewardOf(1);
    }

    function test_Given_NothingWasFunded_BeginsAtOnePerShare() external {
        addSilver();
        for (uint256 i; i < 2; ++i) {
            (, uint256 amount,, uint256 finish, uint256 perShare, uint256 nobody) = pool.rewardOf(i);
            vm.assertEq(amount + finish + nobody, 0);
            vm.assertEq(perShare, 1 << 128);
        }
    }

    function testFuzz_Given_NobodyStakes_CountsWhatAccruesAsUnearned(uint256 time) external {
        fund();
        time = within(time, 0, 2 * PERIOD);
        wait(time);
        vm.assertEq(unearned(), time < PERIOD ? time * 10 : REWARD);
    }

    function test_Given_SomebodyStakes_CountsWhatAccruesAsEarned() external {
        stake(alice, 100);
        fund();
        wait(30);
        (address which, uint256 amount, uint256 duration, uint256 finish, uint256 perShare, uint256 nobody) =
            pool.rewardOf(0);
        vm.assertEq(which, address(gold));
        vm.assertEq(amount, REWARD);
        vm.assertEq(duration, PERIOD);
        vm.assertEq(finish, START + PERIOD);
        vm.assertEq(perShare, 4 << 128); // begins at one; 300 units for 100 shares
        vm.assertEq(nobody, 0);
    }
}
