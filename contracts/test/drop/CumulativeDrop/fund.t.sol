// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuard} from "solady/utils/ReentrancyGuard.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ICumulativeDrop} from "../../../src/drop/ICumulativeDrop.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Fund_Test is CumulativeTest {
    function test_RevertGiven_ItHasExpired() external {
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_Expired.selector, EXPIRY));
        drop.fund(address(tokens[0]), 1);
    }

    function test_RevertGiven_CallerHasTooLittle() external {
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        drop.fund(address(tokens[0]), 1);
    }

    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        drop.fund(alice, 1);
    }

    function test_Given_TokenTakesFee_CountsWhatArrives() external {
        FeeToken charging = new FeeToken();
        _give(charging, 1000);
        drop.fund(address(charging), 1000);
        vm.assertEq(drop.escrowOf(address(charging)), 990);
    }

    function test_RevertGiven_TokenFundsAgainFromWithin() external {
        HookToken hooked = new HookToken();
        _give(hooked, 1000);
        hooked.hook(address(drop), abi.encodeCall(drop.fund, (address(hooked), 0)), true);
        drop.fund(address(hooked), 600);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(hooked.answer(), abi.encodeWithSelector(ReentrancyGuard.Reentrancy.selector));
        vm.assertEq(drop.escrowOf(address(hooked)), 600);
    }

    function test_Given_TokensWereMerelySent_CountsNothing() external {
        tokens[0].mint(address(drop), 55);
        vm.assertEq(drop.escrowOf(address(tokens[0])), 1000);
    }

    function testFuzz_AddsToEscrow(uint128 first, uint128 second, uint8 which) external {
        PlainToken token = tokens[which % 2];
        _give(token, uint256(first) + second);
        drop.fund(address(token), first);
        drop.fund(address(token), second);
        vm.assertEq(drop.escrowOf(address(token)), 1000 + uint256(first) + second);
        vm.assertEq(token.balanceOf(address(drop)), 1000 + uint256(first) + second);
    }

    function test_AnnouncesWhatArrived() external {
        _give(tokens[1], 7);
        vm.expectEmit(address(drop));
        emit ICumulativeDrop.Funded(address(tokens[1]), address(this), 7);
        drop.fund(address(tokens[1]), 7);
    }

    function _give(PlainToken token, uint256 amount) private {
        token.mint(address(this), amount);
        token.approve(address(drop), amount);
    }
}
