// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropTest} from "../DropTest.sol";

contract MerkleDrop_SubRootCount_Test is DropTest {
    function test_Given_ThereIsNoTable_ReturnsZero() external view {
        vm.assertEq(drop.subRootCount(), 0);
    }

    function testFuzz_Given_ThereIsTable_ReturnsItsWords(uint256 depth) external {
        depth = within(depth, 1, 4);
        useTable(16, depth);
        makeDrop();
        vm.assertEq(drop.subRootCount(), 2 ** depth);
    }
}
