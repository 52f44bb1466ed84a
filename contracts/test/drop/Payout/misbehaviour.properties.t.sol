// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IPayout} from "../../../src/drop/IPayout.sol";
import {
    BlocklistToken,
    FalseToken,
    FeeToken,
    HookToken,
    LyingToken,
    NoReturnToken,
    RebasingToken,
    SurchargeToken
} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {PayoutTest} from "../PayoutTest.sol";

/// @notice What Payout does with tokens that are not what one expects. Whatever they do, nothing stays behind and nothing is counted
/// as paid that was not.
contract Payout_Misbehaviour_Test is PayoutTest {
    function test_TokenWithoutReturnValueIsPaid() external {
        use(new NoReturnToken());
        pay(1, three(), 0);
        pay(2, three(), SKIP);
        assertPaid(2, 4, 6);
    }

    function test_TokenThatReturnsFalseOnPullIsRefused() external {
        use(new FalseToken());
        vm.prank(payer);
        token.approve(address(payout), 5);
        bytes memory rows = three();
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pay(1, rows, 0);
    }

    function test_TokenWithFeeIsRefused() external {
        use(new FeeToken());
        bytes memory rows = narrow(alice, 1000);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_FeeOnTransfer.selector, 1000, 990));
        pay(1, rows, 0);
    }

    function test_TokenThatLiesAboutPaymentsIsRefused() external {
        LyingToken lying = new LyingToken();
        use(lying);
        lying.lie();
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BalanceChanged.selector, 0, 6));
        pay(1, rows, 0);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BalanceChanged.selector, 0, 6));
        pay(1, rows, SKIP);
    }

    function test_TokenThatChargesSenderIsRefused() external {
        use(new SurchargeToken());
        token.mint(address(payout), 10);
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BalanceChanged.selector, 10, 7));
        pay(1, rows, 0);
    }

    function test_RebasedTokenIsRefusedWhenPullFallsShort() external {
        RebasingToken rebasing = new RebasingToken();
        use(rebasing);
        rebasing.rebase(50);
        bytes memory rows = narrow(alice, 1000);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_FeeOnTransfer.selector, 1000, 500));
        pay(1, rows, 0);
    }

    function testFuzz_PaymentFromWithinPaymentIsOneOfItsOwn(bool onPull, bool sameToken, uint8 flags, uint96 stray)
        external
    {
        PlainToken inner = token;
        HookToken hooked = new HookToken();
        use(hooked);
        if (sameToken) inner = hooked;
        inner.mint(address(hooked), 6);
        hooked.mint(address(payout), stray);
        vm.prank(address(hooked));
        inner.approve(address(payout), 6);
        bytes memory again = abi.encodeCall(IPayout.pay, (address(inner), RUN, 1, three(), flags % 2));
        hooked.hook(address(payout), again, onPull);
        pay(1, three(), 0);
        vm.assertTrue(hooked.succeeded());
        vm.assertEq(token.balanceOf(payer), 1000 ether - 6);
        vm.assertEq(inner.balanceOf(address(hooked)), 0);
        vm.assertEq(inner.balanceOf(carol), sameToken ? 6 : 3);
        vm.assertEq(token.balanceOf(carol), sameToken ? 6 : 3);
        vm.assertEq(token.balanceOf(address(payout)), stray);
    }

    function testFuzz_BatchFromWithinItselfIsRefused(bool onPull, uint8 flags) external {
        HookToken hooked = new HookToken();
        token = hooked;
        hooked.mint(address(hooked), 12);
        vm.prank(address(hooked));
        hooked.approve(address(payout), 12);
        hooked.hook(address(payout), abi.encodeCall(IPayout.pay, (address(hooked), RUN, 1, three(), flags % 2)), onPull);
        vm.prank(address(hooked));
        payout.pay(address(hooked), RUN, 1, three(), flags % 2);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(hooked.answer(), abi.encodeWithSelector(IPayout.Payout_BatchAlreadyPaid.selector, RUN, 1));
        assertPaid(1, 2, 3);
        vm.assertEq(hooked.balanceOf(address(hooked)), 6);
    }

    function testFuzz_RefusedRowIsNamedWhereverItStands(uint256 count, uint256 place, uint8 way) external {
        BlocklistToken blocking = new BlocklistToken();
        use(blocking);
        (count, place) = _rowOf(count, place);
        blocking.refuse(someone(place), BlocklistToken.Way(way % 4));
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_RowFailed.selector, place, someone(place)));
        pay(1, _many(count, count), 0);
        vm.assertEq(pay(1, _many(count, count), SKIP), count - 1);
    }

    function testFuzz_ZeroRecipientIsNamedWhereverItStands(uint256 count, uint256 place) external {
        (count, place) = _rowOf(count, place);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_ZeroRecipient.selector, place));
        pay(1, _many(count, place), 0);
    }

    function testFuzz_EachRowIsPaidHoweverManyThereAre(uint256 count) external {
        (count,) = _rowOf(count, 0);
        vm.assertEq(pay(1, _many(count, count), 0), count);
        for (uint256 i; i < count; ++i) {
            vm.assertEq(token.balanceOf(someone(i)), 1);
        }
    }

    function _rowOf(uint256 count, uint256 place) private pure returns (uint256, uint256) {
        count = within(count, 1, 33);
        return (count, place % count);
    }

    /// @dev Rows of one unit for somebody else each, the one at `zero` for nobody.
    function _many(uint256 count, uint256 zero) private pure returns (bytes memory rows) {
        for (uint256 i; i < count; ++i) {
            rows = bytes.concat(rows, narrow(i == zero ? address(0) : someone(i), 1));
        }
    }

    function test_TokensSentDuringPullAreNotTakenForThePull() external {
        HookToken hooked = new HookToken();
        use(hooked);
        hooked.hook(address(hooked), abi.encodeCall(hooked.mint, (address(payout), 3)), true);
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_FeeOnTransfer.selector, 6, 9));
        pay(1, rows, 0);
    }

    function test_NobodyCanSpendAnotherPayersAllowance() external {
        bytes memory rows = three();
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(bob);
        payout.pay(address(token), RUN, 1, rows, 0);
    }

    function test_DirtyBytesBehindRowsAreIgnored() external {
        bytes memory data = abi.encodeCall(IPayout.pay, (address(token), RUN, 1, threeWide(), WIDE));
        for (uint256 i = 1; i <= 4; ++i) {
            data[data.length - i] = 0xff; // the padding behind 156 bytes of rows
        }
        vm.prank(payer);
        (bool success,) = address(payout).call(data);
        vm.assertTrue(success);
        assertPaid(1, 2, 3);
    }
}
