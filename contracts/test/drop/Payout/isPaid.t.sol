// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PayoutTest} from "../PayoutTest.sol";

contract Payout_IsPaid_Test is PayoutTest {
    function testFuzz_Given_BatchWasPaid_ReturnsTrue(uint256 batch) external {
        pay(batch, three(), 0);
        vm.assertTrue(payout.isPaid(payer, RUN, batch));
    }

    function testFuzz_Given_AnotherBatchRunOrPayer_ReturnsFalse(
        uint256 batch,
        uint256 other,
        bytes32 run,
        address somebody
    ) external {
        vm.assume(batch != other && run != RUN && somebody != payer);
        pay(batch, three(), 0);
        vm.assertFalse(payout.isPaid(payer, RUN, other));
        vm.assertFalse(payout.isPaid(payer, run, batch));
        vm.assertFalse(payout.isPaid(somebody, RUN, batch));
    }

    function test_Given_PaymentReverted_ReturnsFalse() external {
        vm.prank(payer);
        token.approve(address(payout), 0);
        vm.expectRevert();
        pay(1, three(), 0);
        vm.assertFalse(payout.isPaid(payer, RUN, 1));
    }
}
