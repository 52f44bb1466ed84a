// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault} from "../../../src/vesting/IVestingVault.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_WithdrawTo_Test is VestingTest {
    function testFuzz_RevertWhen_CallerIsNotRecipient(address caller) external {
        vm.assume(caller != alice);
        open(s);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotRecipient.selector, caller));
        vm.prank(caller);
        vault.withdrawTo(s, caller, 1);
    }

    function test_RevertGiven_ItIsNotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, vault.idOf(s)));
        vm.prank(alice);
        vault.withdrawTo(s, bob, 1);
    }

    function test_RevertWhen_ToIsNobodyVaultOrBox() external {
        open(s);
        vm.warp(END);
        address[3] memory wrong = [address(0), address(vault), vault.boxOf(s)];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidRecipient.selector, wrong[i]));
            vm.prank(alice);
            vault.withdrawTo(s, wrong[i], 1);
        }
    }

    function test_RevertWhen_AmountIsZero() external {
        bytes32 id = open(s);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NothingVested.selector, id));
        vm.prank(alice);
        vault.withdrawTo(s, bob, 0);
    }

    function testFuzz_RevertWhen_AmountIsAboveVestedPart(uint256 time, uint256 amount) external {
        open(s);
        time = within(time, START, END + 10);
        vm.warp(time);
        amount = within(amount, vestedBy(time) + 1, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IVestingVault.VestingVault_MoreThanVested.selector, amount, vestedBy(time))
        );
        vm.prank(alice);
        vault.withdrawTo(s, bob, amount);
    }

    function testFuzz_PaysPartToAnother(uint256 amount, bool boxed) external {
        bytes32 id = boxed ? openBoxed(s) : open(s);
        vm.warp(CLIFF);
        amount = within(amount, 1, 250);
        vm.prank(alice);
        vault.withdrawTo(s, bob, amount);
        vm.assertEq(token.balanceOf(bob), amount);
        vm.assertEq(withdrawnOf(id), amount);
        vm.warp(END);
        vm.prank(alice);
        vm.assertEq(vault.withdraw(s), TOTAL - amount);
    }

    function test_AnnouncesPayment() external {
        bytes32 id = open(s);
        vm.warp(CLIFF);
        vm.expectEmit(address(vault));
        emit IVestingVault.Withdrawn(id, bob, 7);
        vm.prank(alice);
        vault.withdrawTo(s, bob, 7);
    }
}
