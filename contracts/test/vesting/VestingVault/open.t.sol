// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {IAnyToken} from "../../token/IAnyToken.sol";
import {TokenMaker} from "../../token/TokenTest.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_Open_Test is VestingTest, TokenMaker {
    function test_RevertGiven_ScheduleWasOpened() external {
        bytes32 id = open(s);
        token.mint(vault.boxOf(s), TOTAL);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_AlreadyOpened.selector, id));
        vault.open(s);
    }

    function test_RevertGiven_BoxIsOneUnitShort() external {
        token.mint(vault.boxOf(s), TOTAL - 1);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_Underfunded.selector, TOTAL - 1, TOTAL));
        vault.open(s);
    }

    function test_RevertGiven_BoxHoldsAnotherToken() external {
        new PlainToken().mint(vault.boxOf(s), TOTAL);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_Underfunded.selector, 0, TOTAL));
        vault.open(s);
    }

    function test_RevertWhen_ScheduleDiffersFromBox() external {
        token.mint(vault.boxOf(s), TOTAL);
        s.revoker = bob;
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_Underfunded.selector, 0, TOTAL));
        vault.open(s);
    }

    function test_Given_GenesisNamedBox_VestsFirstHolding() external {
        makeFactory();
        for (uint256 kind; kind < 8; ++kind) {
            // The box is known while the token, whose address follows from it, is not.
            Schedule memory genesis = scheduleOf(alice, bytes32(kind));
            genesis.token = address(0);
            address[] memory holders = sorted(list(vault.boxOf(genesis), bob));
            TokenParameters memory p = parametersOf(TokenKind(kind / 2), TokenForm(kind % 2), team);
            p.supply = uint128(2 * TOTAL);
            bytes memory rows = rowsOf(holders, TOTAL);
            IAnyToken made;
            if (kind / 2 == uint256(TokenKind.Genesis)) {
                bytes[] memory tables = new bytes[](1);
                tables[0] = rows;
                made = newGenesis(p, tables);
                made.addTable(0, rows, 0);
            } else {
                p.rows = rows;
                made = newToken(p);
            }
            genesis.token = address(made);
            vault.open(genesis);
            vm.warp(END);
            vm.prank(alice);
            vault.withdraw(genesis);
            vm.assertEq(made.balanceOf(alice), TOTAL);
            vm.warp(START);
        }
    }

    function test_Given_TwoTokensInBox_KeepsThemApart() external {
        Schedule memory first = s;
        openBoxed(first);
        PlainToken other = new PlainToken();
        Schedule memory second = scheduleOf(alice, 0);
        second.token = address(other);
        vm.assertEq(vault.boxOf(first), vault.boxOf(second));
        other.mint(vault.boxOf(second), TOTAL);
        vault.open(second);
        vm.prank(team);
        vault.revoke(first);
        vm.warp(END);
        vm.prank(alice);
        vm.assertEq(vault.withdraw(second), TOTAL);
        vm.assertEq(token.balanceOf(team), TOTAL);
        vm.assertEq(other.balanceOf(alice), TOTAL);
    }

    function testFuzz_OpensForAnybody(address caller) external {
        token.mint(vault.boxOf(s), TOTAL);
        vm.prank(caller);
        bytes32 id = vault.open(s);
        (bool opened, uint256 promised,, bool boxed,) = vault.stateOf(id);
        vm.assertTrue(opened && boxed);
        vm.assertEq(promised, TOTAL);
    }

    function test_AnnouncesScheduleWhole() external {
        token.mint(vault.boxOf(s), TOTAL);
        vm.expectEmit(address(vault));
        emit IVestingVault.ScheduleOpened(vault.idOf(s), alice, address(token), bob, s);
        vm.prank(bob);
        vault.open(s);
    }
}
