// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVoucherDrop} from "../../../src/drop/IVoucherDrop.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_Revoke_Test is VoucherTest {
    function testFuzz_RevertWhen_CallerIsNeitherOwnerNorSigner(address caller, address whose) external {
        vm.assume(caller != owner && caller != whose);
        vm.expectRevert(IVoucherDrop.Drop_MayNotRevoke.selector);
        vm.prank(caller);
        drop.revoke(whose, 0, 1);
    }

    function testFuzz_When_OwnerOrSignerCalls_RevokesRangeAndNothingElse(uint256 first, uint256 count, bool bySigner)
        external
    {
        first = within(first, 1, type(uint128).max);
        count = within(count, 0, 700);
        vm.prank(bySigner ? signer : owner);
        drop.revoke(signer, first, count);
        for (uint256 i; i < count; i += 1 + count / 16) {
            vm.assertTrue(drop.isUsed(signer, first + i));
        }
        if (count > 0) vm.assertTrue(drop.isUsed(signer, first + count - 1));
        vm.assertFalse(drop.isUsed(signer, first - 1));
        vm.assertFalse(drop.isUsed(signer, first + count));
        vm.assertFalse(drop.isUsed(owner, first));
        vm.assertEq(drop.budgetOf(signer), 600);
    }

    function test_AnnouncesRange() external {
        vm.expectEmit(address(drop));
        emit IVoucherDrop.VouchersRevoked(signer, 5, 10);
        vm.prank(owner);
        drop.revoke(signer, 5, 10);
    }
}
