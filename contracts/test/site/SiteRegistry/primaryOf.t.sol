// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_PrimaryOf_Test is SiteTest {
    function setUp() public override {
        super.setUp();
        link(alice, one, true);
        link(bob, two, true);
    }

    function test_Given_NobodyIsVerified_ReturnsZero() external view {
        vm.assertEq(registry.primaryOf(site), address(0));
    }

    function test_Given_OwnerIsVerified_ReturnsPrimaryOfThatOwner() external {
        attest(alice);
        vm.assertEq(registry.primaryOf(site), one);
        attest(bob);
        vm.assertEq(registry.primaryOf(site), two);
    }

    function test_Given_VerificationHasExpired_ReturnsZero() external {
        attest(alice);
        vm.warp(later);
        vm.assertEq(registry.primaryOf(site), address(0));
    }

    function test_Given_ClaimWasRevoked_ReturnsZero() external {
        attest(alice);
        vm.prank(alice);
        registry.revoke(site, alice);
        vm.assertEq(registry.primaryOf(site), address(0));
    }

    function test_Given_VerifiedOwnerUnlinkedItsPrimary_ReturnsZero() external {
        attest(alice);
        vm.prank(alice);
        registry.unlink(site, one);
        vm.assertEq(registry.primaryOf(site), address(0));
    }
}
