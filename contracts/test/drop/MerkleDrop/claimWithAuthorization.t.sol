// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimRow, IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {ContractWallet, SilentWallet} from "../../mocks/Wallets.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_ClaimWithAuthorization_Test is DropTest {
    uint256 private constant DEADLINE = START + 1000;

    function test_RevertWhen_RecipientIsZeroOrDrop() external {
        vm.warp(START);
        bytes memory signature = _sign("alice", 0, address(0), DEADLINE);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, address(0)));
        _claim(0, address(0), DEADLINE, signature);
        signature = _sign("alice", 0, address(drop), DEADLINE);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, address(drop)));
        _claim(0, address(drop), DEADLINE, signature);
    }

    function testFuzz_RevertWhen_DeadlineHasPassed(uint256 deadline) external {
        vm.warp(START);
        deadline = within(deadline, 0, START - 1);
        bytes memory signature = _sign("alice", 0, carol, deadline);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_DeadlinePassed.selector, deadline));
        _claim(0, carol, deadline, signature);
    }

    function test_RevertWhen_RowIsNotInList() external {
        vm.warp(START);
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.claimWithAuthorization(alice, carol, 999, DEADLINE, signature, rows[0].proof);
    }

    function test_RevertWhen_SomebodyElseSigned() external {
        vm.warp(START);
        bytes memory signature = _sign("bob", 0, carol, DEADLINE);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, DEADLINE, signature);
    }

    function testFuzz_RevertWhen_AnotherRecipientWasSignedFor(address to) external {
        vm.assume(to != carol && to != address(0) && to != address(drop));
        vm.warp(START);
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, to, DEADLINE, signature);
    }

    function testFuzz_RevertWhen_AnotherDeadlineWasSignedFor(uint256 deadline) external {
        deadline = within(deadline, DEADLINE + 1, type(uint256).max);
        vm.warp(START);
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, deadline, signature);
    }

    function test_RevertWhen_AnotherDropWasSignedFor() external {
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        makeDrop();
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, DEADLINE, signature);
    }

    function test_RevertWhen_AnotherChainWasSignedFor() external {
        vm.warp(START);
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        vm.chainId(4242);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, DEADLINE, signature);
    }

    function testFuzz_RevertWhen_SignatureIsMalformed(bytes memory signature) external {
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, DEADLINE, signature);
    }

    function test_RevertGiven_SignatureWasUsed() external {
        vm.warp(START);
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        _claim(0, carol, DEADLINE, signature);
        uint256 index = indexOf(0);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        _claim(0, carol, DEADLINE, signature);
    }

    function testFuzz_RevertGiven_AccountIsWalletThatDidNotSign(bytes memory signature, bool silent) external {
        _replaceFirstRow(silent ? address(new SilentWallet()) : address(new ContractWallet()));
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, DEADLINE, signature);
    }

    function testFuzz_RevertGiven_AccountIsZeroAddress(bytes memory signature) external {
        _replaceFirstRow(address(0));
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, DEADLINE, signature);
    }

    function test_Given_AccountIsContractWallet_PaysWhenWalletAccepts() external {
        ContractWallet wallet = new ContractWallet();
        _replaceFirstRow(address(wallet));
        vm.warp(START);
        wallet.accept(digestOf(0, carol, DEADLINE));
        _claim(0, carol, DEADLINE, "");
        vm.assertEq(token.balanceOf(carol), 100);
    }

    function test_Given_AccountDelegatesItsCode_PaysWhenItsKeySigned() external {
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(new SilentWallet())));
        vm.warp(START);
        bytes memory forged = _sign("bob", 0, carol, DEADLINE);
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        _claim(0, carol, DEADLINE, forged);
        _claim(0, carol, DEADLINE, _sign("alice", 0, carol, DEADLINE));
        vm.assertEq(token.balanceOf(carol), 100);
    }

    function testFuzz_PaysRecipientInAnyDrop(bool allowClaimFor, address sender) external {
        p.allowClaimFor = allowClaimFor;
        makeDrop();
        vm.warp(START);
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        vm.prank(sender);
        _claim(0, carol, DEADLINE, signature);
        vm.assertEq(token.balanceOf(carol), 100);
        vm.assertTrue(drop.isClaimed(indexOf(0)));
    }

    function test_PaysInSecondOfDeadline() external {
        vm.warp(START);
        vm.warp(DEADLINE);
        _claim(0, carol, DEADLINE, _sign("alice", 0, carol, DEADLINE));
        vm.assertEq(token.balanceOf(carol), 100);
    }

    function test_AnnouncesAccountAndRecipient() external {
        vm.warp(START);
        uint256 index = indexOf(0);
        bytes memory signature = _sign("alice", 0, carol, DEADLINE);
        vm.expectEmit(address(drop));
        emit IMerkleClaims.Claimed(alice, carol, index, 100);
        _claim(0, carol, DEADLINE, signature);
    }

    function _sign(string memory who, uint256 row, address to, uint256 deadline) private view returns (bytes memory) {
        return signatureOf(who, digestOf(row, to, deadline));
    }

    function _claim(uint256 row, address to, uint256 deadline, bytes memory signature) private {
        ClaimRow memory one = rows[row];
        drop.claimWithAuthorization(one.account, to, one.amount, deadline, signature, one.proof);
    }

    function _replaceFirstRow(address with) private {
        rows[0].account = with;
        makeTree(Trees.Shape.Heap, LeafKind.Standard);
        makeDrop();
    }
}
