// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Claim, ISiteRegistry, SiteKind, Status} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_Link_Test is SiteTest {
    function test_RevertWhen_NameIsNotValid() external {
        vm.expectRevert(
            abi.encodeWithSelector(ISiteRegistry.SiteRegistry_InvalidName.selector, SiteKind.Domain, "Website.com")
        );
        registry.link(SiteKind.Domain, "Website.com", one, true);
    }

    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotAContract.selector, alice));
        registry.link(SiteKind.Domain, NAME, alice, true);
    }

    function test_RevertWhen_TokenIsAccountThatDelegates() external {
        vm.etch(alice, abi.encodePacked(hex"ef0100", one));
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotAContract.selector, alice));
        registry.link(SiteKind.Domain, NAME, alice, true);
    }

    function test_RevertGiven_TokenIsLinkedAlready() external {
        link(alice, one, true);
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_AlreadyLinked.selector, site, one));
        vm.prank(alice);
        registry.link(SiteKind.Domain, NAME, one, false);
    }

    function test_Given_ItIsFirstLinkOfOwner_ClaimsSite() external {
        vm.warp(1234567);
        vm.expectEmit(address(registry));
        emit ISiteRegistry.SiteClaimed(site, alice, SiteKind.Domain, NAME);
        link(alice, one, true);
        Claim memory claim = registry.claimOf(site, alice);
        vm.assertEq(uint8(claim.status), uint8(Status.Claimed));
        vm.assertEq(claim.claimedAt, 1234567);
    }

    function testFuzz_Given_ItIsFirstLinkOfOwner_IsPrimaryWhateverWasAsked(bool primary) external {
        vm.expectEmit(address(registry));
        emit ISiteRegistry.TokenLinked(site, alice, one, true);
        link(alice, one, primary);
        vm.assertEq(registry.claimOf(site, alice).primary, one);
    }

    function test_Given_OwnerHasPrimary_LeavesPrimaryWhenNotAsked() external {
        link(alice, one, true);
        link(alice, two, false);
        vm.assertEq(registry.claimOf(site, alice).primary, one);
    }

    function test_Given_OwnerHasPrimary_ChangesPrimaryWhenAsked() external {
        link(alice, one, true);
        link(alice, two, true);
        vm.assertEq(registry.claimOf(site, alice).primary, two);
    }

    function test_Given_AllLinksWereTakenOff_IsPrimaryAgainWithoutSecondClaim() external {
        link(alice, one, true);
        vm.prank(alice);
        registry.unlink(site, one);
        vm.recordLogs();
        link(alice, two, false);
        vm.assertEq(vm.getRecordedLogs().length, 1);
        vm.assertEq(registry.claimOf(site, alice).primary, two);
    }

    function test_Given_AnotherOwnerIsVerified_TakesNothingFromThatOwner() external {
        link(alice, one, true);
        attest(alice);
        link(bob, two, true);
        vm.assertEq(verifiedOwner(), alice);
        vm.assertEq(registry.primaryOf(site), one);
        vm.assertEq(tokensOf(alice), list(one));
        vm.assertEq(tokensOf(bob), list(two));
    }

    function test_Given_ClaimWasRevoked_StaysRevoked() external {
        link(alice, one, true);
        vm.prank(attester);
        registry.revoke(site, alice);
        link(alice, two, true);
        vm.assertEq(statusOf(alice), uint8(Status.Revoked));
        vm.assertEq(verifiedOwner(), address(0));
    }

    function test_ReturnsIdentifierOfSite() external {
        vm.assertEq(registry.link(SiteKind.Domain, NAME, one, true), site);
    }

    function test_KeepsKindAndNameReadable() external {
        bytes32 product = registry.link(SiteKind.Product, "website_123/shop", one, true);
        (SiteKind kind, string memory name,) = registry.siteOf(product);
        vm.assertEq(uint8(kind), uint8(SiteKind.Product));
        vm.assertEq(name, "website_123/shop");
    }

    function test_AnnouncesLink() external {
        link(alice, one, true);
        vm.expectEmit(address(registry));
        emit ISiteRegistry.TokenLinked(site, alice, two, false);
        link(alice, two, false);
    }
}
