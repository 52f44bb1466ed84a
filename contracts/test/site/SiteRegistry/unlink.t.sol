// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ISiteRegistry} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_Unlink_Test is SiteTest {
    function setUp() public override {
        super.setUp();
        link(alice, one, true);
        link(alice, two, false);
        vm.startPrank(alice);
    }

    function test_RevertGiven_TokenIsNotLinked() external {
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotLinked.selector, site, three));
        registry.unlink(site, three);
    }

    function test_RevertGiven_SomebodyElseLinkedIt() external {
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotLinked.selector, site, one));
        vm.prank(bob);
        registry.unlink(site, one);
    }

    function test_Given_ItIsPrimary_LeavesNoPrimary() external {
        registry.unlink(site, one);
        vm.assertEq(registry.claimOf(site, alice).primary, address(0));
    }

    function test_Given_ItIsPrimary_AnnouncesBothChanges() external {
        vm.expectEmit(address(registry));
        emit ISiteRegistry.TokenUnlinked(site, alice, one);
        vm.expectEmit(address(registry));
        emit ISiteRegistry.PrimaryChanged(site, alice, address(0));
        registry.unlink(site, one);
    }

    function test_Given_ItIsNotPrimary_LeavesPrimary() external {
        registry.unlink(site, two);
        vm.assertEq(registry.claimOf(site, alice).primary, one);
    }

    function test_TakesTokenOffList() external {
        registry.unlink(site, one);
        vm.assertFalse(registry.isLinked(site, alice, one));
        vm.assertEq(tokensOf(alice), list(two));
    }
}
