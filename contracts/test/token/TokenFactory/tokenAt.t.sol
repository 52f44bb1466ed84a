// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenFactory} from "../../../src/token/ITokenFactory.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_TokenAt_Test is TokenTest {
    function testFuzz_RevertWhen_IndexIsNotBelowCount(uint256 index) external {
        factory.createToken(parametersOf(alice), 0);
        index = within(index, 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_NoSuchToken.selector, index, 1));
        factory.tokenAt(index);
    }

    function test_ReturnsTokensInOrderOfCreation() external {
        address first = factory.createToken(parametersOf(alice), 0);
        address second = factory.createToken(parametersOf(bob), 0);
        vm.assertEq(factory.tokenAt(0), first);
        vm.assertEq(factory.tokenAt(1), second);
    }
}
