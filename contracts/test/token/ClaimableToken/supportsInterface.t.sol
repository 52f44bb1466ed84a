// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {IBatchTransfer} from "../../../src/token/IBatchTransfer.sol";
import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";
import {IAnyToken} from "../IAnyToken.sol";

contract ClaimableToken_SupportsInterface_Test is ClaimableTest {
    function test_KnowsClaims() external view {
        for (uint256 i; i < 3; ++i) {
            vm.assertTrue(kinds[i].supportsInterface(type(IMerkleClaims).interfaceId));
            vm.assertTrue(kinds[i].supportsInterface(type(IBatchTransfer).interfaceId));
        }
        vm.assertFalse(token.supportsInterface(0xffffffff));
    }

    function testFuzz_KnowsWhatItsKindKnows(bytes4 id) external view {
        vm.assume(id != type(IMerkleClaims).interfaceId);
        for (uint256 i; i < 3; ++i) {
            bool known = IAnyToken(factory.codeOf(TokenKind(i))).supportsInterface(id);
            vm.assertTrue(kinds[i].supportsInterface(id) == known);
        }
    }
}
