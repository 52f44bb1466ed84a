// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {VotingTest} from "./VotingTest.sol";

contract VotingToken_Delegate_Test is VotingTest {
    function test_GivesWholeBalanceAsVotes() external {
        vm.prank(alice);
        token.transfer(bob, 30);
        delegate(bob, someone(1));
        vm.assertEq(token.getVotes(someone(1)), 30);
        vm.assertEq(token.delegates(bob), someone(1));
    }

    function test_GivesWhatStandsInCodeAsVotes() external {
        delegate(alice, alice);
        vm.assertEq(token.getVotes(alice), SUPPLY);
        vm.prank(alice);
        token.transfer(bob, SUPPLY);
        vm.assertEq(token.getVotes(alice), 0);
        vm.assertEq(token.balanceOf(alice), 0);
    }

    function test_Given_VotesWereDelegatedBefore_MovesThem() external {
        delegate(alice, bob);
        delegate(alice, someone(1));
        vm.assertEq(token.getVotes(bob), 0);
        vm.assertEq(token.getVotes(someone(1)), SUPPLY);
    }

    function test_When_ItDelegatesToNobody_TakesVotesBack() external {
        delegate(alice, bob);
        delegate(alice, address(0));
        vm.assertEq(token.getVotes(bob), 0);
        vm.assertEq(token.delegates(alice), address(0));
        vm.prank(alice);
        token.transfer(bob, 5);
        vm.assertEq(token.getVotes(bob), 0);
    }

    function test_MakesVotesFollowTransfersInEitherForm() external {
        for (uint256 form; form < 2; ++form) {
            token = newToken(TokenKind.Votes, TokenForm(form), alice);
            delegate(bob, someone(2));
            vm.prank(alice);
            token.transfer(bob, 10);
            vm.assertEq(token.getVotes(someone(2)), 10);
            delegate(alice, someone(1));
            vm.prank(alice);
            token.transfer(bob, 10);
            vm.assertEq(token.getVotes(someone(1)), SUPPLY - 20);
            vm.assertEq(token.getVotes(someone(2)), 20);
            vm.prank(bob);
            token.approve(alice, 5);
            vm.prank(alice);
            token.transferFrom(bob, someone(3), 5);
            vm.assertEq(token.getVotes(someone(2)), 15);
            vm.prank(bob);
            token.transfer(bob, 15);
            vm.assertEq(token.getVotes(someone(2)), 15);
        }
    }

    function testFuzz_LeavesBalancesAlone(uint256 amount) external {
        amount = within(amount, 0, SUPPLY);
        delegate(alice, bob);
        vm.prank(alice);
        token.transfer(bob, amount);
        delegate(bob, alice);
        delegate(alice, address(0));
        vm.assertEq(token.balanceOf(alice), SUPPLY - amount);
        vm.assertEq(token.balanceOf(bob), amount);
        delegate(bob, address(0));
        vm.assertEq(token.balanceOf(bob), amount);
    }

    function test_AnnouncesDelegateAndVotes() external {
        vm.expectEmit(address(token));
        emit IAnyToken.DelegateChanged(alice, address(0), bob);
        vm.expectEmit(address(token));
        emit IAnyToken.DelegateVotesChanged(bob, 0, SUPPLY);
        delegate(alice, bob);
    }
}
