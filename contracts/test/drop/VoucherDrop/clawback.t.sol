// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {IVoucherDrop} from "../../../src/drop/IVoucherDrop.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_Clawback_Test is VoucherTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        vm.warp(EXPIRY);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        drop.clawback(caller);
    }

    function testFuzz_RevertGiven_ItHasNotExpired(uint64 now_) external {
        vm.warp(within(now_, 0, EXPIRY - 1));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NotExpired.selector, EXPIRY));
        vm.prank(owner);
        drop.clawback(owner);
    }

    function testFuzz_RevertGiven_ItNeverExpires(uint64 now_) external {
        p.expiry = 0;
        makeDrop();
        vm.warp(within(now_, START, type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NotExpired.selector, 0));
        vm.prank(owner);
        drop.clawback(owner);
    }

    function test_RevertWhen_RecipientIsZeroOrDrop() external {
        vm.warp(EXPIRY);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidRecipient.selector, address(0)));
        drop.clawback(address(0));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidRecipient.selector, address(drop)));
        drop.clawback(address(drop));
    }

    function test_PaysWhatIsLeft() external {
        claim(voucherFor(alice, 5, 0));
        vm.warp(EXPIRY);
        vm.prank(owner);
        drop.clawback(carol);
        vm.assertEq(token.balanceOf(carol), 995);
    }

    function test_AnnouncesClawback() external {
        vm.warp(EXPIRY);
        vm.expectEmit(address(drop));
        emit IVoucherDrop.ClawedBack(carol, 1000);
        vm.prank(owner);
        drop.clawback(carol);
    }
}
