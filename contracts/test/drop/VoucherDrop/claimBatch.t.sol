// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVoucherDrop} from "../../../src/drop/IVoucherDrop.sol";
import {BlocklistToken, HookToken, NoReturnToken} from "../../mocks/MisbehavingTokens.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_ClaimBatch_Test is VoucherTest {
    function test_RevertWhen_BatchIsNotGoodYetOrAnyMore() external {
        bytes memory rows = _two();
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, START + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NotStarted.selector, START + 1));
        drop.claimBatch(rows, 1, START + 1, 0, r, vs);
        (r, vs) = signBatch("signer", rows, 1, 0, START);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_Expired.selector, START));
        drop.claimBatch(rows, 1, 0, START, r, vs);
        (r, vs) = signBatch("signer", rows, 1, 0, 0);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_Expired.selector, EXPIRY));
        drop.claimBatch(rows, 1, 0, 0, r, vs);
    }

    function testFuzz_RevertWhen_RowsAreNotWholeOrNone(bytes memory rows) external {
        if (rows.length % 32 == 0) rows = "";
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_MalformedRows.selector, rows.length));
        drop.claimBatch(rows, 1, 0, 0, r, vs);
    }

    function test_RevertWhen_RowIsForNobodyOrDrop() external {
        address[2] memory wrong = [address(0), address(drop)];
        for (uint256 i; i < 2; ++i) {
            bytes memory rows = bytes.concat(_two(), row(wrong[i], 1));
            (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 0, 0);
            vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_InvalidRecipient.selector, wrong[i]));
            drop.claimBatch(rows, 1, 0, 0, r, vs);
        }
    }

    function test_RevertWhen_AllAmountsAreZero() external {
        bytes memory rows = bytes.concat(row(alice, 0), row(bob, 0));
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 0, 0);
        vm.expectRevert(IVoucherDrop.Drop_ZeroAmount.selector);
        drop.claimBatch(rows, 1, 0, 0, r, vs);
    }

    function testFuzz_RevertWhen_FieldDiffersFromWhatWasSigned(uint256 which) external {
        bytes memory rows = _two();
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 5, EXPIRY);
        if (which % 4 == 0) rows[31] = 0x04;
        vm.expectRevert();
        drop.claimBatch(
            rows, which % 4 == 1 ? 2 : 1, which % 4 == 2 ? 4 : 5, which % 4 == 3 ? EXPIRY + 1 : EXPIRY, r, vs
        );
    }

    function test_RevertWhen_SumIsAboveBudget() external {
        bytes memory rows = bytes.concat(row(alice, 600), row(bob, 1));
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_OverBudget.selector, signer, 600, 601));
        drop.claimBatch(rows, 1, 0, 0, r, vs);
    }

    function testFuzz_RevertGiven_NonceWasUsed(uint256 nonce, bool byVoucher) external {
        if (byVoucher) claim(voucherFor(alice, 1, nonce));
        else claimBatch(row(alice, 1), nonce);
        bytes memory rows = _two();
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, nonce, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_NonceUsed.selector, signer, nonce));
        drop.claimBatch(rows, nonce, 0, 0, r, vs);
    }

    function testFuzz_RevertGiven_TokenRefusesRow(uint8 way) external {
        BlocklistToken blocking = new BlocklistToken();
        use(blocking);
        blocking.refuse(bob, BlocklistToken.Way(way % 4));
        bytes memory rows = _two();
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IVoucherDrop.Drop_RowFailed.selector, 1, bob));
        drop.claimBatch(rows, 1, 0, 0, r, vs);
        vm.assertFalse(drop.isUsed(signer, 1));
    }

    function test_Given_TokenReturnsNothing_PaysEachRow() external {
        use(new NoReturnToken());
        claimBatch(_two(), 1);
        vm.assertEq(token.balanceOf(alice), 3);
        vm.assertEq(token.balanceOf(bob), 4);
    }

    function test_Given_TokenClaimsAgainFromWithin_PaysOnce() external {
        HookToken hooked = new HookToken();
        use(hooked);
        bytes memory rows = _two();
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 0, 0);
        hooked.hook(address(drop), abi.encodeCall(drop.claimBatch, (rows, 1, 0, 0, r, vs)), false);
        drop.claimBatch(rows, 1, 0, 0, r, vs);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(token.balanceOf(address(drop)), 993);
    }

    function testFuzz_PaysEachRow(uint8[] memory amounts) external {
        vm.assume(amounts.length > 0);
        p.total = 1_000_000;
        p.budget = 1_000_000;
        makeDrop();
        bytes memory rows;
        uint256 sum;
        for (uint256 i; i < amounts.length; ++i) {
            rows = bytes.concat(rows, row(someone(i), amounts[i]));
            sum += amounts[i];
        }
        vm.assume(sum > 0);
        claimBatch(rows, 0);
        for (uint256 i; i < amounts.length; ++i) {
            vm.assertEq(token.balanceOf(someone(i)), amounts[i]);
        }
        vm.assertEq(token.balanceOf(address(drop)), 1_000_000 - sum);
        vm.assertEq(drop.budgetOf(signer), 1_000_000 - sum);
    }

    function test_TakesSumOffBudget() external {
        claimBatch(_two(), 1);
        vm.assertEq(drop.budgetOf(signer), 593);
        claimBatch(row(carol, 593), 2);
        vm.assertEq(drop.budgetOf(signer), 0);
    }

    function test_AnnouncesBatch() external {
        bytes memory rows = _two();
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, 1, 0, 0);
        vm.expectEmit(address(drop));
        emit IVoucherDrop.BatchClaimed(signer, 1, 2, 7, keccak256(rows));
        drop.claimBatch(rows, 1, 0, 0, r, vs);
    }

    function _two() private view returns (bytes memory) {
        return bytes.concat(row(alice, 3), row(bob, 4));
    }
}
