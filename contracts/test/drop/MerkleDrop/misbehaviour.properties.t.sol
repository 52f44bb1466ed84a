// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {
    BlocklistToken,
    FeeToken,
    HookToken,
    LyingToken,
    NoReturnToken,
    RebasingToken,
    SurchargeToken
} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {DropTest} from "../DropTest.sol";

/// @notice What a drop does with tokens that are not what one expects.
contract MerkleDrop_Misbehaviour_Test is DropTest {
    function test_TokenWithoutReturnValueIsPaid() external {
        _use(new NoReturnToken());
        claim(0);
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function test_BlockedRecipientCanClaimToSomebodyElse() external {
        BlocklistToken blocking = new BlocklistToken();
        _use(blocking);
        blocking.refuse(alice, BlocklistToken.Way.ReturnFalse);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        claim(0);
        vm.assertFalse(drop.isClaimed(indexOf(0)));
        vm.prank(alice);
        drop.claimTo(carol, rows[0].amount, rows[0].proof);
        vm.assertEq(token.balanceOf(carol), 100);
    }

    function test_BlockedRecipientBlocksNobodyElse() external {
        BlocklistToken blocking = new BlocklistToken();
        _use(blocking);
        blocking.refuse(alice, BlocklistToken.Way.BurnAllGas);
        claim(1);
        claim(2);
        vm.assertEq(token.balanceOf(bob) + token.balanceOf(carol), 203);
    }

    function test_ReentrantClaimOfSameRowIsRefused() external {
        HookToken hooked = new HookToken();
        _use(hooked);
        uint256 index = indexOf(0);
        hooked.hook(
            address(drop), abi.encodeCall(IMerkleClaims.claimFor, (alice, rows[0].amount, rows[0].proof)), false
        );
        claim(0);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(hooked.answer(), abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function test_ReentrantClaimOfAnotherRowIsPaidOnce() external {
        HookToken hooked = new HookToken();
        _use(hooked);
        hooked.hook(address(drop), abi.encodeCall(IMerkleClaims.claimFor, (bob, rows[1].amount, rows[1].proof)), false);
        claim(0);
        vm.assertTrue(hooked.succeeded());
        vm.assertEq(token.balanceOf(alice), 100);
        vm.assertEq(token.balanceOf(bob), 101);
        vm.assertEq(token.balanceOf(address(drop)), 309);
    }

    function test_TokenThatShrinksPaysInOrderOfClaims() external {
        RebasingToken rebasing = new RebasingToken();
        _use(rebasing);
        rebasing.rebase(50); // 255 left for 510 promised
        claim(0);
        claim(1);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        claim(2);
        vm.assertFalse(drop.isClaimed(indexOf(2)));
    }

    function test_TokenWithFeePaysLessFromEscrowBeyondFee() external {
        FeeToken charging = new FeeToken();
        token = charging;
        p.token = address(charging);
        charging.mint(factory.predictMerkleDrop(p, table, funder, bytes32(uint256(2))), p.total);
        makeDrop();
        vm.warp(START);
        claim(0);
        vm.assertEq(token.balanceOf(alice), 99);
    }

    function test_TokenThatChargesDropFailsLastClaim() external {
        _use(new SurchargeToken());
        for (uint256 row; row < ROWS - 1; ++row) {
            claim(row);
        }
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        claim(ROWS - 1);
    }

    function _use(PlainToken other) private {
        token = other;
        p.token = address(other);
        makeDrop();
        vm.warp(START);
    }
}
