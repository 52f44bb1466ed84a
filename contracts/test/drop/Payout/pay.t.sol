// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IPayout} from "../../../src/drop/IPayout.sol";
import {BlocklistToken, ExpensiveToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {PayoutTest} from "../PayoutTest.sol";

/// @notice Takes native coin and all the gas it can get.
contract GreedyRecipient {
    receive() external payable {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

/// @notice Calls somebody when it is paid.
contract CallingRecipient {
    address private immutable _to;
    bytes private _data;
    bool public succeeded;

    constructor(address to, bytes memory data) {
        (_to, _data) = (to, data);
    }

    receive() external payable {
        (succeeded,) = _to.call{value: 1}(_data);
    }
}

/// @notice Carries out rows itself.
contract BatchToken is PlainToken {
    function transferManyFrom(address from, bytes calldata rows) external returns (uint256 total) {
        for (uint256 i; i < rows.length; i += 32) {
            uint256 amount = uint96(bytes12(rows[i + 20:i + 32]));
            total += amount;
            _spendAllowance(from, msg.sender, amount);
            _transfer(from, address(bytes20(rows[i:i + 20])), amount);
        }
    }
}

contract Payout_Pay_Test is PayoutTest {
    function testFuzz_RevertWhen_FlagsAreUnknown(uint8 flags) external {
        flags = uint8(within(flags, 9, 255));
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_UnknownFlags.selector, flags));
        pay(1, rows, flags);
    }

    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_TokenNotAContract.selector, alice));
        payout.pay(alice, RUN, 1, rows, 0);
    }

    function test_RevertWhen_TokenIsAccountThatDelegates() external {
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(token)));
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_TokenNotAContract.selector, alice));
        payout.pay(alice, RUN, 1, rows, 0);
    }

    function testFuzz_RevertWhen_ThereAreNoRows(uint8 flags) external {
        vm.expectRevert(IPayout.Payout_NoRows.selector);
        pay(1, "", flags % 4);
    }

    function testFuzz_RevertWhen_RowsAreNotWhole(bytes memory rows, bool asWide) external {
        uint256 size = asWide ? 52 : 32;
        vm.assume(rows.length % size != 0);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_MalformedRows.selector, rows.length, size));
        pay(1, rows, asWide ? WIDE : 0);
    }

    function testFuzz_RevertWhen_RowPaysZeroAddress(bool skip, bool asWide) external {
        bytes memory rows =
            asWide ? bytes.concat(threeWide(), wide(address(0), 1)) : bytes.concat(three(), narrow(address(0), 1));
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_ZeroRecipient.selector, 3));
        pay(1, rows, (skip ? SKIP : 0) | (asWide ? WIDE : 0));
    }

    function testFuzz_RevertWhen_AmountsOverflow(uint256 first, uint256 second, uint256 last, bool skip) external {
        first = within(first, 1, type(uint256).max);
        second = within(second, type(uint256).max - first + 1, type(uint256).max);
        bytes memory rows = bytes.concat(wide(alice, first), wide(bob, second), wide(carol, last));
        vm.expectRevert(IPayout.Payout_TotalOverflow.selector);
        pay(1, rows, WIDE | (skip ? SKIP : 0));
    }

    function test_RevertWhen_RowPaysThisContract() external {
        bytes memory rows = bytes.concat(three(), narrow(address(payout), 4));
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BalanceChanged.selector, 0, 4));
        pay(1, rows, 0);
    }

    function testFuzz_RevertGiven_BatchWasPaid(uint256 batch, uint8 flags) external {
        pay(batch, three(), 0);
        bytes memory rows = flags & WIDE == 0 ? three() : threeWide();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BatchAlreadyPaid.selector, RUN, batch));
        pay(batch, rows, flags % 4);
        assertPaid(1, 2, 3);
    }

    function test_RevertGiven_PayerHasTooLittleAllowance() external {
        vm.prank(payer);
        token.approve(address(payout), 5);
        bytes memory rows = three();
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pay(1, rows, 0);
    }

    function test_RevertGiven_PayerHasTooLittleBalance() external {
        uint256 all = token.balanceOf(payer);
        vm.prank(payer);
        token.transfer(bob, all - 5);
        bytes memory rows = three();
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pay(1, rows, SKIP);
    }

    function testFuzz_RevertGiven_RowIsRefused(uint8 way) external {
        _block(bob, BlocklistToken.Way(way % 4));
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_RowFailed.selector, 1, bob));
        pay(1, rows, 0);
        vm.assertFalse(payout.isPaid(payer, RUN, 1));
    }

    function testFuzz_RevertWhen_EqualRowsAreNotWhole(bytes memory rows, bool asWide) external {
        uint256 head = asWide ? 32 : 12;
        vm.assume(rows.length != 0 && (rows.length <= head || (rows.length - head) % 20 != 0));
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_MalformedRows.selector, rows.length, 20));
        pay(1, rows, EQUAL | (asWide ? WIDE : 0));
    }

    function testFuzz_RevertWhen_EqualAmountsOverflow(uint256 amount) external {
        amount = within(amount, 1 << 255, type(uint256).max);
        bytes memory rows = abi.encodePacked(amount, alice, bob);
        vm.expectRevert(IPayout.Payout_TotalOverflow.selector);
        pay(1, rows, EQUAL | WIDE);
    }

    function testFuzz_When_Equal_PaysSameAmountToEach(uint96 amount, uint256 count, bool asWide, bool skip) external {
        count = within(count, 1, 40);
        amount %= 10 ether;
        bytes memory rows = asWide ? abi.encodePacked(uint256(amount)) : abi.encodePacked(amount);
        for (uint256 i; i < count; ++i) {
            rows = abi.encodePacked(rows, someone(i));
        }
        vm.assertEq(pay(1, rows, EQUAL | (asWide ? WIDE : 0) | (skip ? SKIP : 0)), amount * count);
        for (uint256 i; i < count; ++i) {
            vm.assertEq(token.balanceOf(someone(i)), amount);
        }
        vm.assertEq(token.balanceOf(payer), 1000 ether - amount * count);
    }

    function test_When_EqualRowIsRefused_NamesIt() external {
        _block(carol, BlocklistToken.Way.Revert);
        bytes memory rows = abi.encodePacked(uint96(5), alice, bob, carol);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_RowFailed.selector, 2, carol));
        pay(1, rows, EQUAL);
        vm.assertEq(pay(2, rows, EQUAL | SKIP), 10);
        assertPaid(5, 5, 0);
    }

    function testFuzz_RevertWhen_ValueIsNotWhatRowsCost(uint256 value, bool native) external {
        value = within(value, 1, 100);
        vm.assume(!native || value != 6);
        bytes memory rows = three();
        vm.deal(payer, 100);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_WrongValue.selector, native ? 6 : 0, value));
        vm.prank(payer);
        payout.pay{value: value}(native ? address(0) : address(token), RUN, 1, rows, 0);
    }

    function testFuzz_When_Native_PaysEachRow(uint96[] memory amounts, bool asWide, bool skip) external {
        vm.assume(amounts.length > 0);
        bytes memory rows;
        uint256 sum;
        for (uint256 i; i < amounts.length; ++i) {
            rows = bytes.concat(rows, asWide ? wide(someone(i), amounts[i]) : narrow(someone(i), amounts[i]));
            sum += amounts[i];
        }
        vm.deal(payer, sum);
        vm.prank(payer);
        uint256 paid = payout.pay{value: sum}(address(0), RUN, 1, rows, (asWide ? WIDE : 0) | (skip ? SKIP : 0));
        vm.assertEq(paid, sum);
        for (uint256 i; i < amounts.length; ++i) {
            vm.assertEq(someone(i).balance, amounts[i]);
        }
        vm.assertEq(address(payout).balance, 0);
    }

    function test_RevertWhen_NativeRowIsRefused() external {
        bytes memory rows = bytes.concat(three(), narrow(address(token), 1));
        vm.deal(payer, 7);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_RowFailed.selector, 3, address(token)));
        vm.prank(payer);
        payout.pay{value: 7}(address(0), RUN, 1, rows, 0);
    }

    function test_When_NativeFailuresAreSkipped_GivesRestBack() external {
        address greedy = address(new GreedyRecipient());
        bytes memory rows = bytes.concat(three(), narrow(address(token), 4), narrow(greedy, 5));
        vm.deal(payer, 15);
        vm.prank(payer);
        vm.assertEq(payout.pay{value: 15}(address(0), RUN, 1, rows, SKIP), 6);
        vm.assertEq(payer.balance, 9);
        vm.assertEq(alice.balance + bob.balance + carol.balance, 6);
        vm.assertEq(address(payout).balance, 0);
    }

    function test_RevertGiven_PayerRefusesRest() external {
        bytes memory rows = narrow(address(token), 4);
        vm.deal(address(token), 4); // pays, and takes nothing back
        vm.expectRevert(SafeTransferLib.ETHTransferFailed.selector);
        vm.prank(address(token));
        payout.pay{value: 4}(address(0), RUN, 1, rows, SKIP);
    }

    function test_When_NativeRecipientPaysAgain_PaysBothFromTheirOwn() external {
        bytes memory again = abi.encodeCall(IPayout.pay, (address(0), RUN, 2, narrow(alice, 1), 0));
        CallingRecipient caller = new CallingRecipient(address(payout), again);
        vm.deal(address(caller), 10);
        vm.deal(payer, 5);
        vm.prank(payer);
        payout.pay{value: 5}(address(0), RUN, 1, narrow(address(caller), 5), 0);
        vm.assertTrue(caller.succeeded());
        vm.assertEq(alice.balance, 1);
        vm.assertEq(address(caller).balance, 14);
        vm.assertEq(address(payout).balance, 0);
    }

    function test_RevertWhen_TokenShallCarryOutButCannot() external {
        bytes memory rows = three();
        vm.expectRevert();
        pay(1, rows, BY_TOKEN);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_TokenNotAContract.selector, address(0)));
        payout.pay(address(0), RUN, 1, rows, BY_TOKEN);
    }

    function test_When_TokenCarriesOut_PaysEachRowFromPayer() external {
        BatchToken batching = new BatchToken();
        use(batching);
        bytes memory rows = three();
        vm.expectEmit(address(payout));
        emit IPayout.BatchPaid(payer, RUN, 1, address(token), 3, 6, 0, keccak256(rows));
        vm.assertEq(pay(1, rows, BY_TOKEN), 6);
        assertPaid(1, 2, 3);
        vm.assertEq(token.balanceOf(payer), 1000 ether - 6);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BatchAlreadyPaid.selector, RUN, 1));
        pay(1, rows, BY_TOKEN);
    }

    function testFuzz_When_Narrow_PaysEachRow(uint96[] memory amounts, bool skip) external {
        _payMany(amounts, false, skip);
    }

    function testFuzz_When_Wide_PaysEachRow(uint96[] memory amounts, bool skip) external {
        _payMany(amounts, true, skip);
    }

    function test_When_AnotherPayerPaysSameRunAndBatch_PaysBoth() external {
        pay(1, three(), 0);
        token.mint(carol, 10);
        vm.startPrank(carol);
        token.approve(address(payout), 10);
        payout.pay(address(token), RUN, 1, narrow(alice, 10), 0);
        assertPaid(11, 2, 3);
    }

    function test_When_AccountStandsInTwoRows_PaysBoth() external {
        pay(1, bytes.concat(narrow(alice, 1), narrow(alice, 2)), 0);
        assertPaid(3, 0, 0);
    }

    function test_When_FailuresAreSkipped_PaysOtherRowsAndGivesRestBack() external {
        _block(bob, BlocklistToken.Way.Revert);
        vm.assertEq(pay(1, three(), SKIP), 4);
        assertPaid(1, 0, 3);
        vm.assertEq(token.balanceOf(payer), 1000 ether - 4);
    }

    function test_When_FailuresAreSkipped_ReportsEachFailedRow() external {
        _block(bob, BlocklistToken.Way.ReturnFalse);
        bytes memory rows = three();
        vm.expectEmit(address(payout));
        emit IPayout.RowFailed(RUN, 7, 1, bob, 2);
        vm.expectEmit(address(payout));
        emit IPayout.BatchPaid(payer, RUN, 7, address(token), 3, 4, 1, keccak256(rows));
        pay(7, rows, SKIP);
    }

    function test_When_FailuresAreSkipped_SurvivesRowsThatBurnAllTheirGas() external {
        _block(bob, BlocklistToken.Way.BurnAllGas);
        vm.assertEq(pay(1, three(), SKIP), 4);
        assertPaid(1, 0, 3);
    }

    function test_When_FailuresAreSkipped_SurvivesRowsWithLongAnswers() external {
        _block(bob, BlocklistToken.Way.LongAnswer);
        vm.assertEq(pay(1, threeWide(), SKIP | WIDE), 4);
        assertPaid(1, 0, 3);
    }

    function test_When_FailuresAreSkipped_MarksBatchEvenIfEveryRowFailed() external {
        _block(bob, BlocklistToken.Way.Revert);
        vm.assertEq(pay(1, bytes.concat(narrow(bob, 1), narrow(bob, 2)), SKIP), 0);
        vm.assertTrue(payout.isPaid(payer, RUN, 1));
        vm.assertEq(token.balanceOf(payer), 1000 ether);
    }

    function testFuzz_RevertWhen_FailuresAreSkippedAndGasIsShort(uint256 limit) external {
        // More than the payment needs, less than leaves a row its full share.
        bytes memory rows = three();
        limit = within(limit, 240_000, 300_000);
        vm.prank(payer);
        (bool success, bytes memory answer) = _payWith(limit, rows);
        vm.assertFalse(success);
        vm.assertEq(answer, abi.encodeWithSelector(IPayout.Payout_OutOfGas.selector, 0));
        assertPaid(0, 0, 0);
    }

    function testFuzz_When_FailuresAreSkippedAndGasIsShort_PaysAllOrNothing(uint256 limit) external {
        bytes memory rows = three();
        vm.prank(payer);
        (bool success,) = _payWith(within(limit, 30_000, 600_000), rows);
        if (success) assertPaid(1, 2, 3);
        else assertPaid(0, 0, 0);
        vm.assertEq(payout.isPaid(payer, RUN, 1), success);
    }

    function testFuzz_When_FailuresAreSkippedAndRowCostsTooMuch_ReportsItWhateverGasLimit(uint256 limit) external {
        ExpensiveToken expensive = new ExpensiveToken();
        use(expensive);
        expensive.setRounds(2_000);
        bytes memory rows = narrow(alice, 1);
        limit = within(limit, 2_500_000, 30_000_000);
        vm.prank(payer);
        vm.assertEq(payout.pay{gas: limit}(address(token), RUN, 1, rows, SKIP), 0);
        pay(2, rows, 0);
        assertPaid(1, 0, 0);
    }

    function test_Given_TokenIsSentHereBeforehand_LeavesWhatWasHere() external {
        token.mint(address(payout), 50);
        pay(1, three(), 0);
        pay(2, three(), SKIP);
        vm.assertEq(token.balanceOf(address(payout)), 50);
        vm.assertEq(token.balanceOf(carol), 6);
    }

    function test_ReturnsWhatRecipientsReceived() external {
        vm.assertEq(pay(1, three(), 0), 6);
        vm.assertEq(pay(2, threeWide(), WIDE | SKIP), 6);
    }

    function test_AnnouncesBatch() external {
        bytes memory rows = three();
        vm.expectEmit(address(payout));
        emit IPayout.BatchPaid(payer, RUN, 5, address(token), 3, 6, 0, keccak256(rows));
        pay(5, rows, 0);
    }

    function test_MarksBatchAsPaid() external {
        pay(5, three(), 0);
        vm.assertTrue(payout.isPaid(payer, RUN, 5));
    }

    function _payWith(uint256 limit, bytes memory rows) private returns (bool, bytes memory) {
        return address(payout).call{gas: limit}(abi.encodeCall(IPayout.pay, (address(token), RUN, 1, rows, SKIP)));
    }

    function _block(address who, BlocklistToken.Way way) private {
        BlocklistToken blocking = new BlocklistToken();
        blocking.refuse(who, way);
        use(blocking);
    }

    function _payMany(uint96[] memory amounts, bool asWide, bool skip) private {
        vm.assume(amounts.length > 0);
        bytes memory rows;
        uint256 sum;
        for (uint256 i; i < amounts.length; ++i) {
            rows = bytes.concat(rows, asWide ? wide(someone(i), amounts[i]) : narrow(someone(i), amounts[i]));
            sum += amounts[i];
        }
        token.mint(payer, sum);
        uint256 before = token.balanceOf(payer);
        vm.assertEq(pay(1, rows, (asWide ? WIDE : 0) | (skip ? SKIP : 0)), sum);
        for (uint256 i; i < amounts.length; ++i) {
            vm.assertEq(token.balanceOf(someone(i)), amounts[i]);
        }
        vm.assertEq(token.balanceOf(payer), before - sum);
        vm.assertEq(token.balanceOf(address(payout)), 0);
    }
}
