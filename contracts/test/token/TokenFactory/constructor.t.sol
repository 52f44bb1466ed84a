// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_Constructor_Test is TokenTest {
    function test_CreatesCodeOfEveryKind() external view {
        for (uint256 i; i < 4; ++i) {
            vm.assertGt(factory.codeOf(TokenKind(i)).code.length, 4000);
            vm.assertGt(factory.directCodeOf(TokenKind(i)).code.length, 500);
        }
    }

    function test_LeavesNonceAtNine() external {
        address made = create("TokenFactory", "");
        vm.assertEq(uint256(vm.getNonce(made)), 9);
    }
}
