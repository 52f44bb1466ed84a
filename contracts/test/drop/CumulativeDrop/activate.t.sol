// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICumulativeDrop, Proposal} from "../../../src/drop/ICumulativeDrop.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Activate_Test is CumulativeTest {
    function test_RevertGiven_ItHasExpired() external {
        Proposal memory proposal = firstList();
        propose(proposal);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_Expired.selector, EXPIRY));
        drop.activate(proposal);
    }

    function test_RevertWhen_NothingWasProposed() external {
        Proposal memory proposal = firstList();
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        drop.activate(proposal);
    }

    function testFuzz_RevertWhen_ProposalDiffersFromOneThatWaits(uint256 which) external {
        Proposal memory proposal = firstList();
        propose(proposal);
        vm.warp(START + WINDOW);
        if (which % 4 == 0) proposal.subRoots[0] = bytes32(uint256(1));
        if (which % 4 == 1) proposal.totals[0].amount = 1;
        if (which % 4 == 2) proposal.listHash = 0;
        if (which % 4 == 3) proposal.uri = "ipfs://another";
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        drop.activate(proposal);
    }

    function testFuzz_RevertGiven_WindowIsNotOver(uint256 time) external {
        Proposal memory proposal = firstList();
        propose(proposal);
        vm.warp(START + within(time, 0, WINDOW - 1));
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_WindowNotOver.selector, START + WINDOW));
        drop.activate(proposal);
    }

    function test_RevertGiven_ItIsActive() external {
        Proposal memory proposal = firstList();
        install(proposal);
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        drop.activate(proposal);
    }

    function testFuzz_Given_ListBeforeHadMoreSubRoots_LeavesNoneOfThem(uint256 before, uint256 depth) external {
        before = within(before, 1, 3);
        depth = within(depth, 0, before - 1);
        install(makeList([uint256(10), 20, 30, 40, 50, 60, 70, 80], before));
        Row memory old = rows[0];
        Proposal memory next = makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], depth);
        install(next);
        for (uint256 i; i < 512; ++i) {
            vm.assertEq(drop.subRoot(i), i < next.subRoots.length ? next.subRoots[i] : bytes32(0));
        }
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        vm.prank(alice);
        drop.claim(old.token, old.cumulative, old.number, old.proof);
    }

    function testFuzz_LetsAnybodyMakeItList(address caller) external {
        Proposal memory proposal = firstList();
        propose(proposal);
        vm.warp(START + WINDOW);
        vm.prank(caller);
        drop.activate(proposal);
        (uint256 id,) = drop.active();
        vm.assertEq(id, 1);
        (, bytes32 hash, uint256 readyAt) = drop.pending();
        vm.assertEq(hash, bytes32(0));
        vm.assertEq(readyAt, 0);
        for (uint256 i; i < ROWS; ++i) {
            claim(i);
        }
        vm.assertEq(tokens[0].balanceOf(address(drop)), 1000 - 160);
        vm.assertEq(tokens[1].balanceOf(address(drop)), 1000 - 200);
    }

    function test_AnnouncesList() external {
        bytes32 root = makeList([uint256(10), 20, 30, 40, 50, 60, 70, 80], 0).subRoots[0];
        Proposal memory proposal = firstList();
        propose(proposal);
        vm.warp(START + WINDOW);
        vm.expectEmit(address(drop));
        emit ICumulativeDrop.Activated(1, root);
        drop.activate(proposal);
        (, bytes32 active) = drop.active();
        vm.assertEq(active, root);
    }
}
