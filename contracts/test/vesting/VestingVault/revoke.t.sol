// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IVestingVault} from "../../../src/vesting/IVestingVault.sol";
import {BlocklistToken} from "../../mocks/MisbehavingTokens.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_Revoke_Test is VestingTest {
    function testFuzz_RevertWhen_CallerIsNotRevoker(address caller) external {
        vm.assume(caller != team);
        open(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotRevoker.selector, caller));
        vm.prank(caller);
        vault.revoke(s);
    }

    function testFuzz_RevertGiven_NobodyMayRevoke(address caller) external {
        vm.assume(caller != address(0));
        s.revoker = address(0);
        open(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotRevoker.selector, caller));
        vm.prank(caller);
        vault.revoke(s);
    }

    function test_RevertGiven_ItIsNotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, vault.idOf(s)));
        vm.prank(team);
        vault.revoke(s);
    }

    function test_RevertGiven_ItWasRevoked() external {
        bytes32 id = open(s);
        vm.startPrank(team);
        vault.revoke(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NothingToRevoke.selector, id));
        vault.revoke(s);
        vm.stopPrank();
    }

    function test_RevertGiven_AllHasVested() external {
        bytes32 id = open(s);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NothingToRevoke.selector, id));
        vm.prank(team);
        vault.revoke(s);
    }

    function test_RevertGiven_TokenRefusesRevoker() external {
        BlocklistToken blocking = new BlocklistToken();
        use(blocking);
        open(s);
        blocking.refuse(team, BlocklistToken.Way.Revert);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        vm.prank(team);
        vault.revoke(s);
    }

    function testFuzz_Given_TokenRefusesRecipient_KeepsItsPartForIt(uint256 way, bool boxed) external {
        BlocklistToken blocking = new BlocklistToken();
        use(blocking);
        bytes32 id = boxed ? openBoxed(s) : open(s);
        blocking.refuse(alice, BlocklistToken.Way(way % 4));
        vm.warp(CLIFF + 50);
        vm.prank(team);
        vm.assertEq(vault.revoke(s), 625);
        vm.assertEq(token.balanceOf(team), 625);
        vm.assertEq(withdrawnOf(id), 0);
        vm.prank(alice);
        vault.withdrawTo(s, bob, 375);
        vm.assertEq(token.balanceOf(bob), 375);
    }

    function testFuzz_PaysBothToUnit(uint256 time, uint256 taken, bool boxed) external {
        bytes32 id = boxed ? openBoxed(s) : open(s);
        time = within(time, START, END - 1);
        vm.warp(time);
        uint256 vested = vestedBy(time);
        taken = vested == 0 ? 0 : within(taken, 0, vested);
        if (taken != 0) {
            vm.prank(alice);
            vault.withdrawTo(s, alice, taken);
        }
        vm.prank(team);
        vm.assertEq(vault.revoke(s), TOTAL - vested);
        vm.assertEq(token.balanceOf(team), TOTAL - vested);
        vm.assertEq(token.balanceOf(alice), vested);
        (bool opened, uint256 promised, uint256 withdrawn,, bool revoked) = vault.stateOf(id);
        vm.assertTrue(opened && revoked);
        vm.assertEq(promised, vested);
        vm.assertEq(withdrawn, vested);
    }

    function test_StopsCurve() external {
        bytes32 id = open(s);
        vm.warp(CLIFF);
        vm.prank(team);
        vault.revoke(s);
        vm.warp(END);
        vm.assertEq(vault.vestedAt(s, END), 250);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NothingVested.selector, id));
        vm.prank(alice);
        vault.withdraw(s);
    }

    function test_LeavesNoAllowance() external {
        open(s);
        vm.warp(CLIFF);
        vm.prank(team);
        vault.revoke(s);
        address box = vault.boxOf(s);
        address[4] memory others = [alice, team, funder, box];
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(token.allowance(address(vault), others[i]), 0);
            vm.assertEq(token.allowance(box, others[i]), 0);
        }
    }

    function test_AnnouncesEndAndPayment() external {
        bytes32 id = open(s);
        vm.warp(CLIFF);
        vm.expectEmit(address(vault));
        emit IVestingVault.Revoked(id, 250, 750);
        vm.expectEmit(address(vault));
        emit IVestingVault.Withdrawn(id, alice, 250);
        vm.prank(team);
        vault.revoke(s);
    }
}
