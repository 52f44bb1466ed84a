// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {IVoucherDrop, Voucher} from "../../../src/drop/IVoucherDrop.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_RotateSigner_Test is VoucherTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        drop.rotateSigner(signer, bob);
    }

    function test_RevertWhen_NewSignerIsZeroOrOldOne() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidSigner.selector, address(0)));
        drop.rotateSigner(signer, address(0));
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidSigner.selector, signer));
        drop.rotateSigner(signer, signer);
    }

    function test_Given_NewSignerHasBudget_AddsToIt() external {
        vm.startPrank(owner);
        drop.setBudget(bob, 40);
        drop.rotateSigner(signer, bob);
        vm.assertEq(drop.budgetOf(bob), 640);
    }

    function testFuzz_MovesWhatIsLeft(uint256 spent) external {
        spent = within(spent, 1, 600);
        claim(voucherFor(alice, spent, 0));
        vm.prank(owner);
        drop.rotateSigner(signer, bob);
        vm.assertEq(drop.budgetOf(signer), 0);
        vm.assertEq(drop.budgetOf(bob), 600 - spent);
    }

    function test_MakesVouchersOfOldSignerWorthless() external {
        vm.prank(owner);
        drop.rotateSigner(signer, bob);
        Voucher memory voucher = voucherFor(alice, 1, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_OverBudget.selector, signer, 0, 1));
        drop.claim(voucher, r, vs);
        (r, vs) = sign("bob", voucher);
        drop.claim(voucher, r, vs);
        vm.assertEq(token.balanceOf(alice), 1);
    }

    function test_AnnouncesBoth() external {
        vm.expectEmit(address(drop));
        emit IVoucherDrop.SignerRotated(signer, bob, 600);
        vm.prank(owner);
        drop.rotateSigner(signer, bob);
    }
}
