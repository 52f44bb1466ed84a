// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20Votes} from "solady/tokens/ERC20Votes.sol";
import {VotingTest} from "./VotingTest.sol";

contract VotingToken_GetPastTotalSupply_Test is VotingTest {
    function test_RevertWhen_TimeIsNotPast() external {
        vm.expectRevert(ERC20Votes.ERC5805FutureLookup.selector);
        token.getPastTotalSupply(block.timestamp);
    }

    function testFuzz_IsSupplyAtAllTimes(uint256 time) external {
        time = within(time, 0, block.timestamp - 1);
        vm.prank(alice);
        token.transfer(address(0), 5);
        vm.assertEq(token.getPastTotalSupply(time), SUPPLY);
        vm.assertEq(token.getPastVotesTotalSupply(time), SUPPLY);
        vm.assertEq(token.getVotesTotalSupply(), SUPPLY);
    }
}
