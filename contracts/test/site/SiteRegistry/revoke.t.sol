// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ISiteRegistry, Status} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_Revoke_Test is SiteTest {
    function setUp() public override {
        super.setUp();
        link(alice, one, true);
        link(bob, two, true);
        attest(alice);
    }

    function testFuzz_RevertWhen_CallerIsNeitherAttesterNorOwner(address caller) external {
        vm.assume(caller != attester && caller != alice);
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotAttesterOrOwner.selector, caller));
        vm.prank(caller);
        registry.revoke(site, alice);
    }

    function test_RevertGiven_ThereIsNoClaim() external {
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotClaimed.selector, site, admin));
        vm.prank(admin);
        registry.revoke(site, admin);
    }

    function test_RevertGiven_ClaimWasRevoked() external {
        _revoke(attester, alice);
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_AlreadyRevoked.selector, site, alice));
        vm.prank(alice);
        registry.revoke(site, alice);
    }

    function test_When_OwnerCalls_WithdrawsClaim() external {
        _revoke(alice, alice);
        vm.assertEq(statusOf(alice), uint8(Status.Revoked));
        vm.assertEq(verifiedOwner(), address(0));
    }

    function test_When_AttesterCalls_WithdrawsClaim() external {
        _revoke(attester, alice);
        vm.assertEq(statusOf(alice), uint8(Status.Revoked));
        vm.assertEq(verifiedOwner(), address(0));
    }

    function test_Given_ClaimIsNotVerifiedOne_LeavesVerifiedOwner() external {
        _revoke(bob, bob);
        vm.assertEq(statusOf(bob), uint8(Status.Revoked));
        vm.assertEq(verifiedOwner(), alice);
    }

    function test_Given_ClaimHasExpired_WithdrawsClaim() external {
        vm.warp(later);
        _revoke(alice, alice);
        vm.assertEq(statusOf(alice), uint8(Status.Revoked));
    }

    function test_LeavesLinks() external {
        _revoke(attester, alice);
        vm.assertEq(tokensOf(alice), list(one));
        vm.assertEq(registry.claimOf(site, alice).primary, one);
    }

    function test_AnnouncesRevocation() external {
        vm.expectEmit(address(registry));
        emit ISiteRegistry.SiteRevoked(site, alice, attester);
        _revoke(attester, alice);
    }

    function _revoke(address by, address owner) private {
        vm.prank(by);
        registry.revoke(site, owner);
    }
}
