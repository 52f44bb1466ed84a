// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPayout, Payment} from "../../../src/drop/IPayout.sol";
import {BlocklistToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {PayoutTest} from "../PayoutTest.sol";

contract Payout_PayMany_Test is PayoutTest {
    PlainToken private _first;
    BlocklistToken private _second;

    function setUp() public override {
        super.setUp();
        _first = token;
        _second = new BlocklistToken();
        use(_second);
        vm.deal(payer, 100);
        vm.deal(address(payout), 50); // forced on it by somebody
    }

    function testFuzz_RevertWhen_ValueIsNotWhatBatchesCost(uint256 value) external {
        value = within(value, 0, 100);
        vm.assume(value != 12);
        Payment[] memory all = _four();
        vm.expectRevert();
        vm.prank(payer);
        payout.payMany{value: value}(all);
        value = 13;
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_WrongValue.selector, 12, 13));
        vm.prank(payer);
        payout.payMany{value: value}(all);
    }

    function test_RevertWhen_ValueWouldBeSpentTwice() external {
        Payment[] memory all = _four();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_WrongValue.selector, 6, 0));
        vm.prank(payer);
        payout.payMany{value: 6}(all);
    }

    function test_RevertWhen_BatchStandsTwice() external {
        Payment[] memory all = _four();
        all[3].batch = all[2].batch;
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BatchAlreadyPaid.selector, RUN, 2));
        vm.prank(payer);
        payout.payMany{value: 12}(all);
    }

    function test_RevertWhen_OneBatchFails() external {
        _second.refuse(bob, BlocklistToken.Way.Revert);
        Payment[] memory all = _four();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_RowFailed.selector, 1, bob));
        vm.prank(payer);
        payout.payMany{value: 12}(all);
        vm.assertEq(_first.balanceOf(alice), 0);
        vm.assertFalse(payout.isPaid(payer, RUN, 0));
    }

    function test_When_ThereAreNone_DoesNothing() external {
        vm.recordLogs();
        vm.assertEq(payout.payMany(new Payment[](0)).length, 0);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_PaysSeveralTokensAndNativeCoin() external {
        vm.prank(payer);
        uint256[] memory paid = payout.payMany{value: 12}(_four());
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(paid[i], 6);
            vm.assertTrue(payout.isPaid(payer, RUN, i));
        }
        vm.assertEq(_first.balanceOf(carol), 3);
        vm.assertEq(_second.balanceOf(carol), 3);
        vm.assertEq(carol.balance, 6);
        vm.assertEq(address(payout).balance, 50);
    }

    /// @dev Two tokens, and the native coin twice.
    function _four() private view returns (Payment[] memory all) {
        all = new Payment[](4);
        address[4] memory of_ = [address(_first), address(_second), address(0), address(0)];
        for (uint256 i; i < 4; ++i) {
            all[i] = Payment(of_[i], RUN, i, three(), 0);
        }
    }
}
