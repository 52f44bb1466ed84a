// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Totals_Test is StakingTest {
    function test_IsAllSharesAndTimeOfLastChange() external {
        setTier(0, 7);
        stake(alice, 3);
        wait(9);
        stake(bob, 2);
        wait(9);
        (uint256 shares, uint256 updatedAt) = pool.totals();
        vm.assertEq(shares, 35);
        vm.assertEq(updatedAt, START + 9);
    }
}
