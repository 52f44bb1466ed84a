// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Burn_Test is ManagedTest {
    function test_RevertGiven_TokenIsPaused() external {
        asOwner();
        token.pause();
        vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
        asOwner();
        token.burn(1);
    }

    function testFuzz_RevertWhen_BalanceDoesNotSuffice(uint256 amount, bool moved) external {
        amount = within(amount, uint256(SUPPLY) + 1, type(uint256).max);
        if (moved) {
            asOwner();
            token.transfer(alice, 1);
        }
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        asOwner();
        token.burn(amount);
    }

    function testFuzz_TakesFromBalanceAndSupply(uint256 amount) external {
        amount = within(amount, 0, SUPPLY);
        asOwner();
        token.burn(amount);
        vm.assertEq(token.balanceOf(alice), SUPPLY - amount);
        vm.assertEq(token.totalSupply(), SUPPLY - amount);
    }

    function test_TakesFromBalanceThatWasReceived() external {
        asOwner();
        token.transfer(bob, 9);
        vm.prank(bob);
        token.burn(9);
        vm.assertEq(token.balanceOf(bob), 0);
        vm.assertEq(token.totalSupply(), SUPPLY - 9);
    }

    function test_AnnouncesTransferToZero() external {
        vm.expectEmit(address(token));
        emit IAnyToken.Transfer(alice, address(0), 7);
        asOwner();
        token.burn(7);
    }
}
