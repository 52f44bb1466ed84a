// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_TokensOf_Test is TokenTest {
    function test_Given_OwnerHasNoTokens_ReturnsEmptyPageAndZero() external view {
        (address[] memory page, uint256 total) = factory.tokensOf(bob, 0, 10);
        vm.assertEq(page.length, 0);
        vm.assertEq(total, 0);
    }

    function testFuzz_When_OffsetIsPastEnd_ReturnsEmptyPageAndTotal(uint256 offset) external {
        factory.createToken(parametersOf(bob), 0);
        (address[] memory page, uint256 total) = factory.tokensOf(bob, within(offset, 1, type(uint256).max), 10);
        vm.assertEq(page.length, 0);
        vm.assertEq(total, 1);
    }

    function test_When_OffsetAndLimitAreHuge_ReturnsWhatThereIs() external {
        address created = factory.createToken(parametersOf(bob), 0);
        (address[] memory page,) = factory.tokensOf(bob, 0, type(uint256).max);
        vm.assertEq(page, list(created));
        (page,) = factory.tokensOf(bob, type(uint256).max, type(uint256).max);
        vm.assertEq(page.length, 0);
    }

    function testFuzz_PagesThroughTokensOfOwnerInOrderOfCreation(uint256 owners, uint256 limit) external {
        address[2] memory owner = [alice, bob];
        address[2][16] memory made;
        uint256[2] memory count;
        limit = within(limit, 1, 17);
        for (uint256 i; i < 15; ++i) {
            uint256 who = (owners >> i) & 1;
            made[count[who]++][who] = factory.createToken(parametersOf(owner[who]), bytes32(i));
        }
        for (uint256 who; who < 2; ++who) {
            uint256 seen;
            while (seen < count[who]) {
                (address[] memory page, uint256 total) = factory.tokensOf(owner[who], seen, limit);
                vm.assertEq(total, count[who]);
                vm.assertEq(page.length, limit < total - seen ? limit : total - seen);
                for (uint256 i; i < page.length; ++i) {
                    vm.assertEq(page[i], made[seen + i][who]);
                }
                seen += page.length;
            }
        }
    }
}
