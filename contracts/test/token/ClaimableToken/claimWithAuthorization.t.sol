// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {ContractWallet} from "../../mocks/Wallets.sol";
import {ClaimableTest, IAnyClaimable} from "../ClaimableTest.sol";

contract ClaimableToken_ClaimWithAuthorization_Test is ClaimableTest {
    uint256 private constant DEADLINE = START + 1000;

    function digest(IAnyClaimable any, uint256 row, address to, uint256 deadline) private view returns (bytes32) {
        bytes32 typeHash = keccak256("Claim(uint256 index,address account,address to,uint256 amount,uint256 deadline)");
        bytes32 terms = keccak256(abi.encode(typeHash, index(row), rows[row].account, to, rows[row].amount, deadline));
        return keccak256(abi.encodePacked(hex"1901", any.DOMAIN_SEPARATOR(), terms));
    }

    function send(IAnyClaimable any, address to, uint256 deadline, bytes memory signature) private {
        any.claimWithAuthorization(rows[0].account, to, rows[0].amount, deadline, signature, rows[0].proof);
    }

    function test_RevertWhen_DeadlineHasPassed() external {
        vm.warp(DEADLINE + 1);
        bytes memory signature = signatureOf("alice", digest(token, 0, carol, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_DeadlinePassed.selector, DEADLINE));
        send(token, carol, DEADLINE, signature);
    }

    function test_RevertWhen_ClaimsHaveNotBegun() external {
        bytes memory signature = signatureOf("alice", digest(token, 0, carol, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
        send(token, carol, DEADLINE, signature);
    }

    function test_RevertWhen_RowIsNotInList() external {
        vm.warp(START);
        bytes memory signature = signatureOf("alice", digest(token, 0, carol, DEADLINE));
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        token.claimWithAuthorization(alice, carol, 99, DEADLINE, signature, rows[0].proof);
    }

    function test_RevertWhen_SomebodyElseSigned() external {
        vm.warp(START);
        bytes memory signature = signatureOf("bob", digest(token, 0, carol, DEADLINE));
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        send(token, carol, DEADLINE, signature);
    }

    function testFuzz_RevertWhen_AnotherRecipientWasSignedFor(address to) external {
        vm.assume(to != carol);
        vm.warp(START);
        bytes memory signature = signatureOf("alice", digest(token, 0, carol, DEADLINE));
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        send(token, to, DEADLINE, signature);
    }

    function test_RevertWhen_AnotherTokenWasSignedFor() external {
        vm.warp(START);
        bytes memory signature = signatureOf("alice", digest(kinds[2], 0, carol, DEADLINE));
        vm.expectRevert(IMerkleClaims.Drop_BadSignature.selector);
        send(token, carol, DEADLINE, signature);
    }

    function test_RevertWhen_RecipientIsToken() external {
        vm.warp(START);
        bytes memory signature = signatureOf("alice", digest(token, 0, address(token), DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, address(token)));
        send(token, address(token), DEADLINE, signature);
    }

    function test_RevertGiven_RowThatWasClaimed() external {
        vm.warp(START);
        bytes memory signature = signatureOf("alice", digest(token, 0, carol, DEADLINE));
        send(token, carol, DEADLINE, signature);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index(0)));
        send(token, carol, DEADLINE, signature);
    }

    function test_PaysWhomAccountSignedFor() external {
        vm.warp(DEADLINE);
        for (uint256 i; i < 3; ++i) {
            bytes memory signature = signatureOf("alice", digest(kinds[i], 0, carol, DEADLINE));
            expectPayment(kinds[i], 0, carol);
            vm.prank(bob);
            send(kinds[i], carol, DEADLINE, signature);
            vm.assertEq(kinds[i].balanceOf(carol), 100);
            vm.assertTrue(kinds[i].hasClaimed(alice));
        }
    }

    function test_TakesSignatureOfContractAccount() external {
        ContractWallet wallet = new ContractWallet();
        rows[0].account = address(wallet);
        makeTree(Trees.Shape.Heap, LeafKind.Standard);
        makeKinds();
        vm.warp(START);
        wallet.accept(digest(token, 0, carol, DEADLINE));
        send(token, carol, DEADLINE, "");
        vm.assertEq(token.balanceOf(carol), 100);
    }
}
