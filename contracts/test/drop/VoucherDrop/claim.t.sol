// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {IVoucherDrop, Voucher} from "../../../src/drop/IVoucherDrop.sol";
import {HookToken} from "../../mocks/MisbehavingTokens.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_Claim_Test is VoucherTest {
    function testFuzz_RevertGiven_DropHasNotStarted(uint64 now_) external {
        vm.warp(within(now_, 0, START - 1));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NotStarted.selector, START));
        claim(voucherFor(alice, 5, 0));
    }

    function testFuzz_RevertGiven_DropHasExpired(uint64 now_) external {
        vm.warp(within(now_, EXPIRY, type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_Expired.selector, EXPIRY));
        claim(voucherFor(alice, 5, 0));
    }

    function testFuzz_RevertWhen_VoucherHasNotStarted(uint64 start) external {
        start = uint64(within(start, START + 1, type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NotStarted.selector, start));
        claim(Voucher(alice, 5, 0, start, 0));
    }

    function testFuzz_RevertWhen_VoucherHasExpired(uint64 expiry) external {
        expiry = uint64(within(expiry, 1, START));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_Expired.selector, expiry));
        claim(Voucher(alice, 5, 0, 0, expiry));
    }

    function test_RevertWhen_VoucherIsForNobodyOrDrop() external {
        Voucher memory voucher = voucherFor(address(0), 5, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidRecipient.selector, address(0)));
        drop.claim(voucher, r, vs);
        voucher.account = address(drop);
        (r, vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidRecipient.selector, address(drop)));
        drop.claim(voucher, r, vs);
    }

    function test_RevertWhen_AmountIsZero() external {
        Voucher memory voucher = voucherFor(alice, 0, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(IVoucherDrop.Drop_ZeroAmount.selector);
        drop.claim(voucher, r, vs);
    }

    function testFuzz_RevertWhen_FieldDiffersFromWhatWasSigned(uint256 which, uint64 change) external {
        Voucher memory voucher = Voucher(alice, 5, 7, START - 10, START + 10);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        if (which % 5 == 0) voucher.account = someone(change);
        if (which % 5 == 1) voucher.amount = within(change, 6, 600);
        if (which % 5 == 2) voucher.nonce += within(change, 1, type(uint64).max);
        if (which % 5 == 3) voucher.start = uint64(within(change, 0, START - 11));
        if (which % 5 == 4) voucher.expiry += uint64(within(change, 1, 1000));
        vm.expectRevert(); // the signature leads to somebody, or to nobody
        drop.claim(voucher, r, vs);
    }

    function test_RevertWhen_SomebodyElseSigned() external {
        Voucher memory voucher = voucherFor(alice, 5, 0);
        (bytes32 r, bytes32 vs) = sign("owner", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_OverBudget.selector, owner, 0, 5));
        drop.claim(voucher, r, vs);
    }

    function test_RevertWhen_AnotherDropOrChainWasSignedFor() external {
        Voucher memory voucher = voucherFor(alice, 5, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.chainId(4242);
        vm.expectRevert();
        drop.claim(voucher, r, vs);
        vm.chainId(31_337);
        IVoucherDrop first = drop;
        makeDrop();
        vm.expectRevert();
        drop.claim(voucher, r, vs);
        first.claim(voucher, r, vs);
    }

    function test_RevertWhen_SignatureIsNone() external {
        vm.expectRevert(ECDSA.InvalidSignature.selector);
        drop.claim(voucherFor(alice, 5, 0), 0, 0);
    }

    function testFuzz_RevertWhen_AmountIsAboveBudget(uint256 amount, uint256 spent) external {
        spent = within(spent, 1, 599);
        claim(voucherFor(bob, spent, 0));
        amount = within(amount, 601 - spent, type(uint256).max);
        Voucher memory voucher = voucherFor(alice, amount, 1);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_OverBudget.selector, signer, 600 - spent, amount));
        drop.claim(voucher, r, vs);
        vm.assertFalse(drop.isUsed(signer, 1));
    }

    function testFuzz_RevertGiven_NonceWasUsed(uint256 nonce) external {
        claim(voucherFor(alice, 5, nonce));
        Voucher memory voucher = voucherFor(bob, 7, nonce);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NonceUsed.selector, signer, nonce));
        drop.claim(voucher, r, vs);
    }

    function testFuzz_RevertGiven_NonceWasRevoked(uint256 nonce) external {
        vm.prank(signer);
        drop.revoke(signer, nonce, 1);
        Voucher memory voucher = voucherFor(alice, 5, nonce);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NonceUsed.selector, signer, nonce));
        drop.claim(voucher, r, vs);
    }

    function test_RevertGiven_BatchHasUsedNonce() external {
        claimBatch(row(bob, 1), 3);
        Voucher memory voucher = voucherFor(alice, 5, 3);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NonceUsed.selector, signer, 3));
        drop.claim(voucher, r, vs);
    }

    function test_RevertGiven_BalanceDoesNotSuffice() external {
        vm.prank(owner);
        drop.setBudget(signer, 2000);
        Voucher memory voucher = voucherFor(alice, 1001, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        drop.claim(voucher, r, vs);
        vm.assertEq(drop.budgetOf(signer), 2000);
    }

    function test_Given_TokenClaimsAgainFromWithin_PaysOnce() external {
        HookToken hooked = new HookToken();
        use(hooked);
        Voucher memory voucher = voucherFor(alice, 5, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        hooked.hook(address(drop), abi.encodeCall(drop.claim, (voucher, r, vs)), false);
        drop.claim(voucher, r, vs);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(token.balanceOf(alice), 5);
        vm.assertEq(drop.budgetOf(signer), 595);
    }

    function test_Given_AnotherSignerUsedSameNonce_PaysBoth() external {
        vm.prank(owner);
        drop.setBudget(bob, 100);
        claim(voucherFor(alice, 5, 9));
        Voucher memory voucher = voucherFor(alice, 6, 9);
        (bytes32 r, bytes32 vs) = sign("bob", voucher);
        drop.claim(voucher, r, vs);
        vm.assertEq(token.balanceOf(alice), 11);
        vm.assertEq(drop.budgetOf(bob), 94);
        vm.assertEq(drop.budgetOf(signer), 595);
    }

    function testFuzz_PaysAccountWhoeverCalls(address sender, address to, uint256 amount, uint256 nonce) external {
        vm.assume(to != address(0) && to != address(drop));
        amount = within(amount, 1, 600);
        Voucher memory voucher = voucherFor(to, amount, nonce);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.prank(sender);
        drop.claim(voucher, r, vs);
        vm.assertEq(token.balanceOf(to), amount);
        vm.assertEq(token.balanceOf(address(drop)), 1000 - amount);
    }

    function testFuzz_TakesAmountOffBudget(uint256 amount) external {
        amount = within(amount, 1, 600);
        claim(voucherFor(alice, amount, 0));
        vm.assertEq(drop.budgetOf(signer), 600 - amount);
    }

    function test_PaysInLastSecondOfVoucherAndDrop() external {
        vm.warp(EXPIRY - 1);
        claim(Voucher(alice, 5, 0, EXPIRY - 1, EXPIRY));
        vm.assertEq(token.balanceOf(alice), 5);
    }

    function test_AnnouncesClaim() external {
        Voucher memory voucher = voucherFor(alice, 5, 3);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectEmit(address(drop));
        emit IVoucherDrop.VoucherClaimed(alice, signer, 3, 5);
        drop.claim(voucher, r, vs);
    }

    function testFuzz_Given_DropNeverEnds_PaysAtAnyTime(uint64 now_) external {
        p.expiry = 0;
        makeDrop();
        vm.warp(within(now_, START, type(uint64).max));
        claim(Voucher(alice, 5, 0, 0, 0));
        vm.assertEq(token.balanceOf(alice), 5);
    }
}
