// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_GiveUp_Test is ManagedTest {
    function test_RevertWhen_CallerIsNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, bob, 0));
        vm.prank(bob);
        token.giveUp(Powers.MINT);
    }

    function test_RevertGiven_TokenIsPaused() external {
        asOwner();
        token.pause();
        vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
        asOwner();
        token.giveUp(Powers.PAUSE);
    }

    function test_When_HandingOverIsGivenUp_TakesOfferBack() external {
        asOwner();
        token.transferOwnership(bob);
        asOwner();
        token.giveUp(Powers.PAUSE);
        vm.assertEq(token.pendingOwner(), bob);
        asOwner();
        token.giveUp(Powers.HANDOVER);
        vm.assertEq(token.pendingOwner(), address(0));
        expectNotAllowed(alice, Powers.HANDOVER);
        asOwner();
        token.transferOwnership(bob);
    }

    function test_LeavesOtherPowersUsable() external {
        asOwner();
        token.giveUp(Powers.MINT | Powers.HANDOVER);
        asOwner();
        token.pause();
        asOwner();
        token.unpause();
        asOwner();
        token.setContractURI("ipfs://other");
        vm.assertEq(token.owner(), alice);
    }

    function test_IsForEverWhoeverOwnsToken() external {
        asOwner();
        token.giveUp(Powers.MINT);
        asOwner();
        token.transferOwnership(bob);
        vm.prank(bob);
        token.acceptOwnership();
        expectNotAllowed(bob, Powers.MINT);
        vm.prank(bob);
        token.mint(bob, 1);
        vm.prank(bob);
        token.giveUp(0);
        expectNotAllowed(bob, Powers.MINT);
        vm.prank(bob);
        token.mint(bob, 1);
    }

    function test_AnnouncesWhatExistedOfIt() external {
        vm.expectEmit(address(token));
        emit IManagedToken.PowersGivenUp(Powers.MINT | Powers.HANDOVER);
        asOwner();
        token.giveUp(Powers.MINT | Powers.HANDOVER | Powers.SEIZE);
    }
}
