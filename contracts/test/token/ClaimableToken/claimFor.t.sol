// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {ClaimableTest, IAnyClaimable} from "../ClaimableTest.sol";

contract ClaimableToken_ClaimFor_Test is ClaimableTest {
    function test_RevertWhen_ListDoesNotAllowIt() external {
        c.allowClaimFor = false;
        makeKinds();
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_ClaimForNotAllowed.selector);
        vm.prank(alice);
        token.claimFor(alice, 100, rows[0].proof);
    }

    function test_RevertWhen_ClaimsHaveEnded() external {
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_Expired.selector, EXPIRY));
        token.claimFor(alice, 100, rows[0].proof);
    }

    function test_RevertWhen_RowIsNotInList() external {
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        token.claimFor(bob, 100, rows[0].proof);
    }

    function test_PaysRowToItsAccount() external {
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            expectPayment(kinds[i], 0, alice);
            vm.prank(bob);
            kinds[i].claimFor(alice, 100, rows[0].proof);
            vm.assertEq(kinds[i].balanceOf(alice), 100);
        }
    }
}
