// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableFactory_CodeOf_Test is ClaimableTest {
    function test_When_KindCannotGiveItselfOut_AnswersZero() external view {
        vm.assertEq(claimables.codeOf(TokenKind.Genesis), address(0));
    }

    function test_AnswersWhatTokenSCodeBeginsWith() external view {
        for (uint256 i; i < 3; ++i) {
            bytes memory front = claimables.codeOf(TokenKind(i)).code;
            bytes memory code = address(kinds[i]).code;
            assembly ("memory-safe") {
                mstore(code, mload(front))
            }
            vm.assertEq(code, front);
        }
    }
}
