// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {IClaimableToken} from "../../../src/token/IClaimableToken.sol";
import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableToken_Clawback_Test is ClaimableTest {
    function testFuzz_RevertWhen_CallerIsNotNamedOwner(address caller) external {
        vm.assume(caller != heir);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IClaimableToken.Drop_NotOwner.selector, caller));
        vm.prank(caller);
        token.clawback(caller);
    }

    function testFuzz_RevertWhen_ClaimsHaveNotEnded(uint256 time) external {
        vm.warp(within(time, 0, EXPIRY - 1));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotExpired.selector, EXPIRY));
        vm.prank(heir);
        token.clawback(heir);
    }

    function test_RevertWhen_ClaimsNeverEnd() external {
        c.expiry = 0;
        makeKinds();
        vm.warp(type(uint64).max);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotExpired.selector, 0));
        vm.prank(heir);
        token.clawback(heir);
    }

    function test_RevertWhen_RecipientIsZeroAddressOrToken() external {
        vm.warp(EXPIRY);
        address[2] memory wrong = [address(0), address(token)];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, wrong[i]));
            vm.prank(heir);
            token.clawback(wrong[i]);
        }
    }

    function test_RevertGiven_ManagedTokenThatIsPaused() external {
        vm.prank(owner);
        kinds[1].pause();
        vm.warp(EXPIRY);
        vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
        vm.prank(heir);
        kinds[1].clawback(heir);
    }

    function test_TakesAllThatTokenHolds() external {
        for (uint256 i; i < 3; ++i) {
            vm.warp(START);
            claim(kinds[i], 0);
            vm.prank(owner);
            kinds[i].transfer(address(kinds[i]), 7);
            vm.warp(EXPIRY);
            vm.expectEmit(address(kinds[i]));
            emit IMerkleClaims.ClawedBack(bob, 417);
            vm.expectEmit(address(kinds[i]));
            emit IAnyToken.Transfer(address(kinds[i]), bob, 417);
            vm.prank(heir);
            kinds[i].clawback(bob);
            vm.assertEq(kinds[i].balanceOf(bob), 417);
            vm.assertEq(kinds[i].balanceOf(address(kinds[i])), 0);
        }
    }
}
