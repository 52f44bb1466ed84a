// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingTest} from "../StakingTest.sol";

contract StakingPool_BoxOf_Test is StakingTest {
    function test_IsAnotherForEachAccountAndPool() external {
        address first = pool.boxOf(alice);
        vm.assertNotEq(first, pool.boxOf(bob));
        makePool();
        vm.assertNotEq(first, pool.boxOf(alice));
    }

    function test_HoldsNothingInPoolsWithoutVotes() external {
        stake(alice, 100);
        vm.assertEq(token.balanceOf(pool.boxOf(alice)), 0);
        vm.assertEq(pool.boxOf(alice).code.length, 0);
    }
}
