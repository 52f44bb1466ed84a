// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {Trees} from "../../base/Trees.sol";
import {ClaimableTest, IAnyClaimable} from "../ClaimableTest.sol";

contract ClaimableToken_Claim_Test is ClaimableTest {
    function test_RevertWhen_ClaimsHaveNotBegun() external {
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
            claim(kinds[i], 0);
        }
    }

    function test_RevertWhen_ClaimsHaveEnded() external {
        for (uint256 i; i < 3; ++i) {
            vm.warp(EXPIRY - 1);
            claim(kinds[i], 0);
            vm.warp(EXPIRY);
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_Expired.selector, EXPIRY));
            claim(kinds[i], 1);
        }
    }

    function test_RevertWhen_ProofHasTooManyNodes() external {
        vm.warp(START);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_ProofTooLong.selector, 65));
        token.claim(1, new bytes32[](65));
    }

    function testFuzz_RevertWhen_RowIsNotInList(uint256 amount, address account, uint256 kind) external {
        vm.assume(amount != rows[0].amount || account != alice);
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(account);
        kinds[kind % 3].claim(amount, rows[0].proof);
    }

    function test_RevertGiven_RowThatWasClaimed() external {
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            claim(kinds[i], 0);
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index(0)));
            claim(kinds[i], 0);
            vm.prank(alice);
            kinds[i].transfer(bob, 100);
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index(0)));
            claim(kinds[i], 0);
        }
    }

    function test_RevertWhen_ListPromisesMoreThanTokenHolds() external {
        c.total = TOTAL - 1;
        makeKinds();
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            for (uint256 row = 1; row < ROWS; ++row) {
                claim(kinds[i], row);
            }
            vm.expectRevert(InsufficientBalance.selector);
            claim(kinds[i], 0);
            vm.assertEq(kinds[i].balanceOf(address(kinds[i])), 99);
            vm.assertEq(kinds[i].balanceOf(owner), SUPPLY - TOTAL + 1);
        }
    }

    function test_RevertGiven_ManagedTokenThatIsPaused() external {
        vm.warp(START);
        vm.prank(owner);
        kinds[1].pause();
        vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
        claim(kinds[1], 0);
        vm.assertFalse(kinds[1].hasClaimed(alice));
        vm.prank(owner);
        kinds[1].unpause();
        claim(kinds[1], 0);
        vm.assertEq(kinds[1].balanceOf(alice), 100);
    }

    function testFuzz_PaysRowAndAnnouncesIt(uint256 shape, uint256 leafKind, uint256 kind) external {
        makeTree(Trees.Shape(shape % 4), LeafKind(leafKind % 2));
        makeKinds();
        IAnyClaimable any = kinds[kind % 3];
        vm.warp(START);
        for (uint256 row; row < ROWS; ++row) {
            vm.assertFalse(any.hasClaimed(rows[row].account));
            expectPayment(any, row, rows[row].account);
            claim(any, row);
            vm.assertTrue(any.hasClaimed(rows[row].account));
            vm.assertEq(any.balanceOf(rows[row].account), rows[row].amount);
        }
        vm.assertEq(any.balanceOf(address(any)), 0);
        vm.assertEq(any.balanceOf(owner), SUPPLY - TOTAL);
    }

    function testFuzz_PaysRowByItsShortProofOnce(uint256 depth, uint256 row, uint256 kind) external {
        useTable(16, within(depth, 1, 4));
        IAnyClaimable any = newClaimable(TokenKind(kind % 3), owner);
        row = row % 16;
        vm.warp(START);
        bytes32[] memory proof = shortProof(row);
        uint256 place = any.indexOf(rows[row].account, rows[row].amount, rows[row].proof);
        vm.assertEq(any.indexOf(rows[row].account, rows[row].amount, proof), place);
        vm.prank(rows[row].account);
        any.claim(rows[row].amount, proof);
        vm.assertEq(any.balanceOf(rows[row].account), rows[row].amount);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, place));
        claim(any, row);
    }

    function test_KeepsVotesInStep() external {
        vm.warp(START);
        vm.prank(alice);
        kinds[2].delegate(carol);
        claim(kinds[2], 0);
        vm.assertEq(kinds[2].getVotes(carol), 100);
        claim(kinds[2], 1);
        vm.prank(bob);
        kinds[2].delegate(bob);
        vm.assertEq(kinds[2].getVotes(bob), 101);
    }

    function test_KeepsMarkWhateverAccountDoesLater() external {
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            claim(kinds[i], 0);
            vm.startPrank(alice);
            if (i == 1) kinds[i].burn(40);
            if (i == 2) kinds[i].delegate(alice);
            if (i == 2) kinds[i].delegate(address(0));
            kinds[i].transfer(alice, 10);
            kinds[i].approve(alice, 50);
            kinds[i].transferFrom(alice, bob, 50);
            kinds[i].transfer(bob, kinds[i].balanceOf(alice));
            vm.stopPrank();
            vm.assertEq(kinds[i].balanceOf(alice), 0);
            vm.assertTrue(kinds[i].hasClaimed(alice));
            vm.assertFalse(kinds[i].hasClaimed(bob));
        }
    }

    function test_PaysWhatWasSentToTokenAfterTotal() external {
        c.total = TOTAL - 100;
        makeKinds();
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            vm.prank(owner);
            kinds[i].transfer(address(kinds[i]), 100);
            for (uint256 row; row < ROWS; ++row) {
                claim(kinds[i], row);
            }
            vm.assertEq(kinds[i].balanceOf(address(kinds[i])), 0);
        }
    }
}
