// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {ICumulativeDrop, Proposal, TokenAmount} from "../../../src/drop/ICumulativeDrop.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Propose_Test is CumulativeTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        Proposal memory proposal = firstList();
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        drop.propose(proposal);
    }

    function test_RevertGiven_ItHasExpired() external {
        Proposal memory proposal = firstList();
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_Expired.selector, EXPIRY));
        propose(proposal);
    }

    function testFuzz_RevertWhen_NumberOfSubRootsIsWrong(uint256 count) external {
        count = within(count, 0, 1100);
        if (count != 0 && count <= 512 && count & (count - 1) == 0) count += 3;
        Proposal memory proposal = firstList();
        proposal.subRoots = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            proposal.subRoots[i] = bytes32(i + 1); // in the right order, so that nothing but their number is wrong
        }
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_BadSubRoots.selector, count));
        propose(proposal);
    }

    function testFuzz_RevertWhen_SubRootsStandInWrongOrder(uint256 depth, uint256 which, bool equal) external {
        Proposal memory proposal = makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], within(depth, 1, 3));
        uint256 half = proposal.subRoots.length / 2;
        which %= half;
        bytes32 low = proposal.subRoots[which];
        proposal.subRoots[which] = proposal.subRoots[which + half];
        if (!equal) proposal.subRoots[which + half] = low;
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_BadSubRoots.selector, proposal.subRoots.length));
        propose(proposal);
    }

    function test_RevertWhen_TokensDoNotAscend() external {
        Proposal memory proposal = firstList();
        (proposal.totals[0], proposal.totals[1]) = (proposal.totals[1], proposal.totals[0]);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_TokensNotAscending.selector, 1));
        propose(proposal);
        proposal.totals[0] = proposal.totals[1];
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_TokensNotAscending.selector, 1));
        propose(proposal);
        proposal.totals[0] = TokenAmount(address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_TokensNotAscending.selector, 0));
        propose(proposal);
    }

    function testFuzz_RevertWhen_TotalIsAboveEscrow(uint256 total, uint256 which) external {
        Proposal memory proposal = firstList();
        total = within(total, 1001, type(uint256).max);
        which %= 2;
        proposal.totals[which].amount = total;
        vm.expectRevert(
            abi.encodeWithSelector(ICumulativeDrop.Drop_TotalAboveEscrow.selector, address(tokens[which]), total, 1000)
        );
        propose(proposal);
        proposal.totals[which].amount = 1000;
        propose(proposal);
    }

    function test_Given_AnotherProposalWaits_TakesItsPlace() external {
        Proposal memory first = firstList();
        propose(first);
        vm.warp(block.timestamp + WINDOW - 1);
        Proposal memory second = makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], 2);
        vm.assertEq(propose(second), 2);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        drop.activate(first);
        vm.expectRevert(
            abi.encodeWithSelector(ICumulativeDrop.Drop_WindowNotOver.selector, block.timestamp + WINDOW - 1)
        );
        drop.activate(second);
    }

    function test_Given_ListsWereActivated_LeavesActiveOne() external {
        install(firstList());
        (uint256 id, bytes32 root) = drop.active();
        propose(makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], 2));
        (uint256 idNow, bytes32 rootNow) = drop.active();
        vm.assertEq(id, idNow);
        vm.assertEq(root, rootNow);
    }

    function test_LetsListWaitForWindow() external {
        Proposal memory proposal = firstList();
        vm.assertEq(propose(proposal), 1);
        (uint256 id, bytes32 hash, uint256 readyAt) = drop.pending();
        vm.assertEq(id, 1);
        vm.assertEq(hash, keccak256(abi.encode(proposal)));
        vm.assertEq(readyAt, START + WINDOW);
        (id,) = drop.active();
        vm.assertEq(id, 0);
    }

    function testFuzz_AnnouncesProposal(uint256 depth) external {
        Proposal memory proposal = makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], within(depth, 0, 3));
        bytes32 root = makeList([uint256(1), 2, 3, 4, 5, 6, 7, 8], 0).subRoots[0];
        vm.expectEmit(address(drop));
        emit ICumulativeDrop.Proposed(1, root, START + WINDOW, proposal.listHash, proposal.uri, proposal.totals);
        propose(proposal);
    }
}
