// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_Clawback_Test is DropTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        vm.warp(START);
        vm.warp(EXPIRY);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        drop.clawback(caller);
    }

    function testFuzz_RevertGiven_ItHasNotExpired(uint64 now_) external {
        vm.warp(START);
        vm.warp(within(now_, START, EXPIRY - 1));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotExpired.selector, EXPIRY));
        vm.prank(owner);
        drop.clawback(owner);
    }

    function testFuzz_RevertGiven_ItNeverExpires(uint64 now_) external {
        p.expiry = 0;
        makeDrop();
        vm.warp(START);
        vm.warp(within(now_, START, type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotExpired.selector, 0));
        vm.prank(owner);
        drop.clawback(owner);
    }

    function test_RevertWhen_RecipientIsZeroOrDrop() external {
        vm.warp(START);
        vm.warp(EXPIRY);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, address(0)));
        drop.clawback(address(0));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, address(drop)));
        drop.clawback(address(drop));
    }

    function test_Given_ItHasExpired_PaysWhatIsLeft() external {
        vm.warp(START);
        claim(0);
        vm.warp(EXPIRY);
        vm.prank(owner);
        drop.clawback(carol);
        vm.assertEq(token.balanceOf(carol), 410);
        vm.assertEq(token.balanceOf(address(drop)), 0);
    }

    function test_RevertGiven_OwnerRenounced() external {
        vm.warp(START);
        vm.startPrank(owner);
        Ownable(address(drop)).renounceOwnership();
        vm.warp(EXPIRY);
        vm.expectRevert(Ownable.Unauthorized.selector);
        drop.clawback(owner);
    }

    function test_Given_OwnerHandedOver_ObeysNewOwner() external {
        vm.warp(START);
        vm.prank(bob);
        Ownable(address(drop)).requestOwnershipHandover();
        vm.prank(owner);
        Ownable(address(drop)).completeOwnershipHandover(bob);
        vm.warp(EXPIRY);
        vm.prank(bob);
        drop.clawback(bob);
        vm.assertEq(token.balanceOf(bob), 510);
    }

    function test_AnnouncesClawback() external {
        vm.warp(START);
        vm.warp(EXPIRY);
        vm.expectEmit(address(drop));
        emit IMerkleClaims.ClawedBack(carol, 510);
        vm.prank(owner);
        drop.clawback(carol);
    }
}
