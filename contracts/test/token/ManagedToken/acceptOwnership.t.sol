// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_AcceptOwnership_Test is ManagedTest {
    function test_RevertWhen_CallerWasNotNamed() external {
        asOwner();
        token.transferOwnership(bob);
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotPendingOwner.selector, alice));
        asOwner();
        token.acceptOwnership();
    }

    function test_RevertGiven_OwnershipWasAccepted() external {
        _handOver();
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotPendingOwner.selector, bob));
        vm.prank(bob);
        token.acceptOwnership();
    }

    function test_GivesPowersToNewOwnerAlone() external {
        _handOver();
        vm.assertEq(token.owner(), bob);
        vm.assertEq(token.pendingOwner(), address(0));
        expectNotAllowed(alice, Powers.MINT);
        asOwner();
        token.mint(alice, 1);
        vm.prank(bob);
        token.mint(bob, 1);
        vm.assertEq(token.balanceOf(bob), 1);
        vm.assertEq(token.balanceOf(alice), SUPPLY);
    }

    function test_KeepsTokenPaused() external {
        asOwner();
        token.pause();
        _handOver();
        vm.assertTrue(token.paused());
        vm.prank(bob);
        token.unpause();
        vm.assertFalse(token.paused());
        vm.assertEq(token.owner(), bob);
    }

    function test_AnnouncesNewOwner() external {
        asOwner();
        token.transferOwnership(bob);
        vm.expectEmit(address(token));
        emit IManagedToken.OwnershipTransferred(alice, bob);
        vm.prank(bob);
        token.acceptOwnership();
    }

    function _handOver() private {
        asOwner();
        token.transferOwnership(bob);
        vm.prank(bob);
        token.acceptOwnership();
    }
}
