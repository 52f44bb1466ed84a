// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_BurnFrom_Test is ManagedTest {
    function testFuzz_RevertWhen_AllowanceDoesNotSuffice(uint256 allowed, uint256 amount) external {
        allowed = within(allowed, 0, SUPPLY - 1);
        amount = within(amount, allowed + 1, SUPPLY);
        asOwner();
        token.approve(bob, allowed);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        vm.prank(bob);
        token.burnFrom(alice, amount);
    }

    function test_RevertWhen_BalanceDoesNotSuffice() external {
        asOwner();
        token.approve(bob, type(uint256).max);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        vm.prank(bob);
        token.burnFrom(alice, uint256(SUPPLY) + 1);
    }

    function testFuzz_TakesFromBalanceSupplyAndAllowance(uint256 amount) external {
        amount = within(amount, 0, SUPPLY);
        asOwner();
        token.approve(bob, SUPPLY);
        vm.prank(bob);
        token.burnFrom(alice, amount);
        vm.assertEq(token.balanceOf(alice), SUPPLY - amount);
        vm.assertEq(token.totalSupply(), SUPPLY - amount);
        vm.assertEq(token.allowance(alice, bob), SUPPLY - amount);
    }
}
