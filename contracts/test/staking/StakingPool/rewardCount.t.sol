// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingTest} from "../StakingTest.sol";

contract StakingPool_RewardCount_Test is StakingTest {
    function test_IsNumberOfRewards() external {
        vm.assertEq(pool.rewardCount(), 1);
        addSilver();
        vm.assertEq(pool.rewardCount(), 2);
    }
}
