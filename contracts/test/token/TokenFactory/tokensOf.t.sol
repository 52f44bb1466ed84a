// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_TokensOf_Test is TokenTest {
    function test_ListsEveryTokenOfOwnerOldestFirst() external {
        address first = address(newToken(TokenKind.Fixed, TokenForm.Clone, bob));
        address second = address(newToken(TokenKind.Votes, TokenForm.Direct, bob));
        (address[] memory page, uint256 total) = factory.tokensOf(bob, 0, 10);
        vm.assertEq(page, list(first, second));
        vm.assertEq(total, 2);
    }

    function test_KeepsOwnersApart() external view {
        (address[] memory page, uint256 total) = factory.tokensOf(alice, 0, 10);
        vm.assertEq(page, list(address(token)));
        vm.assertEq(total, 1);
        (page, total) = factory.tokensOf(bob, 0, 10);
        vm.assertEq(page.length, 0);
        vm.assertEq(total, 0);
    }

    function testFuzz_When_OffsetIsPastEnd_GivesEmptyPage(uint256 offset, uint256 limit) external view {
        (address[] memory page, uint256 total) = factory.tokensOf(alice, within(offset, 1, type(uint256).max), limit);
        vm.assertEq(page.length, 0);
        vm.assertEq(total, 1);
    }

    function testFuzz_GivesPages(uint256 offset, uint256 limit) external {
        address[] memory all = new address[](5);
        for (uint256 i; i < 5; ++i) {
            all[i] = address(newToken(TokenKind.Fixed, TokenForm.Clone, bob));
        }
        offset = within(offset, 0, 4);
        limit = within(limit, 0, 6);
        (address[] memory page, uint256 total) = factory.tokensOf(bob, offset, limit);
        vm.assertEq(total, 5);
        vm.assertEq(page.length, limit < 5 - offset ? limit : 5 - offset);
        for (uint256 i; i < page.length; ++i) {
            vm.assertEq(page[i], all[offset + i]);
        }
    }
}
