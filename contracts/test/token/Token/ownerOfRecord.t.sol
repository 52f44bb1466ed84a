// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_OwnerOfRecord_Test is TokenTest {
    function test_IsOwnerThatItWasCreatedFor() external {
        IAnyToken[8] memory all = everyToken(bob);
        for (uint256 i; i < 8; ++i) {
            vm.assertEq(all[i].ownerOfRecord(), bob);
        }
    }

    function test_DoesNotFollowOwnership() external {
        token = newToken(TokenKind.Managed, TokenForm.Clone, alice);
        vm.prank(alice);
        token.renounceOwnership();
        vm.assertEq(token.ownerOfRecord(), alice);
    }
}
