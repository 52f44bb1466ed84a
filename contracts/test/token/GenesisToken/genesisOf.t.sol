// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_GenesisOf_Test is GenesisTest {
    function test_IsZeroBeforeSeal() external {
        add(0);
        add(1);
        for (uint256 i; i < 10; ++i) {
            vm.assertEq(token.genesisOf(holders[i]), 0);
            vm.assertEq(token.balanceOf(holders[i]), 0);
        }
    }

    function testFuzz_FindsEveryRowAndNothingElse(address who) external {
        seal();
        for (uint256 i; i < 10; ++i) {
            vm.assertEq(token.genesisOf(holders[i]), 100);
            vm.assertEq(token.balanceOf(holders[i]), 100);
            address beside = address(uint160(holders[i]) + 1);
            vm.assertEq(token.genesisOf(beside), 0);
            beside = address(uint160(holders[i]) - 1);
            vm.assertEq(token.genesisOf(beside), 0);
            vm.assume(who != holders[i]);
        }
        vm.assertEq(token.genesisOf(who), 0);
        vm.assertEq(token.genesisOf(address(0)), 0);
        vm.assertEq(token.genesisOf(address(type(uint160).max)), 0);
    }

    function testFuzz_FindsWideAmounts(uint128 first, uint128 second) external {
        first = uint128(within(first, 1 << 96, type(uint128).max - 1));
        second = uint128(within(second, 1, type(uint128).max - first));
        address[] memory two = sorted(list(alice, bob));
        newOf(abi.encodePacked(two[0], first, two[1], second), first + second);
        add(0);
        vm.assertEq(token.balanceOf(two[0]), first);
        vm.assertEq(token.balanceOf(two[1]), second);
        vm.prank(two[0]);
        token.transfer(two[1], first);
        vm.assertEq(token.balanceOf(two[1]), uint256(first) + second);
    }

    function test_StaysWhenHolderMovesIt() external {
        seal();
        vm.prank(alice);
        token.transfer(someone(50), 60);
        vm.assertEq(token.genesisOf(alice), 100);
        vm.assertEq(token.balanceOf(alice), 40);
    }
}
