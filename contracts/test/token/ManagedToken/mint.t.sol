// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Mint_Test is ManagedTest {
    function test_RevertWhen_CallerIsNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, bob, Powers.MINT));
        vm.prank(bob);
        token.mint(bob, 1);
    }

    function test_RevertGiven_MintingWasGivenUp() external {
        asOwner();
        token.giveUp(Powers.MINT);
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, alice, Powers.MINT));
        asOwner();
        token.mint(alice, 1);
    }

    function test_RevertGiven_TokenIsPaused() external {
        asOwner();
        token.pause();
        vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
        asOwner();
        token.mint(alice, 1);
    }

    function testFuzz_RevertWhen_ItGoesOverLimit(uint256 first, uint256 second) external {
        first = within(first, 0, 2 * SUPPLY);
        second = within(second, 2 * SUPPLY - first + 1, type(uint256).max);
        asOwner();
        token.mint(bob, first);
        vm.expectRevert(
            abi.encodeWithSelector(IManagedToken.ManagedToken_LimitExceeded.selector, second, 2 * SUPPLY - first)
        );
        asOwner();
        token.mint(bob, second);
    }

    function test_RevertWhen_RecipientIsZeroAddress() external {
        vm.expectRevert(IManagedToken.ManagedToken_ZeroRecipient.selector);
        asOwner();
        token.mint(address(0), 1);
    }

    function test_Given_TokensWereBurned_MakesNoMoreThanBefore() external {
        asOwner();
        token.burn(SUPPLY);
        vm.expectRevert(
            abi.encodeWithSelector(IManagedToken.ManagedToken_LimitExceeded.selector, 2 * SUPPLY + 1, 2 * SUPPLY)
        );
        asOwner();
        token.mint(bob, 2 * SUPPLY + 1);
        asOwner();
        token.mint(bob, 2 * SUPPLY);
        vm.assertEq(token.totalSupply(), 2 * SUPPLY);
    }

    function testFuzz_AddsToBalanceAndSupply(uint256 amount) external {
        amount = within(amount, 0, 2 * SUPPLY);
        asOwner();
        token.mint(bob, amount);
        vm.assertEq(token.balanceOf(bob), amount);
        vm.assertEq(token.totalSupply(), SUPPLY + amount);
    }

    function test_AddsToBalanceThatStandsInCode() external {
        asOwner();
        token.mint(alice, 7);
        vm.assertEq(token.balanceOf(alice), SUPPLY + 7);
        asOwner();
        token.transfer(bob, SUPPLY + 7);
        vm.assertEq(token.balanceOf(alice), 0);
        vm.assertEq(token.balanceOf(bob), SUPPLY + 7);
    }

    function test_AnnouncesTransferFromZero() external {
        vm.expectEmit(address(token));
        emit IAnyToken.Transfer(address(0), bob, 7);
        asOwner();
        token.mint(bob, 7);
    }
}
