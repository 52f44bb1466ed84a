// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_ClaimFor_Test is DropTest {
    function test_RevertGiven_DropDoesNotAllowIt() external {
        p.allowClaimFor = false;
        makeDrop();
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_ClaimForNotAllowed.selector);
        _claimFor(0);
    }

    function test_RevertGiven_ItHasNotStarted() external {
        vm.warp(START);
        vm.warp(START - 1);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
        _claimFor(0);
    }

    function test_RevertGiven_RowWasClaimed() external {
        vm.warp(START);
        claim(0);
        uint256 index = indexOf(0);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        _claimFor(0);
    }

    function testFuzz_RevertWhen_AmountIsWrong(uint256 amount) external {
        vm.assume(amount != rows[0].amount);
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.claimFor(alice, amount, rows[0].proof);
    }

    function testFuzz_PaysAccountAndNeverCaller(address caller) external {
        vm.assume(caller != alice && caller != address(drop));
        vm.warp(START);
        vm.prank(caller);
        drop.claimFor(alice, rows[0].amount, rows[0].proof);
        vm.assertEq(token.balanceOf(alice), 100);
        vm.assertEq(token.balanceOf(caller), 0);
    }

    function test_AnnouncesClaim() external {
        vm.warp(START);
        uint256 index = indexOf(2);
        vm.expectEmit(address(drop));
        emit IMerkleClaims.Claimed(carol, carol, index, 102);
        _claimFor(2);
    }

    function _claimFor(uint256 row) private {
        vm.prank(funder);
        drop.claimFor(rows[row].account, rows[row].amount, rows[row].proof);
    }
}
