// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SiteKind} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_SiteOf_Test is SiteTest {
    function test_Given_NobodyHasClaimedSite_ReturnsNothing() external view {
        _expect(site, SiteKind.Domain, "", address(0));
    }

    function test_Given_ThereIsOnlyClaim_ReturnsKindAndNameWithoutOwner() external {
        link(alice, one, true);
        _expect(site, SiteKind.Domain, NAME, address(0));
    }

    function test_Given_ClaimIsVerified_ReturnsVerifiedOwner() external {
        link(alice, one, true);
        attest(alice);
        vm.warp(later - 1);
        _expect(site, SiteKind.Domain, NAME, alice);
    }

    function test_Given_VerificationHasExpired_ReturnsNoOwner() external {
        link(alice, one, true);
        attest(alice);
        vm.warp(later);
        _expect(site, SiteKind.Domain, NAME, address(0));
    }

    function test_Given_ProductWithLongName_ReturnsKindAndName() external {
        string memory name = "a/product/whose:name.has-exactly_64.bytes/so:that.it.needs.slots";
        bytes32 product = registry.link(SiteKind.Product, name, one, true);
        _expect(product, SiteKind.Product, name, address(0));
    }

    function _expect(bytes32 id, SiteKind expectedKind, string memory expectedName, address expectedOwner)
        private
        view
    {
        (SiteKind kind, string memory name, address owner) = registry.siteOf(id);
        vm.assertEq(uint8(kind), uint8(expectedKind));
        vm.assertEq(name, expectedName);
        vm.assertEq(owner, expectedOwner);
    }
}
