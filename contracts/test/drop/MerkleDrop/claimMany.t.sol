// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimRow, IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_ClaimMany_Test is DropTest {
    function test_Given_DropDoesNotAllowClaimsForOthers_PaysRowsOfCaller() external {
        rows[1].account = alice;
        p.allowClaimFor = false;
        makeTree(Trees.Shape.Flat, LeafKind.Packed);
        makeDrop();
        vm.warp(START);
        vm.prank(alice);
        drop.claimMany(_some(0, 1));
        vm.assertEq(token.balanceOf(alice), 201);
    }

    function test_RevertGiven_DropDoesNotAllowClaimsForOthers() external {
        p.allowClaimFor = false;
        makeDrop();
        vm.warp(START);
        ClaimRow[] memory two = _some(0, 1);
        vm.expectRevert(IMerkleClaims.Drop_ClaimForNotAllowed.selector);
        vm.prank(alice);
        drop.claimMany(two);
        vm.assertEq(token.balanceOf(alice), 0);
    }

    function test_RevertWhen_RowStandsTwice() external {
        vm.warp(START);
        ClaimRow[] memory twice = _some(1, 1);
        uint256 index = indexOf(1);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        drop.claimMany(twice);
    }

    function test_RevertWhen_RowHasWrongProof() external {
        vm.warp(START);
        ClaimRow[] memory two = _some(0, 1);
        two[1].proof = two[0].proof;
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.claimMany(two);
        vm.assertEq(token.balanceOf(alice), 0);
    }

    function test_When_ThereAreNoRows_DoesNothing() external {
        vm.warp(START);
        vm.recordLogs();
        drop.claimMany(new ClaimRow[](0));
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function testFuzz_PaysEachAccount(uint256 seed) external {
        makeTree(Trees.Shape(seed % 4), LeafKind((seed >> 8) % 2));
        makeDrop();
        vm.warp(START);
        drop.claimMany(rows);
        for (uint256 i; i < ROWS; ++i) {
            vm.assertEq(token.balanceOf(rows[i].account), 100 + i);
            vm.assertTrue(drop.isClaimed(indexOf(i)));
        }
        vm.assertEq(token.balanceOf(address(drop)), 0);
    }

    function test_AnnouncesEachClaim() external {
        vm.warp(START);
        for (uint256 i; i < ROWS; ++i) {
            uint256 index = indexOf(i);
            vm.expectEmit(address(drop));
            emit IMerkleClaims.Claimed(rows[i].account, rows[i].account, index, rows[i].amount);
        }
        drop.claimMany(rows);
    }

    function _some(uint256 a, uint256 b) private view returns (ClaimRow[] memory two) {
        two = new ClaimRow[](2);
        (two[0], two[1]) = (rows[a], rows[b]);
    }
}
