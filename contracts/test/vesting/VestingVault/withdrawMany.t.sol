// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_WithdrawMany_Test is VestingTest {
    function test_RevertGiven_OneIsOfSomebodyElse() external {
        Schedule[] memory all = _three();
        all[1] = scheduleOf(bob, 0);
        open(all[1]);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotRecipient.selector, alice));
        vm.prank(alice);
        vault.withdrawMany(all);
    }

    function test_RevertGiven_OneIsNotOpen() external {
        Schedule[] memory all = _three();
        all[2].salt = "unknown";
        bytes32 id = vault.idOf(all[2]);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, id));
        vm.prank(alice);
        vault.withdrawMany(all);
    }

    function test_When_OneComesTwice_PaysItOnce() external {
        Schedule[] memory all = _three();
        all[2] = all[0];
        vm.warp(END);
        vm.prank(alice);
        uint256[] memory amounts = vault.withdrawMany(all);
        vm.assertEq(amounts[0], TOTAL);
        vm.assertEq(amounts[1], TOTAL);
        vm.assertEq(amounts[2], 0);
        vm.assertEq(token.balanceOf(alice), 2 * TOTAL);
    }

    function test_PassesOverThoseWithNothing() external {
        Schedule[] memory all = _three();
        vm.warp(CLIFF);
        vm.startPrank(alice);
        vault.withdraw(all[1]);
        uint256[] memory amounts = vault.withdrawMany(all);
        vm.stopPrank();
        vm.assertEq(amounts[0], 250);
        vm.assertEq(amounts[1], 0);
        vm.assertEq(amounts[2], 250);
        vm.assertEq(token.balanceOf(alice), 750);
    }

    function test_PaysOutOfVaultAndBoxesInSeveralTokens() external {
        Schedule[] memory all = _three();
        all[0] = scheduleOf(alice, "boxed");
        openBoxed(all[0]);
        PlainToken before = token;
        token = new PlainToken();
        all[1] = scheduleOf(alice, 0);
        open(all[1]);
        vm.warp(END);
        vm.prank(alice);
        vault.withdrawMany(all);
        vm.assertEq(before.balanceOf(alice), 2 * TOTAL);
        vm.assertEq(token.balanceOf(alice), TOTAL);
    }

    function test_AnnouncesEachPayment() external {
        Schedule[] memory all = _three();
        vm.warp(END);
        for (uint256 i; i < 3; ++i) {
            vm.expectEmit(address(vault));
            emit IVestingVault.Withdrawn(vault.idOf(all[i]), alice, TOTAL);
        }
        vm.prank(alice);
        vault.withdrawMany(all);
    }

    function _three() private returns (Schedule[] memory all) {
        all = new Schedule[](3);
        for (uint256 i; i < 3; ++i) {
            all[i] = scheduleOf(alice, bytes32(i));
            open(all[i]);
        }
    }
}
