// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {OwnableRoles} from "solady/auth/OwnableRoles.sol";
import {Claim, ISiteRegistry, Method, SiteKind, Status} from "../../src/site/ISiteRegistry.sol";
import {Test} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice A registry with an admin, an attester, two owners and three tokens.
abstract contract SiteFixture is Test {
    string internal constant NAME = "website_123.com";
    bytes32 internal constant EVIDENCE = keccak256("what the attester saw");

    address internal admin = account("admin");
    address internal attester = account("attester");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal one = address(new PlainToken());
    address internal two = address(new PlainToken());
    address internal three = address(new PlainToken());
    bytes32 internal site = keccak256(abi.encode(SiteKind.Domain, NAME));
    uint64 internal later = uint64(block.timestamp + 90 days);
    ISiteRegistry internal registry;

    function arrange() internal {
        registry = ISiteRegistry(create("SiteRegistry", abi.encode(admin)));
        uint256 role = registry.ATTESTER_ROLE();
        vm.prank(admin);
        OwnableRoles(address(registry)).grantRoles(attester, role);
    }

    function link(address owner, address token, bool primary) internal {
        vm.prank(owner);
        registry.link(SiteKind.Domain, NAME, token, primary);
    }

    function attest(address owner) internal {
        vm.prank(attester);
        registry.attest(site, owner, Method.DnsTxt, EVIDENCE, later);
    }

    function verifiedOwner() internal view returns (address owner) {
        (,, owner) = registry.siteOf(site);
    }

    function statusOf(address owner) internal view returns (uint8) {
        return uint8(registry.claimOf(site, owner).status);
    }

    function tokensOf(address owner) internal view returns (address[] memory page) {
        (page,) = registry.tokensOf(site, owner, 0, 100);
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract SiteTest is SiteFixture {
    function setUp() public virtual {
        arrange();
    }
}
