// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IToken} from "../../../src/token/IToken.sol";
import {ContractWallet} from "../../mocks/Wallets.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_CancelAuthorization_Test is TokenTest {
    bytes32 private constant NONCE = keccak256("nonce");

    function test_RevertGiven_NonceWasUsed() external {
        bytes32 terms = keccak256(abi.encode(TRANSFER_TYPEHASH, alice, bob, 1, 0, type(uint256).max, NONCE));
        token.transferWithAuthorization(
            alice, bob, 1, 0, type(uint256).max, NONCE, signatureOf("alice", digestOf(terms))
        );
        bytes memory signature = signatureOf("alice", _digest(alice));
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_AuthorizationUsedOrCanceled.selector, alice, NONCE));
        token.cancelAuthorization(alice, NONCE, signature);
    }

    function test_RevertGiven_NonceWasCancelled() external {
        bytes memory signature = signatureOf("alice", _digest(alice));
        token.cancelAuthorization(alice, NONCE, signature);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_AuthorizationUsedOrCanceled.selector, alice, NONCE));
        token.cancelAuthorization(alice, NONCE, signature);
    }

    function test_RevertWhen_SomebodyElseSigned() external {
        bytes memory signature = signatureOf("bob", _digest(alice));
        (uint8 v, bytes32 r, bytes32 s) = split(signature);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, alice));
        token.cancelAuthorization(alice, NONCE, signature);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, alice));
        token.cancelAuthorization(alice, NONCE, v, r, s);
    }

    function test_Given_AuthorizerIsContract_CancelsWhenContractAgrees() external {
        ContractWallet wallet = new ContractWallet();
        wallet.accept(_digest(address(wallet)));
        token.cancelAuthorization(address(wallet), NONCE, "");
        vm.assertTrue(token.authorizationState(address(wallet), NONCE));
    }

    function testFuzz_CancelsByBothFormsOfSignature(bool key) external {
        bytes memory signature = signatureOf("alice", _digest(alice));
        (uint8 v, bytes32 r, bytes32 s) = split(signature);
        vm.expectEmit(address(token));
        emit IToken.AuthorizationCanceled(alice, NONCE);
        if (key) token.cancelAuthorization(alice, NONCE, v, r, s);
        else token.cancelAuthorization(alice, NONCE, signature);
        vm.assertTrue(token.authorizationState(alice, NONCE));
        vm.assertFalse(token.authorizationState(bob, NONCE));
    }

    function _digest(address authorizer) private view returns (bytes32) {
        return digestOf(keccak256(abi.encode(CANCEL_TYPEHASH, authorizer, NONCE)));
    }
}
