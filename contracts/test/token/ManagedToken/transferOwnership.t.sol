// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_TransferOwnership_Test is ManagedTest {
    function test_RevertWhen_CallerIsNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, bob, Powers.HANDOVER));
        vm.prank(bob);
        token.transferOwnership(bob);
    }

    function test_HandsNothingOverYet() external {
        asOwner();
        token.transferOwnership(bob);
        vm.assertEq(token.owner(), alice);
        expectNotAllowed(bob, Powers.PAUSE);
        vm.prank(bob);
        token.pause();
    }

    function test_CanBeTakenBack() external {
        asOwner();
        token.transferOwnership(bob);
        asOwner();
        token.transferOwnership(address(0));
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotPendingOwner.selector, bob));
        vm.prank(bob);
        token.acceptOwnership();
    }

    function test_AnnouncesOffer() external {
        vm.expectEmit(address(token));
        emit IManagedToken.OwnershipTransferStarted(alice, bob);
        asOwner();
        token.transferOwnership(bob);
    }
}
