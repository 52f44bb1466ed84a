// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_DirectCodeOf_Test is TokenTest {
    function test_NamesCodeOfItsKind() external view {
        for (uint256 i; i < 4; ++i) {
            bytes memory code = factory.directCodeOf(TokenKind(i)).code;
            bytes20 kind = bytes20(factory.codeOf(TokenKind(i)));
            uint256 found;
            for (uint256 place; place + 20 <= code.length; ++place) {
                bytes20 part;
                assembly ("memory-safe") {
                    part := mload(add(add(code, 0x20), place))
                }
                if (part == kind) ++found;
            }
            vm.assertEq(found, 1);
        }
    }
}
