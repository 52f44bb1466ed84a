// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Schedule} from "../../../src/vesting/IVestingVault.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_IdOf_Test is VestingTest {
    function test_IsHashOfTokenAndOfHashOfRest() external view {
        bytes32 curve = keccak256(abi.encodePacked(s.points));
        bytes32 key = keccak256(abi.encode(alice, team, s.salt, curve));
        vm.assertEq(vault.idOf(s), keccak256(abi.encode(address(token), key)));
    }

    function testFuzz_DiffersWithEachPart(uint256 seed) external view {
        bytes32 before = vault.idOf(s);
        Schedule memory other = s;
        uint256 part = seed % 6;
        if (part == 0) other.token = someone(seed);
        if (part == 1) other.recipient = someone(seed);
        if (part == 2) other.revoker = someone(seed);
        if (part == 3) other.points[1] ^= 1 << (seed >> 8) % 256;
        if (part == 4) other.salt = keccak256(abi.encode(seed));
        if (part == 5) {
            other.points = new uint256[](1);
            other.points[0] = s.points[0];
        }
        vm.assertNotEq(vault.idOf(other), before);
    }
}
