// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_PaySurplus_Test is VestingTest {
    function test_RevertGiven_ItWasNeverOpened() external {
        token.mint(vault.boxOf(s), TOTAL + 5);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, vault.idOf(s)));
        vault.paySurplus(s);
    }

    function test_RevertGiven_BoxHoldsWhatItOwes() external {
        bytes32 id = openBoxed(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NoSurplus.selector, id));
        vault.paySurplus(s);
        vm.warp(CLIFF);
        vm.prank(alice);
        vault.withdraw(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NoSurplus.selector, id));
        vault.paySurplus(s);
    }

    function test_RevertGiven_ThereIsNoBox() external {
        bytes32 id = open(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NoSurplus.selector, id));
        vault.paySurplus(s);
    }

    function test_Given_TokensAreInVault_PaysAllThatIsInBox() external {
        open(s);
        token.mint(vault.boxOf(s), 7);
        vault.paySurplus(s);
        vm.assertEq(token.balanceOf(alice), 7);
        vm.assertEq(token.balanceOf(address(vault)), TOTAL);
    }

    function test_Given_ItWasReassigned_PaysFormerRecipient() external {
        bytes32 id = openBoxed(s);
        bytes memory signature = signatureOf("bob", digestOf(id, bob, END));
        vm.prank(alice);
        vault.reassign(s, bob, END, "", signature);
        token.mint(vault.boxOf(s), 3);
        vault.paySurplus(s);
        vm.assertEq(token.balanceOf(alice), 3);
        vm.assertEq(token.balanceOf(vault.boxOf(scheduleOf(bob, 0))), TOTAL);
    }

    function testFuzz_PaysRecipientWhoeverCalls(address caller, uint64 surplus, uint256 taken) external {
        vm.assume(surplus != 0);
        openBoxed(s);
        vm.warp(CLIFF);
        taken = within(taken, 1, 250);
        vm.prank(alice);
        vault.withdrawTo(s, bob, taken);
        token.mint(vault.boxOf(s), surplus);
        vm.prank(caller);
        vm.assertEq(vault.paySurplus(s), surplus);
        vm.assertEq(token.balanceOf(alice), surplus);
        vm.assertEq(token.balanceOf(vault.boxOf(s)), TOTAL - taken);
    }

    function test_AnnouncesPayment() external {
        bytes32 id = openBoxed(s);
        token.mint(vault.boxOf(s), 9);
        vm.expectEmit(address(vault));
        emit IVestingVault.SurplusPaid(id, alice, 9);
        vault.paySurplus(s);
    }
}
