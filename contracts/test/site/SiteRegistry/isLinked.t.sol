// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_IsLinked_Test is SiteTest {
    function test_Given_OwnerLinkedToken_ReturnsTrue() external {
        link(alice, one, true);
        vm.assertTrue(registry.isLinked(site, alice, one));
        vm.assertFalse(registry.isLinked(site, alice, two));
    }

    function test_Given_SomebodyElseLinkedToken_ReturnsFalse() external {
        link(alice, one, true);
        vm.assertFalse(registry.isLinked(site, bob, one));
    }

    function test_Given_TokenWasTakenOff_ReturnsFalse() external {
        link(alice, one, true);
        vm.prank(alice);
        registry.unlink(site, one);
        vm.assertFalse(registry.isLinked(site, alice, one));
    }
}
