// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_IsUsed_Test is VoucherTest {
    function testFuzz_Given_NothingHappened_ReturnsFalse(address who, uint256 nonce) external view {
        vm.assertFalse(drop.isUsed(who, nonce));
    }

    function testFuzz_Given_VoucherWasPaid_ReturnsTrueForItAlone(uint256 nonce, uint256 other, address who) external {
        vm.assume(other != nonce && who != signer);
        claim(voucherFor(alice, 1, nonce));
        vm.assertTrue(drop.isUsed(signer, nonce));
        vm.assertFalse(drop.isUsed(signer, other));
        vm.assertFalse(drop.isUsed(who, nonce));
    }

    function testFuzz_Given_VoucherWasRevoked_ReturnsTrueForThat(uint256 nonce) external {
        vm.prank(owner);
        drop.revoke(signer, nonce, 1);
        vm.assertTrue(drop.isUsed(signer, nonce));
    }
}
