// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";
import {IAnyToken} from "../IAnyToken.sol";

contract ClaimableManagedToken_Constructor_Test is ClaimableTest {
    function test_TakesCodeThatItHandsCallsTo() external {
        address made = create("ClaimableManagedToken", abi.encode(factory.codeOf(TokenKind.Managed)));
        vm.assertEq(made.code, claimables.codeOf(TokenKind.Managed).code);
        vm.assertTrue(IAnyToken(made).supportsInterface(0x01ffc9a7));
        made = create("ClaimableManagedToken", abi.encode(alice));
        vm.assertNotEq(made.codehash, claimables.codeOf(TokenKind.Managed).codehash);
    }
}
