// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropTest} from "../DropTest.sol";

contract MerkleDrop_IsClaimed_Test is DropTest {
    function testFuzz_Given_NothingWasClaimed_ReturnsFalseForEveryIndex(uint256 index) external {
        vm.warp(START);
        vm.assertFalse(drop.isClaimed(index));
    }

    function testFuzz_Given_RowsWereClaimed_ReturnsTrueForTheseAlone(uint256 claimed, uint256 other) external {
        vm.warp(START);
        for (uint256 i; i < ROWS; ++i) {
            if ((claimed >> i) & 1 == 1) claim(i);
        }
        bool known;
        for (uint256 i; i < ROWS; ++i) {
            vm.assertEq(drop.isClaimed(indexOf(i)), (claimed >> i) & 1 == 1);
            known = known || other == indexOf(i);
        }
        if (!known) vm.assertFalse(drop.isClaimed(other));
    }
}
