// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_Claim_Test is DropTest {
    function test_RevertGiven_ItHasNotStarted() external {
        vm.warp(START);
        vm.warp(START - 1);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
        claim(0);
    }

    function testFuzz_RevertGiven_ItHasExpired(uint64 now_) external {
        vm.warp(START);
        vm.warp(within(now_, EXPIRY, type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_Expired.selector, EXPIRY));
        claim(0);
    }

    function testFuzz_RevertGiven_RowWasClaimed(uint256 row) external {
        row = within(row, 0, ROWS - 1);
        vm.warp(START);
        claim(row);
        uint256 index = indexOf(row);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        claim(row);
    }

    function testFuzz_RevertWhen_AmountIsWrong(uint256 amount) external {
        vm.assume(amount != rows[0].amount);
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(alice);
        drop.claim(amount, rows[0].proof);
    }

    function testFuzz_RevertWhen_CallerIsNotAccount(address caller) external {
        vm.assume(caller != alice);
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(caller);
        drop.claim(rows[0].amount, rows[0].proof);
    }

    function testFuzz_RevertWhen_NodeOfProofIsWrong(uint256 which, bytes32 node) external {
        vm.warp(START);
        bytes32[] memory proof = rows[0].proof;
        which = within(which, 0, proof.length - 1);
        vm.assume(node != proof[which]);
        proof[which] = node;
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(alice);
        drop.claim(rows[0].amount, proof);
    }

    function testFuzz_RevertWhen_ProofIsPartOfRightOne(uint256 size) external {
        vm.warp(START);
        bytes32[] memory proof = new bytes32[](within(size, 0, rows[0].proof.length - 1));
        for (uint256 i; i < proof.length; ++i) {
            proof[i] = rows[0].proof[i];
        }
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(alice);
        drop.claim(rows[0].amount, proof);
    }

    function test_RevertWhen_ProofIsTooLong() external {
        vm.warp(START);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_ProofTooLong.selector, 65));
        vm.prank(alice);
        drop.claim(rows[0].amount, new bytes32[](65));
    }

    function test_RevertGiven_BalanceDoesNotSuffice() external {
        p.total = 300; // the tree promises 510
        makeDrop();
        vm.warp(START);
        claim(0);
        claim(1);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        claim(2);
        vm.assertFalse(drop.isClaimed(indexOf(2)));
    }

    function testFuzz_When_ListHasOneRow_PaysWithEmptyProof(bool packed) external {
        while (rows.length > 1) rows.pop();
        makeTree(Trees.Shape.Flat, LeafKind(packed ? 1 : 0));
        makeDrop();
        vm.warp(START);
        vm.assertEq(rows[0].proof.length, 0);
        claim(0);
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function test_Given_DropNeverExpires_PaysLongAfter() external {
        p.expiry = 0;
        makeDrop();
        vm.warp(START);
        vm.warp(type(uint64).max);
        claim(0);
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function testFuzz_PaysCaller(uint256 seed) external {
        p.total = type(uint128).max;
        for (uint256 i; i < ROWS; ++i) {
            rows[i].amount = uint120(uint256(keccak256(abi.encode(seed, i))));
        }
        makeTree(Trees.Shape(seed % 4), LeafKind((seed >> 8) % 2));
        makeDrop();
        vm.warp(START);
        for (uint256 i; i < ROWS; ++i) {
            claim(i);
            vm.assertEq(token.balanceOf(rows[i].account), rows[i].amount);
        }
    }

    function test_PaysInLastSecond() external {
        vm.warp(START);
        vm.warp(EXPIRY - 1);
        claim(0);
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function test_MarksPositionAloneAsClaimed() external {
        vm.warp(START);
        claim(2);
        for (uint256 i; i < ROWS; ++i) {
            vm.assertEq(drop.isClaimed(indexOf(i)), i == 2);
        }
    }

    function test_AnnouncesClaim() external {
        vm.warp(START);
        uint256 index = indexOf(1);
        vm.expectEmit(address(drop));
        emit IMerkleClaims.Claimed(bob, bob, index, 101);
        claim(1);
    }
}
