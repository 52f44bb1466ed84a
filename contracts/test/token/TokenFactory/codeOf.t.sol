// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_CodeOf_Test is TokenTest {
    function test_DiffersForEveryKind() external view {
        for (uint256 i; i < 4; ++i) {
            for (uint256 j; j < i; ++j) {
                vm.assertNotEq(factory.codeOf(TokenKind(i)), factory.codeOf(TokenKind(j)));
            }
        }
    }
}
