// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_Withdraw_Test is VestingTest {
    function testFuzz_RevertWhen_CallerIsNotRecipient(address caller) external {
        vm.assume(caller != alice);
        open(s);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotRecipient.selector, caller));
        vm.prank(caller);
        vault.withdraw(s);
    }

    function test_RevertGiven_ItIsNotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, vault.idOf(s)));
        vm.prank(alice);
        vault.withdraw(s);
    }

    function test_RevertWhen_CurveIsAnother() external {
        open(s);
        s.points[0] = point(CLIFF, 251);
        vm.warp(END);
        bytes32 id = vault.idOf(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, id));
        vm.prank(alice);
        vault.withdraw(s);
    }

    function test_RevertGiven_NothingHasVested() external {
        bytes32 id = open(s);
        vm.warp(CLIFF - 1);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NothingVested.selector, id));
        vm.prank(alice);
        vault.withdraw(s);
    }

    function test_RevertGiven_AllOfItWasWithdrawn() external {
        bytes32 id = open(s);
        vm.warp(END);
        vm.startPrank(alice);
        vault.withdraw(s);
        vm.warp(END + 1000);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NothingVested.selector, id));
        vault.withdraw(s);
        vm.stopPrank();
    }

    function testFuzz_PaysWhatHasVestedToUnit(uint256 seed, uint256 first, uint256 second, bool boxed) external {
        s.points = curveOf(seed);
        bytes32 id = boxed ? openBoxed(s) : open(s);
        uint256 time = START + first % 1200;
        uint256 later = time + second % 1200;
        for (uint256 i; i < 2; ++i) {
            vm.warp(i == 0 ? time : later);
            uint256 had = token.balanceOf(alice);
            uint256 vested = vestedBy(s.points, i == 0 ? time : later);
            vm.prank(alice);
            (bool success,) = address(vault).call(abi.encodeCall(vault.withdraw, (s)));
            vm.assertEq(success, vested > had);
            vm.assertEq(token.balanceOf(alice), vested);
            vm.assertEq(withdrawnOf(id), vested);
        }
    }

    function test_PaysQuarterAtCliffAndAllAtEnd() external {
        open(s);
        vm.startPrank(alice);
        vm.warp(CLIFF);
        vm.assertEq(vault.withdraw(s), 250);
        vm.warp(CLIFF + 150);
        vm.assertEq(vault.withdraw(s), 375);
        vm.warp(END);
        vm.assertEq(vault.withdraw(s), 375);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(address(vault)), 0);
    }

    function test_TouchesNoOtherSchedule() external {
        open(s);
        Schedule memory other = scheduleOf(alice, "other");
        bytes32 id = open(other);
        vm.warp(END);
        vm.prank(alice);
        vault.withdraw(s);
        vm.assertEq(withdrawnOf(id), 0);
        vm.assertEq(token.balanceOf(address(vault)), TOTAL);
    }

    function test_AnnouncesPayment() external {
        bytes32 id = open(s);
        vm.warp(CLIFF + 1);
        vm.expectEmit(address(vault));
        emit IVestingVault.Withdrawn(id, alice, 252);
        vm.prank(alice);
        vault.withdraw(s);
    }
}
