// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_EscrowOf_Test is CumulativeTest {
    function testFuzz_Given_NothingWasPaidIn_ReturnsZero(address token) external view {
        vm.assume(token != address(tokens[0]) && token != address(tokens[1]));
        vm.assertEq(drop.escrowOf(token), 0);
    }

    function test_Given_RowsWereClaimed_StillReturnsWhatWasPaidIn() external {
        install(firstList());
        claim(0);
        vm.assertEq(drop.escrowOf(address(tokens[0])), 1000);
    }
}
