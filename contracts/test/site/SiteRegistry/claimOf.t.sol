// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Claim, Status} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_ClaimOf_Test is SiteTest {
    function test_Given_ThereIsNoClaim_ReturnsZeros() external view {
        Claim memory empty;
        vm.assertEq(abi.encode(registry.claimOf(site, alice)), abi.encode(empty));
    }

    function test_Given_BareClaim_ReturnsWhenItWasMadeAndItsPrimary() external {
        vm.warp(777);
        link(alice, one, true);
        Claim memory expected;
        (expected.status, expected.claimedAt, expected.primary) = (Status.Claimed, 777, one);
        vm.assertEq(abi.encode(registry.claimOf(site, alice)), abi.encode(expected));
    }

    function test_Given_VerifiedClaim_IsVerifiedUntilSecondBeforeExpiry() external {
        link(alice, one, true);
        attest(alice);
        vm.warp(later - 1);
        vm.assertEq(statusOf(alice), uint8(Status.Verified));
    }

    function test_Given_VerifiedClaim_IsExpiredFromExpiryOn() external {
        link(alice, one, true);
        attest(alice);
        vm.warp(later);
        vm.assertEq(statusOf(alice), uint8(Status.Expired));
        vm.warp(type(uint64).max);
        vm.assertEq(statusOf(alice), uint8(Status.Expired));
    }
}
