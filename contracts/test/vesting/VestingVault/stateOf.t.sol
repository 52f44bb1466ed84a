// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VestingTest} from "../VestingTest.sol";

contract VestingVault_StateOf_Test is VestingTest {
    function testFuzz_Given_ItIsUnknown_IsNothing(bytes32 id) external view {
        (bool opened, uint256 promised, uint256 withdrawn, bool boxed, bool revoked) = vault.stateOf(id);
        vm.assertFalse(opened || boxed || revoked);
        vm.assertEq(promised + withdrawn, 0);
    }

    function test_Given_ItWasReassigned_IsNothing() external {
        bytes32 id = open(s);
        bytes memory signature = signatureOf("bob", digestOf(id, bob, END));
        vm.prank(alice);
        vault.reassign(s, bob, END, "", signature);
        (bool opened, uint256 promised, uint256 withdrawn, bool boxed, bool revoked) = vault.stateOf(id);
        vm.assertFalse(opened || boxed || revoked);
        vm.assertEq(promised + withdrawn, 0);
    }

    function test_SaysWhatHappened() external {
        bytes32 id = openBoxed(s);
        vm.warp(CLIFF);
        vm.prank(alice);
        vault.withdrawTo(s, bob, 100);
        (bool opened, uint256 promised, uint256 withdrawn, bool boxed, bool revoked) = vault.stateOf(id);
        vm.assertTrue(opened && boxed && !revoked);
        vm.assertEq(promised, TOTAL);
        vm.assertEq(withdrawn, 100);
        vm.prank(team);
        vault.revoke(s);
        (opened, promised, withdrawn, boxed, revoked) = vault.stateOf(id);
        vm.assertTrue(opened && boxed && revoked);
        vm.assertEq(promised, 250);
        vm.assertEq(withdrawn, 250);
    }
}
