// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Claimed_Test is CumulativeTest {
    function testFuzz_Given_NothingWasClaimed_ReturnsZero(address who, address token) external {
        install(firstList());
        vm.assertEq(drop.claimed(who, token), 0);
    }

    function testFuzz_Given_RowsWereClaimed_ReturnsAmountOfAccountAndTokenAlone(uint8 mask) external {
        install(firstList());
        for (uint256 i; i < ROWS; ++i) {
            if ((mask >> i) & 1 == 1) claim(i);
        }
        for (uint256 i; i < ROWS; ++i) {
            uint256 expected = (mask >> i) & 1 == 1 ? rows[i].cumulative : 0;
            vm.assertEq(drop.claimed(rows[i].account, rows[i].token), expected);
        }
    }
}
