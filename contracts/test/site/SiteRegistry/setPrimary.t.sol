// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ISiteRegistry} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_SetPrimary_Test is SiteTest {
    function setUp() public override {
        super.setUp();
        link(alice, one, true);
        link(alice, two, false);
        link(bob, one, true);
        vm.startPrank(alice);
    }

    function test_RevertGiven_TokenIsNotLinked() external {
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_NotLinked.selector, site, three));
        registry.setPrimary(site, three);
    }

    function test_RevertGiven_ItIsPrimaryAlready() external {
        vm.expectRevert(abi.encodeWithSelector(ISiteRegistry.SiteRegistry_AlreadyPrimary.selector, site, one));
        registry.setPrimary(site, one);
    }

    function test_Given_ThereIsNoPrimary_SetsIt() external {
        registry.unlink(site, one);
        registry.setPrimary(site, two);
        vm.assertEq(registry.claimOf(site, alice).primary, two);
    }

    function test_ChangesPrimaryOfCallerAlone() external {
        registry.setPrimary(site, two);
        vm.assertEq(registry.claimOf(site, alice).primary, two);
        vm.assertEq(registry.claimOf(site, bob).primary, one);
    }

    function test_AnnouncesChange() external {
        vm.expectEmit(address(registry));
        emit ISiteRegistry.PrimaryChanged(site, alice, two);
        registry.setPrimary(site, two);
    }
}
