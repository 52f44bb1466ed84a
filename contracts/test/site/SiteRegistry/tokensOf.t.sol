// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PlainToken} from "../../mocks/PlainToken.sol";
import {SiteKind} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_TokensOf_Test is SiteTest {
    function test_Given_ThereIsNoClaim_ReturnsEmptyPageAndZero() external view {
        (address[] memory page, uint256 total) = registry.tokensOf(site, alice, 0, 10);
        vm.assertEq(page.length, 0);
        vm.assertEq(total, 0);
    }

    function testFuzz_When_OffsetIsPastEnd_ReturnsEmptyPageAndTotal(uint256 offset, uint256 limit) external {
        link(alice, one, true);
        (address[] memory page, uint256 total) =
            registry.tokensOf(site, alice, within(offset, 1, type(uint256).max), limit);
        vm.assertEq(page.length, 0);
        vm.assertEq(total, 1);
    }

    function test_ListsLinksByOwnerAndSite() external {
        link(alice, one, true);
        link(alice, two, true);
        link(bob, one, true);
        vm.prank(alice);
        bytes32 other = registry.link(SiteKind.Domain, "other.com", three, true);
        vm.assertEq(tokensOf(alice), list(one, two));
        vm.assertEq(tokensOf(bob), list(one));
        (address[] memory page,) = registry.tokensOf(other, alice, 0, 10);
        vm.assertEq(page, list(three));
    }

    function testFuzz_AgreesWithPlainListWhateverIsLinkedAndUnlinked(uint8[40] memory moves, uint256 pageSize)
        external
    {
        address[8] memory tokens;
        bool[8] memory linked;
        for (uint256 i; i < 8; ++i) {
            tokens[i] = address(new PlainToken());
        }
        uint256 count;
        vm.startPrank(alice);
        for (uint256 i; i < moves.length; ++i) {
            uint256 which = moves[i] % 8;
            if (linked[which]) registry.unlink(site, tokens[which]);
            else registry.link(SiteKind.Domain, NAME, tokens[which], moves[i] > 128);
            count = linked[which] ? count - 1 : count + 1;
            linked[which] = !linked[which];
        }

        bool[8] memory listed;
        pageSize = within(pageSize, 1, 9);
        for (uint256 seen; seen < count; seen += pageSize) {
            (address[] memory page, uint256 total) = registry.tokensOf(site, alice, seen, pageSize);
            vm.assertEq(total, count);
            for (uint256 i; i < page.length; ++i) {
                for (uint256 which; which < 8; ++which) {
                    if (tokens[which] == page[i]) {
                        vm.assertFalse(listed[which], "listed twice");
                        listed[which] = true;
                    }
                }
            }
        }
        for (uint256 which; which < 8; ++which) {
            vm.assertEq(listed[which], linked[which]);
            vm.assertEq(registry.isLinked(site, alice, tokens[which]), linked[which]);
        }
    }
}
