// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Unpause_Test is ManagedTest {
    function test_RevertWhen_CallerIsNotOwner() external {
        asOwner();
        token.pause();
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, bob, Powers.PAUSE));
        vm.prank(bob);
        token.unpause();
    }

    function test_RevertGiven_TokenIsNotPaused() external {
        vm.expectRevert(IManagedToken.ManagedToken_NotPaused.selector);
        asOwner();
        token.unpause();
    }

    function test_LetsMovementsGoOnInEitherForm() external {
        for (uint256 form; form < 2; ++form) {
            token = newToken(TokenKind.Managed, TokenForm(form), alice);
            asOwner();
            token.pause();
            asOwner();
            token.unpause();
            asOwner();
            token.transfer(bob, 5);
            asOwner();
            token.transfer(bob, 5);
            vm.assertEq(token.balanceOf(bob), 10);
            vm.assertEq(token.owner(), alice);
        }
    }

    function test_AnnouncesItself() external {
        asOwner();
        token.pause();
        vm.expectEmit(address(token));
        emit IManagedToken.Unpaused(alice);
        asOwner();
        token.unpause();
    }
}
