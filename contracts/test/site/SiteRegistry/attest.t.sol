// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {Claim, ISiteRegistry, Method, Status} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_Attest_Test is SiteTest {
    function setUp() public override {
        super.setUp();
        link(alice, one, true);
        link(bob, two, true);
    }

    function testFuzz_RevertWhen_CallerIsNotAttester(address caller) external {
        vm.assume(caller != attester);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        registry.attest(site, alice, Method.DnsTxt, EVIDENCE, later);
    }

    function test_RevertWhen_CallerIsOnlyAdmin() external {
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(admin);
        registry.attest(site, alice, Method.DnsTxt, EVIDENCE, later);
    }

    function testFuzz_RevertWhen_ExpiryIsNotInFuture(uint64 expiry) external {
        vm.warp(1_000_000);
        expiry = uint64(within(expiry, 0, 1_000_000));
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_ExpiryNotInFuture.selector, expiry));
        vm.prank(attester);
        registry.attest(site, alice, Method.DnsTxt, EVIDENCE, expiry);
        // to the second
        vm.expectRevert(
            abi.encodeWithSelector(ISiteRegistry.SiteRegistry_ExpiryNotInFuture.selector, uint64(1_000_000))
        );
        vm.prank(attester);
        registry.attest(site, alice, Method.DnsTxt, EVIDENCE, 1_000_000);
    }

    function test_RevertGiven_OwnerHasNoClaim() external {
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotClaimed.selector, site, admin));
        vm.prank(attester);
        registry.attest(site, admin, Method.DnsTxt, EVIDENCE, later);
    }

    function test_Given_AnotherOwnerIsVerified_RevokesThatOwner() external {
        attest(alice);
        attest(bob);
        vm.assertEq(verifiedOwner(), bob);
        vm.assertEq(statusOf(alice), uint8(Status.Revoked));
        vm.assertEq(statusOf(bob), uint8(Status.Verified));
    }

    function test_Given_AnotherOwnerIsVerified_AnnouncesRevocation() external {
        attest(alice);
        vm.expectEmit(address(registry));
        emit ISiteRegistry.SiteRevoked(site, alice, attester);
        attest(bob);
    }

    function test_Given_AnotherOwnerHasExpired_LeavesThatOwnerExpired() external {
        attest(alice);
        vm.warp(later);
        later += 1;
        vm.recordLogs();
        attest(bob);
        vm.assertEq(vm.getRecordedLogs().length, 1);
        vm.assertEq(statusOf(alice), uint8(Status.Expired));
        vm.assertEq(verifiedOwner(), bob);
    }

    function test_Given_OwnerIsVerified_Renews() external {
        attest(alice);
        vm.warp(later - 1);
        later += 90 days;
        attest(alice);
        vm.warp(later - 1);
        vm.assertEq(verifiedOwner(), alice);
    }

    function test_Given_ClaimWasRevoked_VerifiesAgain() external {
        attest(alice);
        vm.prank(alice);
        registry.revoke(site, alice);
        attest(alice);
        vm.assertEq(verifiedOwner(), alice);
        vm.assertEq(statusOf(alice), uint8(Status.Verified));
    }

    function test_MakesOwnerVerifiedOne() external {
        attest(bob);
        vm.assertEq(verifiedOwner(), bob);
        vm.assertEq(registry.primaryOf(site), two);
    }

    function testFuzz_KeepsWhatWasAttested(uint8 method, bytes32 evidence, uint64 now_, uint64 expiresAt) external {
        now_ = uint64(within(now_, 1, type(uint64).max - 1));
        expiresAt = uint64(within(expiresAt, uint256(now_) + 1, type(uint64).max));
        vm.warp(now_);
        vm.prank(attester);
        registry.attest(site, alice, Method(method % 3), evidence, expiresAt);
        Claim memory claim = registry.claimOf(site, alice);
        vm.assertEq(uint8(claim.method), method % 3);
        vm.assertEq(claim.evidence, evidence);
        vm.assertEq(claim.verifiedAt, now_);
        vm.assertEq(claim.expiresAt, expiresAt);
        vm.assertEq(claim.primary, one);
    }

    function test_AnnouncesVerification() external {
        vm.expectEmit(address(registry));
        emit ISiteRegistry.SiteVerified(site, alice, attester, Method.DnsTxt, EVIDENCE, later);
        attest(alice);
    }
}
