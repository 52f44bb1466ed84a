// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuard} from "solady/utils/ReentrancyGuard.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IPayout} from "../../../src/drop/IPayout.sol";
import {
    FalseToken,
    FeeToken,
    HookToken,
    LyingToken,
    NoReturnToken,
    RebasingToken,
    SurchargeToken
} from "../../mocks/MisbehavingTokens.sol";
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

    function testFuzz_CallFromWithinPaymentIsRefused(bool onPull, bool sameToken, uint8 flags) external {
        HookToken hooked = new HookToken();
        use(hooked);
        address inner = sameToken ? address(hooked) : address(token);
        bytes memory again = abi.encodeCall(IPayout.pay, (inner, RUN, 2, three(), flags % 2));
        hooked.hook(address(payout), again, onPull);
        pay(1, three(), flags % 2);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(hooked.answer(), abi.encodeWithSelector(ReentrancyGuard.Reentrancy.selector));
        assertPaid(1, 2, 3);
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
