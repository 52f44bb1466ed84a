// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_TokenCount_Test is TokenTest {
    function test_Given_NothingWasCreated_ReturnsZero() external view {
        vm.assertEq(factory.tokenCount(), 0);
    }

    function test_CountsTokensOfAllOwners() external {
        factory.createToken(parametersOf(alice), 0);
        factory.createToken(parametersOf(bob), 0);
        vm.assertEq(factory.tokenCount(), 2);
    }
}
