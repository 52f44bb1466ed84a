// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Pause_Test is ManagedTest {
    function test_RevertWhen_CallerIsNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, bob, Powers.PAUSE));
        vm.prank(bob);
        token.pause();
    }

    function test_RevertGiven_PausingWasGivenUp() external {
        asOwner();
        token.giveUp(Powers.PAUSE);
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, alice, Powers.PAUSE));
        asOwner();
        token.pause();
    }

    function test_RevertGiven_TokenIsPaused() external {
        asOwner();
        token.pause();
        vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
        asOwner();
        token.pause();
    }

    function test_StopsEveryMovementInEitherForm() external {
        for (uint256 form; form < 2; ++form) {
            token = newToken(TokenKind.Managed, TokenForm(form), alice);
            asOwner();
            token.transfer(bob, 100);
            vm.prank(bob);
            token.approve(alice, 100);
            asOwner();
            token.pause();

            vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
            vm.prank(bob);
            token.transfer(alice, 1);
            vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
            asOwner();
            token.transferFrom(bob, alice, 1);
            vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
            asOwner();
            token.burnFrom(bob, 1);
            bytes32 terms = keccak256(abi.encode(TRANSFER_TYPEHASH, alice, bob, 1, 0, type(uint256).max, bytes32(0)));
            bytes memory signature = signatureOf("alice", digestOf(terms));
            vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
            token.transferWithAuthorization(alice, bob, 1, 0, type(uint256).max, 0, signature);
            vm.assertEq(token.balanceOf(bob), 100);
            vm.assertEq(token.allowance(bob, alice), 100);
        }
    }

    function test_LeavesAllowancesAlone() external {
        asOwner();
        token.pause();
        asOwner();
        token.approve(bob, 5);
        vm.assertEq(token.allowance(alice, bob), 5);
    }

    function test_AnnouncesItself() external {
        vm.expectEmit(address(token));
        emit IManagedToken.Paused(alice);
        asOwner();
        token.pause();
    }
}
