// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVoucherDrop, Voucher} from "../../../src/drop/IVoucherDrop.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_ClaimTo_Test is VoucherTest {
    function testFuzz_RevertWhen_CallerIsNotAccount(address caller) external {
        vm.assume(caller != alice);
        (Voucher memory voucher, bytes32 r, bytes32 vs) = _voucher();
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NotYourVoucher.selector, alice));
        vm.prank(caller);
        drop.claimTo(carol, voucher, r, vs);
    }

    function test_RevertWhen_RecipientIsZeroOrDrop() external {
        (Voucher memory voucher, bytes32 r, bytes32 vs) = _voucher();
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidRecipient.selector, address(0)));
        drop.claimTo(address(0), voucher, r, vs);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidRecipient.selector, address(drop)));
        drop.claimTo(address(drop), voucher, r, vs);
    }

    function test_RevertGiven_NonceWasUsed() external {
        (Voucher memory voucher, bytes32 r, bytes32 vs) = _voucher();
        drop.claim(voucher, r, vs);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NonceUsed.selector, signer, 2));
        vm.prank(alice);
        drop.claimTo(carol, voucher, r, vs);
    }

    function testFuzz_PaysRecipient(address to) external {
        vm.assume(to != address(0) && to != address(drop));
        (Voucher memory voucher, bytes32 r, bytes32 vs) = _voucher();
        vm.prank(alice);
        drop.claimTo(to, voucher, r, vs);
        vm.assertEq(token.balanceOf(to), 5);
        vm.assertTrue(drop.isUsed(signer, 2));
    }

    function test_AnnouncesAccountAndRecipient() external {
        (Voucher memory voucher, bytes32 r, bytes32 vs) = _voucher();
        vm.expectEmit(address(drop));
        emit IVoucherDrop.VoucherRedirected(alice, carol);
        vm.expectEmit(address(drop));
        emit IVoucherDrop.VoucherClaimed(alice, signer, 2, 5);
        vm.prank(alice);
        drop.claimTo(carol, voucher, r, vs);
    }

    function _voucher() private view returns (Voucher memory voucher, bytes32 r, bytes32 vs) {
        voucher = voucherFor(alice, 5, 2);
        (r, vs) = sign("signer", voucher);
    }
}
