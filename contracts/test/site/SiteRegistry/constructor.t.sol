// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {OwnableRoles} from "solady/auth/OwnableRoles.sol";
import {ISiteRegistry} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_Constructor_Test is SiteTest {
    function test_RevertWhen_AdminIsZero() external {
        bytes memory code = bytes.concat(codeOf("SiteRegistry"), abi.encode(address(0)));
        vm.expectRevert(ISiteRegistry.SiteRegistry_ZeroAdmin.selector);
        create(code);
    }

    function test_MakesAdminOwner() external view {
        vm.assertEq(OwnableRoles(address(registry)).owner(), admin);
    }

    function test_MakesNobodyAttester() external {
        OwnableRoles roles = OwnableRoles(create("SiteRegistry", abi.encode(alice)));
        vm.assertEq(roles.rolesOf(alice), 0);
        vm.assertEq(roles.rolesOf(address(this)), 0);
    }
}
