// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeClaim, ICumulativeDrop} from "../../../src/drop/ICumulativeDrop.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_ClaimFor_Test is CumulativeTest {
    function test_RevertGiven_ProgrammeDoesNotAllowIt() external {
        p.allowClaimFor = false;
        makeDrop();
        install(firstList());
        CumulativeClaim[] memory one = _one(0);
        vm.expectRevert(ICumulativeDrop.Drop_ClaimForNotAllowed.selector);
        drop.claimFor(alice, one);
        claim(0);
    }

    function test_RevertGiven_ItHasExpired() external {
        install(firstList());
        CumulativeClaim[] memory one = _one(0);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_Expired.selector, EXPIRY));
        drop.claimFor(alice, one);
    }

    function test_RevertWhen_RowIsOfSomebodyElse() external {
        install(firstList());
        CumulativeClaim[] memory one = _one(2);
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        drop.claimFor(alice, one);
    }

    function testFuzz_PaysAccountAndNeverCaller(address caller) external {
        vm.assume(caller != alice && caller != address(drop));
        install(firstList());
        CumulativeClaim[] memory one = _one(0);
        vm.prank(caller);
        drop.claimFor(alice, one);
        vm.assertEq(tokens[0].balanceOf(alice), 10);
        vm.assertEq(tokens[0].balanceOf(caller), 0);
    }

    function _one(uint256 row) private view returns (CumulativeClaim[] memory one) {
        one = new CumulativeClaim[](1);
        one[0] = claimOf(row);
    }
}
