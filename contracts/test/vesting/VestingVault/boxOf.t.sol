// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_BoxOf_Test is VestingTest {
    function testFuzz_DoesNotDependOnToken(address other) external view {
        Schedule memory same = s;
        same.token = other;
        vm.assertEq(vault.boxOf(same), vault.boxOf(s));
    }

    function testFuzz_DiffersWithEachOtherPart(uint256 seed) external view {
        Schedule memory other = s;
        uint256 part = seed % 4;
        if (part == 0) other.recipient = someone(seed);
        if (part == 1) other.revoker = someone(seed);
        if (part == 2) other.points[1] ^= 1 << (seed >> 8) % 256;
        if (part == 3) other.salt = keccak256(abi.encode(seed));
        vm.assertNotEq(uint160(vault.boxOf(other)), uint160(vault.boxOf(s)), "box");
    }

    function test_IsWhereBoxStandsOnceOpened() external {
        vm.assertEq(vault.boxOf(s).code.length, 0);
        openBoxed(s);
        vm.assertGt(vault.boxOf(s).code.length, 0);
    }

    function testFuzz_IsObeyedByVaultAlone(address caller) external {
        vm.assume(caller != address(vault));
        openBoxed(s);
        bytes memory order = abi.encodePacked(address(token), abi.encodeCall(token.transfer, (caller, TOTAL)));
        address box = vault.boxOf(s);
        vm.prank(caller);
        (bool success,) = box.call(order);
        vm.assertFalse(success);
        vm.prank(address(vault));
        (success,) = box.call(order);
        vm.assertTrue(success);
    }
}
