// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenRehearsal, Movement, Outcome} from "../../../src/rehearsal/ITokenRehearsal.sol";
import {RehearsalTest} from "../RehearsalTest.sol";

contract TokenRehearsal_Pull_Test is RehearsalTest {
    function test_Given_Allowance_MovesAndReports() external {
        vm.prank(operator);
        token.approve(puller, 5);
        Movement memory movement = ITokenRehearsal(puller).pull(address(token), operator, holder, 5);
        assertOutcome(movement, Outcome.Moved);
        vm.assertEq(token.balanceOf(holder), 5);
    }

    function test_Given_NoAllowance_ReportsRefusal() external {
        assertOutcome(ITokenRehearsal(puller).pull(address(token), operator, holder, 5), Outcome.Refused);
    }
}
