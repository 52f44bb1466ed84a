// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_PredictToken_Test is TokenTest {
    function testFuzz_DependsOnEverything(bytes32 salt) external view {
        TokenParameters memory p = parametersOf(TokenKind.Managed, TokenForm.Clone, alice);
        address before = factory.predictToken(p, bob, salt);
        vm.assertNotEq(factory.predictToken(p, alice, salt), before);
        vm.assertNotEq(factory.predictToken(p, bob, ~salt), before);
        p.kind = TokenKind.Fixed;
        p.limit = 0;
        address asFixed = factory.predictToken(p, bob, salt);
        vm.assertNotEq(asFixed, before);
        p.form = TokenForm.Direct;
        vm.assertNotEq(factory.predictToken(p, bob, salt), asFixed);
        p.form = TokenForm.Clone;
        p.decimals = 17;
        vm.assertNotEq(factory.predictToken(p, bob, salt), asFixed);
        p.decimals = 18;
        p.supply -= 1;
        vm.assertNotEq(factory.predictToken(p, bob, salt), asFixed);
        p.supply += 1;
        p.owner = bob;
        vm.assertNotEq(factory.predictToken(p, bob, salt), asFixed);
        p.owner = alice;
        p.name = "WebsiteCoinW";
        p.symbol = "SC";
        vm.assertNotEq(factory.predictToken(p, bob, salt), asFixed);
    }

    function testFuzz_IsWhereTokenComesToBe(uint256 kind, uint256 form, address creator, bytes32 salt) external {
        vm.assume(creator != address(vm));
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm(form % 2), alice);
        address predicted = factory.predictToken(p, creator, salt);
        vm.prank(creator);
        vm.assertEq(factory.createToken(p, salt), predicted);
        vm.assertEq(IAnyToken(predicted).balanceOf(alice), SUPPLY);
    }
}
