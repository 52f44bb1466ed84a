// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenRehearsal} from "../../../src/rehearsal/ITokenRehearsal.sol";
import {RehearsalTest} from "../RehearsalTest.sol";

contract TokenRehearsal_Push_Test is RehearsalTest {
    function test_Given_HolderHasEnough_PaysEveryRow() external {
        token.mint(holder, 30);
        vm.assertEq(ITokenRehearsal(holder).push(trial()).outcomes, hex"0000");
        vm.assertEq(token.balanceOf(alice) + token.balanceOf(bob), 30);
    }

    function test_Given_HolderHasTooLittle_ReportsEachRowThatItCannotPay() external {
        token.mint(holder, 10);
        vm.assertEq(ITokenRehearsal(holder).push(trial()).outcomes, hex"0002");
    }
}
