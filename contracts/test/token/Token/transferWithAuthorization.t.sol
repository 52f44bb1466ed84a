// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {IToken} from "../../../src/token/IToken.sol";
import {ContractWallet} from "../../mocks/Wallets.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_TransferWithAuthorization_Test is TokenTest {
    bytes32 private constant NONCE = keccak256("nonce");

    function test_RevertWhen_ItIsNotYetValid() external {
        bytes memory signature = _sign("alice", alice, 5, block.timestamp, block.timestamp + 2);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_AuthorizationNotYetValid.selector, block.timestamp));
        _bytesForm(alice, 5, block.timestamp, block.timestamp + 2, signature);
        vm.warp(block.timestamp + 1);
        _bytesForm(alice, 5, block.timestamp - 1, block.timestamp + 1, signature);
    }

    function test_RevertWhen_ItIsExpired() external {
        bytes memory signature = _sign("alice", alice, 5, 0, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_AuthorizationExpired.selector, block.timestamp));
        _bytesForm(alice, 5, 0, block.timestamp, signature);
        vm.warp(block.timestamp - 1);
        _bytesForm(alice, 5, 0, block.timestamp + 1, signature);
    }

    function test_RevertGiven_NonceWasUsed() external {
        bytes memory signature = _sign("alice", alice, 5, 0, type(uint256).max);
        _bytesForm(alice, 5, 0, type(uint256).max, signature);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_AuthorizationUsedOrCanceled.selector, alice, NONCE));
        _bytesForm(alice, 5, 0, type(uint256).max, signature);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_AuthorizationUsedOrCanceled.selector, alice, NONCE));
        _keyForm(alice, 5, 0, type(uint256).max, signature);
    }

    function test_RevertGiven_NonceWasCancelled() external {
        bytes memory signature = _sign("alice", alice, 5, 0, type(uint256).max);
        token.cancelAuthorization(
            alice, NONCE, signatureOf("alice", digestOf(keccak256(abi.encode(CANCEL_TYPEHASH, alice, NONCE))))
        );
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_AuthorizationUsedOrCanceled.selector, alice, NONCE));
        _bytesForm(alice, 5, 0, type(uint256).max, signature);
    }

    function test_RevertWhen_SomebodyElseSigned() external {
        bytes memory signature = _sign("bob", alice, 5, 0, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, alice));
        _bytesForm(alice, 5, 0, type(uint256).max, signature);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, alice));
        _keyForm(alice, 5, 0, type(uint256).max, signature);
    }

    function testFuzz_RevertWhen_SignatureIsForOtherTerms(uint256 value, uint256 validAfter, bytes32 nonce) external {
        value = within(value, 0, SUPPLY);
        validAfter = within(validAfter, 0, block.timestamp - 1);
        vm.assume(value != 5 || validAfter != 0 || nonce != NONCE);
        bytes32 terms =
            keccak256(abi.encode(TRANSFER_TYPEHASH, alice, bob, value, validAfter, type(uint256).max, nonce));
        bytes memory signature = signatureOf("alice", digestOf(terms));
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, alice));
        _bytesForm(alice, 5, 0, type(uint256).max, signature);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, alice));
        _keyForm(alice, 5, 0, type(uint256).max, signature);
    }

    function test_RevertWhen_PayerIsZeroAddress() external {
        bytes memory none = new bytes(65);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, address(0)));
        _bytesForm(address(0), 0, 0, type(uint256).max, none);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, address(0)));
        _keyForm(address(0), 0, 0, type(uint256).max, none);
    }

    function test_RevertWhen_BalanceDoesNotSuffice() external {
        bytes memory signature = _sign("alice", alice, uint256(SUPPLY) + 1, 0, type(uint256).max);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        _bytesForm(alice, uint256(SUPPLY) + 1, 0, type(uint256).max, signature);
        vm.assertFalse(token.authorizationState(alice, NONCE));
    }

    function test_Given_PayerIsContract_MovesAmountWhenContractAgrees() external {
        ContractWallet wallet = new ContractWallet();
        vm.prank(alice);
        token.transfer(address(wallet), 9);
        bytes32 digest = _digest(address(wallet), 5, 0, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, address(wallet)));
        _bytesForm(address(wallet), 5, 0, type(uint256).max, "any length");
        wallet.accept(digest);
        _bytesForm(address(wallet), 5, 0, type(uint256).max, "any length");
        vm.assertEq(token.balanceOf(address(wallet)), 4);
        vm.assertEq(token.balanceOf(bob), 5);
    }

    function test_Given_PayerIsContract_NeedsFormWithBytes() external {
        ContractWallet wallet = new ContractWallet();
        wallet.accept(_digest(address(wallet), 0, 0, type(uint256).max));
        vm.expectRevert(abi.encodeWithSelector(IToken.Token_InvalidSignature.selector, address(wallet)));
        _keyForm(address(wallet), 0, 0, type(uint256).max, new bytes(65));
    }

    function test_Given_PayerDelegatesItsCode_TakesSignatureOfItsKey() external {
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(this)));
        _bytesForm(alice, 5, 0, type(uint256).max, _sign("alice", alice, 5, 0, type(uint256).max));
        vm.assertEq(token.balanceOf(bob), 5);
    }

    function test_MovesAmountInEveryToken() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            token = all[i];
            bytes memory signature = _sign("alice", alice, 5, 0, type(uint256).max);
            vm.expectEmit(address(token));
            emit IToken.AuthorizationUsed(alice, NONCE);
            vm.expectEmit(address(token));
            emit ERC20.Transfer(alice, bob, 5);
            if (i % 2 == 0) _bytesForm(alice, 5, 0, type(uint256).max, signature);
            else _keyForm(alice, 5, 0, type(uint256).max, signature);
            vm.assertEq(token.balanceOf(alice), SUPPLY - 5);
            vm.assertEq(token.balanceOf(bob), 5);
            vm.assertTrue(token.authorizationState(alice, NONCE));
            vm.assertFalse(token.authorizationState(bob, NONCE));
        }
    }

    function testFuzz_TakesBothFormsOfSignature(uint256 value, uint256 validAfter, uint256 validBefore, bool key)
        external
    {
        value = within(value, 0, SUPPLY);
        validAfter = within(validAfter, 0, block.timestamp - 1);
        validBefore = within(validBefore, block.timestamp + 1, type(uint256).max);
        bytes memory signature = _sign("alice", alice, value, validAfter, validBefore);
        if (key) _keyForm(alice, value, validAfter, validBefore, signature);
        else _bytesForm(alice, value, validAfter, validBefore, signature);
        vm.assertEq(token.balanceOf(bob), value);
    }

    function _digest(address from, uint256 value, uint256 validAfter, uint256 validBefore)
        private
        view
        returns (bytes32)
    {
        return digestOf(keccak256(abi.encode(TRANSFER_TYPEHASH, from, bob, value, validAfter, validBefore, NONCE)));
    }

    function _sign(string memory signer, address from, uint256 value, uint256 validAfter, uint256 validBefore)
        private
        view
        returns (bytes memory)
    {
        return signatureOf(signer, _digest(from, value, validAfter, validBefore));
    }

    function _bytesForm(address from, uint256 value, uint256 validAfter, uint256 validBefore, bytes memory signature)
        private
    {
        vm.prank(address(this));
        token.transferWithAuthorization(from, bob, value, validAfter, validBefore, NONCE, signature);
    }

    function _keyForm(address from, uint256 value, uint256 validAfter, uint256 validBefore, bytes memory signature)
        private
    {
        (uint8 v, bytes32 r, bytes32 s) = split(signature);
        vm.prank(address(this));
        token.transferWithAuthorization(from, bob, value, validAfter, validBefore, NONCE, v, r, s);
    }
}
