// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_RenounceOwnership_Test is ManagedTest {
    function test_RevertWhen_CallerIsNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, bob, 0));
        vm.prank(bob);
        token.renounceOwnership();
    }

    function test_RevertGiven_TokenIsPaused() external {
        asOwner();
        token.pause();
        vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
        asOwner();
        token.renounceOwnership();
    }

    function test_Given_OfferWasMade_TakesOfferBack() external {
        asOwner();
        token.transferOwnership(bob);
        asOwner();
        token.renounceOwnership();
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotPendingOwner.selector, bob));
        vm.prank(bob);
        token.acceptOwnership();
    }

    function test_EndsAllPowersAndLeavesTokens() external {
        asOwner();
        token.renounceOwnership();
        expectNotAllowed(alice, Powers.MINT);
        asOwner();
        token.mint(alice, 1);
        asOwner();
        token.transfer(bob, 5);
        vm.assertEq(token.balanceOf(alice), SUPPLY - 5);
    }

    function test_AnnouncesNobodyAsOwner() external {
        vm.expectEmit(address(token));
        emit IManagedToken.OwnershipTransferred(alice, address(0));
        asOwner();
        token.renounceOwnership();
    }
}
