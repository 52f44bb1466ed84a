// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableFactory_PredictToken_Test is ClaimableTest {
    function testFuzz_IsWhereTokenWillBe(uint256 kind, address creator, bytes32 salt) external {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm.Direct, owner);
        address predicted = claimables.predictToken(p, c, table, creator, salt);
        vm.prank(creator);
        vm.assertEq(claimables.createToken(p, c, table, salt), predicted);
    }

    function test_DiffersByCreatorSaltTokenAndClaims() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Direct, owner);
        address first = claimables.predictToken(p, c, table, alice, "");
        vm.assertNotEq(claimables.predictToken(p, c, table, bob, ""), first);
        vm.assertNotEq(claimables.predictToken(p, c, table, alice, "1"), first);
        p.symbol = "OTHER";
        vm.assertNotEq(claimables.predictToken(p, c, table, alice, ""), first);
        p.symbol = "WSC";
        c.expiry = EXPIRY + 1;
        vm.assertNotEq(claimables.predictToken(p, c, table, alice, ""), first);
    }
}
