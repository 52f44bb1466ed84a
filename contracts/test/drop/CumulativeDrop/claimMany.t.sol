// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeClaim, ICumulativeDrop} from "../../../src/drop/ICumulativeDrop.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_ClaimMany_Test is CumulativeTest {
    function test_RevertGiven_ItHasExpired() external {
        install(firstList());
        CumulativeClaim[] memory two = _rows(0, 1);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_Expired.selector, EXPIRY));
        vm.prank(alice);
        drop.claimMany(two);
    }

    function test_RevertWhen_RowIsOfSomebodyElse() external {
        install(firstList());
        CumulativeClaim[] memory two = _rows(0, 2);
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        vm.prank(alice);
        drop.claimMany(two);
    }

    function test_RevertWhen_RowStandsTwice() external {
        install(firstList());
        CumulativeClaim[] memory two = _rows(0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ICumulativeDrop.Drop_NothingToClaim.selector, alice, address(tokens[0]), 10)
        );
        vm.prank(alice);
        drop.claimMany(two);
    }

    function test_PaysSeveralTokens() external {
        install(firstList());
        CumulativeClaim[] memory two = _rows(0, 1);
        vm.prank(alice);
        drop.claimMany(two);
        vm.assertEq(tokens[0].balanceOf(alice), 10);
        vm.assertEq(tokens[1].balanceOf(alice), 20);
    }

    function _rows(uint256 a, uint256 b) private view returns (CumulativeClaim[] memory two) {
        two = new CumulativeClaim[](2);
        (two[0], two[1]) = (claimOf(a), claimOf(b));
    }
}
