// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableToken_HasClaimed_Test is ClaimableTest {
    function testFuzz_When_NothingWasClaimed_SaysNo(address who) external view {
        for (uint256 i; i < 3; ++i) {
            vm.assertFalse(kinds[i].hasClaimed(who));
        }
        vm.assertFalse(token.hasClaimed(address(token)));
        vm.assertFalse(token.hasClaimed(owner));
    }

    function test_SaysYesOfAccountsThatHaveClaimedOnly() external {
        vm.warp(START);
        claim(token, 2);
        for (uint256 i; i < ROWS; ++i) {
            vm.assertTrue(token.hasClaimed(rows[i].account) == (i == 2));
        }
    }
}
