// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenRehearsal} from "../../../src/rehearsal/ITokenRehearsal.sol";
import {RehearsalTest} from "../RehearsalTest.sol";

contract TokenRehearsal_Look_Test is RehearsalTest {
    function test_ReturnsBalanceAndTime() external {
        vm.warp(12_345);
        (uint256 balance, uint256 time) = ITokenRehearsal(holder).look(address(token), operator);
        vm.assertEq(balance, 1000);
        vm.assertEq(time, 12_345);
    }

    function test_Given_TokenSaysNothing_ReturnsNoBalance() external view {
        (uint256 balance,) = ITokenRehearsal(holder).look(alice, operator);
        vm.assertEq(balance, 0);
    }

    function test_When_ThereIsNoToken_ReturnsNativeCoin() external {
        vm.deal(operator, 5);
        (uint256 balance,) = ITokenRehearsal(holder).look(address(0), operator);
        vm.assertEq(balance, 5);
    }
}
