// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableToken_SubRootCount_Test is ClaimableTest {
    function test_SaysHowManySubRootsThereAre() external {
        vm.assertEq(token.subRootCount(), 0);
        useTable(16, 3);
        vm.assertEq(newClaimable(TokenKind.Managed, owner).subRootCount(), 8);
    }
}
