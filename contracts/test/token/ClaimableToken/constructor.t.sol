// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";
import {IAnyToken} from "../IAnyToken.sol";

contract ClaimableToken_Constructor_Test is ClaimableTest {
    function test_TakesCodeThatItHandsCallsTo() external {
        address made = create("ClaimableToken", abi.encode(factory.codeOf(TokenKind.Fixed)));
        vm.assertEq(made.code, claimables.codeOf(TokenKind.Fixed).code);
        vm.assertTrue(IAnyToken(made).supportsInterface(0x01ffc9a7));
        made = create("ClaimableToken", abi.encode(alice));
        vm.assertNotEq(made.codehash, claimables.codeOf(TokenKind.Fixed).codehash);
    }
}
