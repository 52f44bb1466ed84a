// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VotingTest} from "./VotingTest.sol";

contract VotingToken_Clock_Test is VotingTest {
    function testFuzz_IsTimeInSeconds(uint48 time) external {
        vm.warp(time);
        vm.assertEq(token.clock(), time);
        vm.assertEq(token.CLOCK_MODE(), "mode=timestamp");
    }
}
