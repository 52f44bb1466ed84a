// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IMerkleDrop} from "../../../src/drop/IMerkleDrop.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_Open_Test is DropTest {
    function test_RevertGiven_ItIsOpen() external {
        openDrop();
        vm.expectRevert(IMerkleDrop.Drop_AlreadyOpen.selector);
        drop.open();
    }

    function test_RevertGiven_ItHasExpired() external {
        token.mint(address(drop), p.total);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IMerkleDrop.Drop_Expired.selector, EXPIRY));
        drop.open();
    }

    function testFuzz_RevertGiven_CallerHasTooLittle(uint256 balance, uint256 allowance) external {
        balance = within(balance, 0, p.total);
        allowance = within(allowance, 0, balance == p.total ? p.total - 1 : p.total);
        token.mint(funder, balance);
        vm.startPrank(funder);
        token.approve(address(drop), allowance);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        drop.open();
        vm.assertFalse(drop.opened());
    }

    function test_RevertGiven_TokenTakesFee() external {
        _useToken(new FeeToken());
        vm.expectRevert(abi.encodeWithSelector(IMerkleDrop.Drop_Underfunded.selector, 505, 510));
        drop.open();
    }

    function testFuzz_Given_BalanceSuffices_PullsNothingFromAnybody(uint128 more) external {
        token.mint(address(drop), p.total + more);
        vm.prank(funder);
        drop.open();
        vm.assertTrue(drop.opened());
        vm.assertEq(token.balanceOf(address(drop)), p.total + more);
    }

    function testFuzz_Given_BalanceIsPart_PullsRestFromCaller(uint256 part) external {
        part = within(part, 0, p.total - 1);
        token.mint(address(drop), part);
        token.mint(funder, 1000);
        vm.startPrank(funder);
        token.approve(address(drop), p.total - part);
        drop.open();
        vm.assertEq(token.balanceOf(address(drop)), p.total);
        vm.assertEq(token.balanceOf(funder), 1000 - (p.total - part));
    }

    function test_RevertGiven_TokenCallsClaimWhileItPulls() external {
        HookToken hooked = new HookToken();
        p.start = 0;
        _useToken(hooked);
        vm.stopPrank();
        hooked.mint(address(drop), 400);
        hooked.hook(address(drop), abi.encodeCall(IMerkleDrop.claimFor, (alice, rows[0].amount, rows[0].proof)), true);
        vm.expectRevert(abi.encodeWithSelector(IMerkleDrop.Drop_Underfunded.selector, 410, 510));
        vm.prank(funder);
        drop.open();
        vm.assertEq(token.balanceOf(alice), 0);
    }

    function testFuzz_CanBeOpenedByAnybodyWhoPays(address who) external {
        vm.assume(who != address(0) && who != address(drop));
        token.mint(who, p.total);
        vm.startPrank(who);
        token.approve(address(drop), p.total);
        drop.open();
        vm.assertTrue(drop.opened());
    }

    function test_MarksDropAsOpen() external {
        openDrop();
        vm.assertTrue(drop.opened());
    }

    function test_AnnouncesWhatWasOpened() external {
        token.mint(address(drop), p.total);
        vm.expectEmit(address(drop));
        emit IMerkleDrop.Opened(address(token), owner, p.root, p.listHash, p.total, p.count, p.uri);
        drop.open();
    }

    /// @dev A drop of another token, and its funder about to open it.
    function _useToken(PlainToken other) private {
        token = other;
        p.token = address(other);
        makeDrop();
        token.mint(funder, p.total);
        vm.startPrank(funder);
        token.approve(address(drop), p.total);
    }
}
