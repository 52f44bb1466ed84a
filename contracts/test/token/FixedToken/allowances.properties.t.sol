// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {TokenTest} from "../TokenTest.sol";

/// @notice What FixedToken changes about, and what it takes over from, Solady's ERC20.
contract FixedToken_Allowances_Test is TokenTest {
    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;

    function test_Permit2HasNoAllowanceOfItsOwn() external {
        vm.assertEq(token.allowance(alice, PERMIT2), 0);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        vm.prank(PERMIT2);
        token.transferFrom(alice, PERMIT2, 1);
    }

    function test_Permit2CanBeApprovedLikeAnybody() external {
        vm.prank(alice);
        token.approve(PERMIT2, 7);
        vm.assertEq(token.allowance(alice, PERMIT2), 7);
        vm.prank(PERMIT2);
        token.transferFrom(alice, bob, 7);
        vm.assertEq(token.allowance(alice, PERMIT2), 0);
    }

    function test_InfiniteAllowanceStays() external {
        vm.prank(alice);
        token.approve(bob, type(uint256).max);
        vm.prank(bob);
        token.transferFrom(alice, bob, 5);
        vm.assertEq(token.allowance(alice, bob), type(uint256).max);
    }

    function testFuzz_PermitSetsTheAllowanceOnce(uint256 value, uint256 deadline) external {
        deadline = within(deadline, block.timestamp, type(uint256).max);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf("alice"), permitDigest(alice, bob, value, 0, deadline));
        token.permit(alice, bob, value, deadline, v, r, s);
        vm.assertEq(token.allowance(alice, bob), value);
        vm.assertEq(token.nonces(alice), 1);

        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(alice, bob, value, deadline, v, r, s);
    }

    function testFuzz_TransfersConserve(address from, address to, uint256 amount) external {
        vm.assume(from != address(0) && from != alice && to != alice);
        amount = within(amount, 0, token.balanceOf(alice));
        vm.prank(alice);
        token.transfer(from, amount);
        uint256 before = token.balanceOf(from) + (from == to ? 0 : token.balanceOf(to));
        vm.prank(from);
        token.transfer(to, amount);
        vm.assertEq(token.balanceOf(from) + (from == to ? 0 : token.balanceOf(to)), before);
    }

    function testFuzz_NobodyMovesMoreThanTheyHold(uint256 amount) external {
        amount = within(amount, token.balanceOf(bob) + 1, type(uint256).max);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        vm.prank(bob);
        token.transfer(alice, amount);
    }
}
