// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableToken_IndexOf_Test is ClaimableTest {
    function test_RevertWhen_ProofIsWrong() external {
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        token.indexOf(alice, 100, rows[1].proof);
    }

    function test_TellsRowsApart() external view {
        for (uint256 i; i < ROWS; ++i) {
            for (uint256 j; j < i; ++j) {
                vm.assertTrue(index(i) != index(j));
            }
        }
    }
}
