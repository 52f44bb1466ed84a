// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20Votes} from "solady/tokens/ERC20Votes.sol";
import {VotingTest} from "./VotingTest.sol";

contract VotingToken_DelegateBySig_Test is VotingTest {
    function test_RevertWhen_ItIsExpired() external {
        (uint8 v, bytes32 r, bytes32 s) = split(signatureOf("alice", delegationDigest(bob, 0, block.timestamp - 1)));
        vm.expectRevert(ERC20Votes.ERC5805DelegateSignatureExpired.selector);
        token.delegateBySig(bob, 0, block.timestamp - 1, v, r, s);
    }

    function test_RevertWhen_NonceIsNotNext() external {
        (uint8 v, bytes32 r, bytes32 s) = split(signatureOf("alice", delegationDigest(bob, 1, block.timestamp)));
        vm.expectRevert(ERC20Votes.ERC5805DelegateInvalidSignature.selector);
        token.delegateBySig(bob, 1, block.timestamp, v, r, s);
    }

    function test_DelegatesForSigner() external {
        (uint8 v, bytes32 r, bytes32 s) = split(signatureOf("alice", delegationDigest(bob, 0, block.timestamp)));
        token.delegateBySig(bob, 0, block.timestamp, v, r, s);
        vm.assertEq(token.delegates(alice), bob);
        vm.assertEq(token.getVotes(bob), SUPPLY);
        vm.assertEq(token.nonces(alice), 1);
        vm.prank(alice);
        token.transfer(someone(1), 1);
        vm.assertEq(token.getVotes(bob), SUPPLY - 1);
    }
}
