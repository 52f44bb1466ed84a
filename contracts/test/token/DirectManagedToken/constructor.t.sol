// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract DirectManagedToken_Constructor_Test is TokenTest {
    function test_TakesCodeThatItHandsCallsTo() external {
        // Its code ends in no arguments: it answers what its kind answers about the rest of its own code.
        address kind = factory.codeOf(TokenKind.Managed);
        IAnyToken made = IAnyToken(create("DirectManagedToken", abi.encode(kind)));
        vm.assertTrue(made.supportsInterface(0x01ffc9a7));
        made = IAnyToken(create("DirectManagedToken", abi.encode(alice)));
        (bool success, bytes memory answer) = address(made).call(abi.encodeCall(made.supportsInterface, (0x01ffc9a7)));
        vm.assertTrue(success);
        vm.assertEq(answer.length, 0);
    }
}
