// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_Name_Test is TokenTest {
    function test_IsWhatItWasCreatedWith() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.assertEq(all[i].name(), "WebsiteCoin");
        }
    }

    function testFuzz_MayHave255Bytes(uint256 kind, uint256 form, uint8 nameBytes, uint8 symbolBytes) external {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm(form % 2), alice);
        p.name = string(new bytes(within(nameBytes, 1, 255)));
        p.symbol = string(new bytes(within(symbolBytes, 1, 255)));
        bytes(p.name)[0] = "N";
        bytes(p.name)[bytes(p.name).length - 1] = "e";
        bytes(p.symbol)[0] = "S";
        bytes(p.symbol)[bytes(p.symbol).length - 1] = "l";
        token = newToken(p);
        vm.assertEq(token.name(), p.name);
        vm.assertEq(token.symbol(), p.symbol);
        vm.assertEq(token.contractURI(), "ipfs://description");
    }
}
