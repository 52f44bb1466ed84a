// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_Decimals_Test is TokenTest {
    function testFuzz_IsWhatItWasCreatedWith(uint256 kind, uint256 form, uint8 decimals) external {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm(form % 2), alice);
        p.decimals = uint8(within(decimals, 0, 38));
        vm.assertEq(newToken(p).decimals(), p.decimals);
    }
}
