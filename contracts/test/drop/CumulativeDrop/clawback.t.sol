// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {ICumulativeDrop} from "../../../src/drop/ICumulativeDrop.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Clawback_Test is CumulativeTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        vm.warp(EXPIRY);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        drop.clawback(address(tokens[0]), caller);
    }

    function testFuzz_RevertGiven_ItHasNotExpired(uint64 now_) external {
        vm.warp(within(now_, 0, EXPIRY - 1));
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_NotExpired.selector, EXPIRY));
        vm.prank(owner);
        drop.clawback(address(tokens[0]), owner);
    }

    function testFuzz_RevertGiven_ItNeverExpires(uint64 now_) external {
        p.expiry = 0;
        makeDrop();
        vm.warp(now_);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_NotExpired.selector, 0));
        vm.prank(owner);
        drop.clawback(address(tokens[0]), owner);
    }

    function test_RevertWhen_RecipientIsZeroOrDrop() external {
        vm.warp(EXPIRY);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_InvalidRecipient.selector, address(0)));
        drop.clawback(address(tokens[0]), address(0));
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_InvalidRecipient.selector, address(drop)));
        drop.clawback(address(tokens[0]), address(drop));
    }

    function test_PaysWhatIsLeftOfThatToken() external {
        install(firstList());
        claim(0);
        vm.warp(EXPIRY);
        vm.prank(owner);
        drop.clawback(address(tokens[0]), bob);
        vm.assertEq(tokens[0].balanceOf(bob), 990);
        vm.assertEq(tokens[1].balanceOf(address(drop)), 1000);
    }

    function test_AnnouncesClawback() external {
        vm.warp(EXPIRY);
        vm.expectEmit(address(drop));
        emit ICumulativeDrop.ClawedBack(address(tokens[1]), bob, 1000);
        vm.prank(owner);
        drop.clawback(address(tokens[1]), bob);
    }
}
