// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_ContractURI_Test is TokenTest {
    function test_IsWhatItWasCreatedWith() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.assertEq(all[i].contractURI(), "ipfs://description");
        }
    }

    function test_When_ThereIsNoDescription_IsEmpty() external {
        TokenParameters memory p = parametersOf(TokenKind.Votes, TokenForm.Clone, alice);
        p.description = "";
        vm.assertEq(newToken(p).contractURI(), "");
    }
}
