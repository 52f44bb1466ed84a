// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Proposal} from "../../../src/drop/ICumulativeDrop.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_SubRoot_Test is CumulativeTest {
    function testFuzz_When_NumberIsTooHigh_ReturnsZero(uint256 number) external {
        install(firstList());
        vm.assertEq(drop.subRoot(within(number, 2, type(uint256).max)), bytes32(0));
    }

    function testFuzz_Given_ListIsActive_ReturnsWordsOfItsTable(uint256 depth) external {
        Proposal memory proposal = makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], within(depth, 0, 3));
        install(proposal);
        for (uint256 i; i < proposal.subRoots.length; ++i) {
            vm.assertEq(drop.subRoot(i), proposal.subRoots[i]);
        }
    }
}
