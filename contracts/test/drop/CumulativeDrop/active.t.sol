// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Active_Test is CumulativeTest {
    function test_Given_NoListWasActivated_ReturnsZeros() external {
        propose(firstList());
        (uint256 id, bytes32 root) = drop.active();
        vm.assertEq(id, 0);
        vm.assertEq(root, bytes32(0));
    }

    function test_Given_ListsWereActivated_ReturnsLastOne() external {
        install(firstList());
        propose(firstList());
        bytes32 expected = makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], 0).subRoots[0];
        install(makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], 2));
        (uint256 id, bytes32 root) = drop.active();
        vm.assertEq(id, 3);
        vm.assertEq(root, expected);
    }
}
