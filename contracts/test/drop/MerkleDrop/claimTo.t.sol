// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_ClaimTo_Test is DropTest {
    function test_RevertGiven_ItHasNotStarted() external {
        vm.warp(START - 1);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
        _claimTo(carol);
    }

    function testFuzz_RevertGiven_ItHasExpired(uint64 now_) external {
        vm.warp(within(now_, EXPIRY, type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_Expired.selector, EXPIRY));
        _claimTo(carol);
    }

    function test_RevertWhen_RecipientIsZero() external {
        vm.warp(START);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, address(0)));
        _claimTo(address(0));
    }

    function test_RevertWhen_RecipientIsDrop() external {
        vm.warp(START);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_InvalidRecipient.selector, address(drop)));
        _claimTo(address(drop));
    }

    function testFuzz_RevertWhen_CallerIsNotAccount(address caller) external {
        vm.assume(caller != alice);
        vm.warp(START);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(caller);
        drop.claimTo(bob, rows[0].amount, rows[0].proof);
    }

    function test_RevertGiven_RowWasClaimed() external {
        vm.warp(START);
        claim(0);
        uint256 index = indexOf(0);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        _claimTo(carol);
    }

    function testFuzz_PaysRecipientFromRowOfCaller(address to) external {
        vm.assume(to != address(0) && to != address(drop));
        vm.warp(START);
        _claimTo(to);
        vm.assertEq(token.balanceOf(to), 100);
        vm.assertTrue(drop.isClaimed(indexOf(0)));
    }

    function test_AnnouncesAccountAndRecipient() external {
        vm.warp(START);
        uint256 index = indexOf(0);
        vm.expectEmit(address(drop));
        emit IMerkleClaims.Claimed(alice, carol, index, 100);
        _claimTo(carol);
    }

    function _claimTo(address to) private {
        vm.prank(alice);
        drop.claimTo(to, rows[0].amount, rows[0].proof);
    }
}
