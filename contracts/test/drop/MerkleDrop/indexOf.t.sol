// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_IndexOf_Test is DropTest {
    function testFuzz_RevertWhen_ProofIsWrong(address account_, uint256 amount, bytes32[] memory proof) external {
        vm.assume(proof.length <= 64);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.indexOf(account_, amount, proof);
    }

    function testFuzz_RevertWhen_ProofIsTooLong(uint256 size) external {
        size = within(size, 65, 300);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_ProofTooLong.selector, size));
        drop.indexOf(alice, 100, new bytes32[](size));
    }

    function test_Given_RowWasClaimed_ReturnsSameIndex() external {
        uint256 index = indexOf(0);
        vm.warp(START);
        claim(0);
        vm.assertEq(indexOf(0), index);
    }

    function testFuzz_ReadsPositionOffProof(uint256 seed) external {
        makeTree(Trees.Shape(seed % 4), LeafKind((seed >> 8) % 2));
        makeDrop();
        for (uint256 row; row < ROWS; ++row) {
            bytes32 node = leafOf(p.leafKind, rows[row].account, rows[row].amount);
            uint256 index = 1;
            for (uint256 i; i < rows[row].proof.length; ++i) {
                index = index * 2 + (node > rows[row].proof[i] ? 1 : 0);
                node = Trees.pair(node, rows[row].proof[i]);
            }
            vm.assertEq(node, p.root);
            vm.assertEq(indexOf(row), index);
        }
    }

    function test_IsOneForListOfOneRow() external {
        while (rows.length > 1) rows.pop();
        makeTree(Trees.Shape.Heap, LeafKind.Standard);
        makeDrop();
        vm.assertEq(indexOf(0), 1);
    }
}
