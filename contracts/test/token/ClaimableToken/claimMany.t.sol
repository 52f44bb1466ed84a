// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimRow, IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableToken_ClaimMany_Test is ClaimableTest {
    function test_RevertWhen_RowIsAnotherAccountSAndListDoesNotAllowIt() external {
        c.allowClaimFor = false;
        makeKinds();
        vm.warp(START);
        ClaimRow[] memory some = new ClaimRow[](2);
        (some[0], some[1]) = (rows[0], rows[1]);
        vm.expectRevert(IMerkleClaims.Drop_ClaimForNotAllowed.selector);
        vm.prank(alice);
        token.claimMany(some);
    }

    function test_RevertWhen_ClaimsHaveNotBegun() external {
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
        token.claimMany(rows);
    }

    function test_RevertWhen_RowIsThereTwice() external {
        vm.warp(START);
        ClaimRow[] memory some = new ClaimRow[](2);
        (some[0], some[1]) = (rows[0], rows[0]);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index(0)));
        token.claimMany(some);
    }

    function test_PaysEveryRowToItsAccount() external {
        vm.warp(START);
        for (uint256 i; i < 3; ++i) {
            for (uint256 row; row < ROWS; ++row) {
                expectPayment(kinds[i], row, rows[row].account);
            }
            kinds[i].claimMany(rows);
            for (uint256 row; row < ROWS; ++row) {
                vm.assertEq(kinds[i].balanceOf(rows[row].account), rows[row].amount);
            }
        }
    }
}
