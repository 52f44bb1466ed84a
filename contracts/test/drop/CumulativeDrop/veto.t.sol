// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICumulativeDrop, Proposal} from "../../../src/drop/ICumulativeDrop.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Veto_Test is CumulativeTest {
    function testFuzz_RevertWhen_CallerIsNoWatcher(address caller) external {
        vm.assume(caller != watcher && caller != guard);
        propose(firstList());
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_NotAWatcher.selector, caller));
        vm.prank(caller);
        drop.veto(1);
    }

    function test_RevertWhen_NothingWasProposed() external {
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        vm.prank(watcher);
        drop.veto(0);
    }

    function testFuzz_RevertWhen_NumberIsAnotherOne(uint256 id) external {
        vm.assume(id != 2);
        propose(firstList());
        propose(firstList());
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        vm.prank(watcher);
        drop.veto(id);
    }

    function test_RevertGiven_ListIsActive() external {
        install(firstList());
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        vm.prank(watcher);
        drop.veto(1);
    }

    function test_RevertGiven_ListWasVetoed() external {
        propose(firstList());
        vm.startPrank(watcher);
        drop.veto(1);
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        drop.veto(1);
    }

    function test_Given_WindowIsOverAndNobodyActivated_StillStopsList() external {
        Proposal memory proposal = firstList();
        propose(proposal);
        vm.warp(START + 2 * WINDOW);
        vm.prank(guard);
        drop.veto(1);
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        drop.activate(proposal);
    }

    function testFuzz_StopsListForGood(bool second, uint32 later) external {
        Proposal memory proposal = firstList();
        propose(proposal);
        vm.prank(second ? guard : watcher);
        drop.veto(1);
        vm.warp(block.timestamp + later % (EXPIRY - START));
        vm.expectRevert(ICumulativeDrop.Drop_NotProposed.selector);
        drop.activate(proposal);
        (, bytes32 hash, uint256 readyAt) = drop.pending();
        vm.assertEq(hash, bytes32(0));
        vm.assertEq(readyAt, 0);
    }

    function test_LeavesActiveList() external {
        install(firstList());
        propose(makeList([uint256(11), 21, 31, 41, 51, 61, 71, 81], 1));
        vm.prank(watcher);
        drop.veto(2);
        (uint256 id,) = drop.active();
        vm.assertEq(id, 1);
        firstList();
        claim(0);
        vm.assertEq(tokens[0].balanceOf(alice), 10);
    }

    function test_AnnouncesVeto() external {
        propose(firstList());
        vm.expectEmit(address(drop));
        emit ICumulativeDrop.Vetoed(1, guard);
        vm.prank(guard);
        drop.veto(1);
    }
}
