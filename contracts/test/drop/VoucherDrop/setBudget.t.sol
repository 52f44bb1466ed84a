// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {IVoucherDrop, Voucher} from "../../../src/drop/IVoucherDrop.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_SetBudget_Test is VoucherTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        drop.setBudget(caller, 1);
    }

    function test_RevertWhen_SignerIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidSigner.selector, address(0)));
        vm.prank(owner);
        drop.setBudget(address(0), 1);
    }

    function test_Given_BudgetIsZeroNow_DismissesSigner() external {
        vm.prank(owner);
        drop.setBudget(signer, 0);
        Voucher memory voucher = voucherFor(alice, 1, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_OverBudget.selector, signer, 0, 1));
        drop.claim(voucher, r, vs);
    }

    function testFuzz_SetsWhatSignerMayGiveOut(address who, uint256 budget) external {
        vm.assume(who != address(0));
        vm.prank(owner);
        drop.setBudget(who, budget);
        vm.assertEq(drop.budgetOf(who), budget);
    }

    function test_AnnouncesBudget() external {
        vm.expectEmit(address(drop));
        emit IVoucherDrop.BudgetSet(bob, 55);
        vm.prank(owner);
        drop.setBudget(bob, 55);
    }
}
