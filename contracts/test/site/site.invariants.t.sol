// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Method, SiteKind, Status} from "../../src/site/ISiteRegistry.sol";
import {InvariantTest} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {SiteFixture} from "./SiteTest.sol";

/// @notice Three owners, three tokens, two sites and an attester who do what they may.
contract SiteHandler is SiteFixture {
    address[3] public owners;
    address[3] public tokens;
    bytes32[2] public sites;
    string[2] private names = ["website_123.com", "other.example"];

    constructor() {
        arrange();
        owners = [alice, bob, admin];
        tokens = [one, two, three];
        for (uint256 i; i < 2; ++i) {
            sites[i] = keccak256(abi.encode(SiteKind.Domain, names[i]));
        }
    }

    function verified(uint256 which) external view returns (address who) {
        (,, who) = registry.siteOf(sites[which]);
    }

    function claims(uint256 which, uint256 owner) external view returns (Status, address, uint256, bool) {
        (, uint256 total) = registry.tokensOf(sites[which], owners[owner], 0, 0);
        address primary = registry.claimOf(sites[which], owners[owner]).primary;
        bool linked = registry.isLinked(sites[which], owners[owner], primary);
        return (registry.claimOf(sites[which], owners[owner]).status, primary, total, linked);
    }

    function link(uint256 which, uint256 owner, uint256 token, bool primary) external {
        bool there = registry.isLinked(sites[which % 2], owners[owner % 3], tokens[token % 3]);
        vm.prank(owners[owner % 3]);
        try registry.link(SiteKind.Domain, names[which % 2], tokens[token % 3], primary) {
            vm.assertFalse(there);
        } catch {
            vm.assertTrue(there);
        }
    }

    function unlink(uint256 which, uint256 owner, uint256 token) external {
        bool there = registry.isLinked(sites[which % 2], owners[owner % 3], tokens[token % 3]);
        vm.prank(owners[owner % 3]);
        try registry.unlink(sites[which % 2], tokens[token % 3]) {
            vm.assertTrue(there);
        } catch {
            vm.assertFalse(there);
        }
    }

    function setPrimary(uint256 which, uint256 owner, uint256 token) external {
        (bytes32 site, address who, address next) = (sites[which % 2], owners[owner % 3], tokens[token % 3]);
        bool may = registry.isLinked(site, who, next) && registry.claimOf(site, who).primary != next;
        vm.prank(who);
        try registry.setPrimary(site, next) {
            vm.assertTrue(may);
        } catch {
            vm.assertFalse(may);
        }
    }

    function attest(uint256 which, uint256 owner, uint64 time) external {
        Status before = registry.claimOf(sites[which % 2], owners[owner % 3]).status;
        vm.prank(attester);
        try registry.attest(
            sites[which % 2], owners[owner % 3], Method.WellKnown, 0, uint64(block.timestamp + 1 + time % 30 days)
        ) {
            vm.assertTrue(before != Status.None);
        } catch {
            vm.assertTrue(before == Status.None);
        }
    }

    function revoke(uint256 which, uint256 owner, bool byAttester) external {
        (bytes32 site, address who) = (sites[which % 2], owners[owner % 3]);
        Status before = registry.claimOf(site, who).status;
        bool may = before != Status.None && before != Status.Revoked;
        vm.prank(byAttester ? attester : who);
        try registry.revoke(site, who) {
            vm.assertTrue(may);
        } catch {
            vm.assertFalse(may);
        }
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 10 days);
    }
}

/// @notice At most one owner of a site is verified, and it is the one that the site names; a primary is always one of the links.
contract SiteRegistry_Invariants is InvariantTest {
    function setUp() external {
        handler = address(new SiteHandler());
    }

    function invariant_OneOwnerAtMostIsVerifiedAndSiteNamesIt() external view {
        SiteHandler h = SiteHandler(handler);
        for (uint256 which; which < 2; ++which) {
            address found;
            for (uint256 owner; owner < 3; ++owner) {
                (Status status,,,) = h.claims(which, owner);
                if (status == Status.Verified) {
                    vm.assertEq(found, address(0), "two verified owners");
                    found = h.owners(owner);
                }
            }
            vm.assertEq(h.verified(which), found);
        }
    }

    function invariant_PrimaryIsLinked() external view {
        SiteHandler h = SiteHandler(handler);
        for (uint256 which; which < 2; ++which) {
            for (uint256 owner; owner < 3; ++owner) {
                (Status status, address primary, uint256 total, bool linked) = h.claims(which, owner);
                vm.assertTrue(primary == address(0) || linked, "a primary that is not linked");
                vm.assertTrue(status != Status.None || total == 0, "links without a claim");
            }
        }
    }
}
