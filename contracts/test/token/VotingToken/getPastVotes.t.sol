// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20Votes} from "solady/tokens/ERC20Votes.sol";
import {VotingTest} from "./VotingTest.sol";

contract VotingToken_GetPastVotes_Test is VotingTest {
    function test_RevertWhen_TimeIsNotPast() external {
        vm.expectRevert(ERC20Votes.ERC5805FutureLookup.selector);
        token.getPastVotes(alice, block.timestamp);
    }

    function test_IsWhatThereWasAtTime() external {
        uint256 start = vm.getBlockTimestamp();
        delegate(alice, alice);
        vm.warp(start + 10);
        vm.prank(alice);
        token.transfer(bob, 100);
        vm.warp(start + 20);
        vm.prank(alice);
        token.transfer(bob, 100);
        vm.warp(start + 30);
        vm.assertEq(token.getPastVotes(alice, start - 1), 0);
        vm.assertEq(token.getPastVotes(alice, start), SUPPLY);
        vm.assertEq(token.getPastVotes(alice, start + 9), SUPPLY);
        vm.assertEq(token.getPastVotes(alice, start + 10), SUPPLY - 100);
        vm.assertEq(token.getPastVotes(alice, start + 29), SUPPLY - 200);
    }
}
