// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Transfer_Test is ManagedTest {
    function test_RevertWhen_RecipientIsZeroAddress() external {
        for (uint256 form; form < 2; ++form) {
            token = newToken(TokenKind.Managed, TokenForm(form), alice);
            asOwner();
            token.transfer(bob, 10);
            vm.expectRevert(IManagedToken.ManagedToken_ZeroRecipient.selector);
            asOwner();
            token.transfer(address(0), 1);
            vm.expectRevert(IManagedToken.ManagedToken_ZeroRecipient.selector);
            vm.prank(bob);
            token.transfer(address(0), 1);
            vm.prank(bob);
            token.approve(alice, 5);
            vm.expectRevert(IManagedToken.ManagedToken_ZeroRecipient.selector);
            asOwner();
            token.transferFrom(bob, address(0), 1);
        }
    }

    function testFuzz_MovesAmountInEitherForm(uint256 form, uint256 first, uint256 second) external {
        token = newToken(TokenKind.Managed, TokenForm(form % 2), alice);
        first = within(first, 0, SUPPLY);
        second = within(second, 0, SUPPLY - first);
        asOwner();
        token.transfer(bob, first);
        asOwner();
        token.transfer(bob, second);
        vm.assertEq(token.balanceOf(bob), first + second);
        vm.assertEq(token.balanceOf(alice), SUPPLY - first - second);
    }
}
