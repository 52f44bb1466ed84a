// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {ClaimableTest, IAnyClaimable} from "../ClaimableTest.sol";

contract ClaimableToken_ClaimTo_Test is ClaimableTest {
    function test_RevertWhen_RecipientIsZeroAddressOrToken() external {
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            address[2] memory wrong = [address(0), address(kinds[i])];
            for (uint256 j; j < 2; ++j) {
                vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, wrong[j]));
                vm.prank(alice);
                kinds[i].claimTo(wrong[j], 100, rows[0].proof);
            }
        }
    }

    function test_RevertWhen_ClaimsHaveNotBegun() external {
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
        vm.prank(alice);
        token.claimTo(bob, 100, rows[0].proof);
    }

    function test_RevertGiven_RowThatWasClaimed() external {
        vm.warp(START);
        claim(token, 0);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index(0)));
        vm.prank(alice);
        token.claimTo(bob, 100, rows[0].proof);
    }

    function test_PaysRowToRecipientAndMarksAccount() external {
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            expectPayment(kinds[i], 0, bob);
            vm.prank(alice);
            kinds[i].claimTo(bob, 100, rows[0].proof);
            vm.assertEq(kinds[i].balanceOf(alice), 0);
            vm.assertEq(kinds[i].balanceOf(bob), 100);
            vm.assertTrue(kinds[i].hasClaimed(alice));
            vm.assertFalse(kinds[i].hasClaimed(bob));
            claim(kinds[i], 1);
            vm.assertEq(kinds[i].balanceOf(bob), 201);
        }
    }
}
