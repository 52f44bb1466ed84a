// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableFactory_InitcodeOf_Test is ClaimableTest {
    function testFuzz_IsWhatMakesToken(uint256 kind) external {
        address made =
            create(claimables.initcodeOf(parametersOf(TokenKind(kind % 3), TokenForm.Direct, owner), c, table));
        vm.assertEq(made.code, address(kinds[kind % 3]).code);
    }
}
