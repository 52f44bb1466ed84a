// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Mintable_Test is ManagedTest {
    function test_IsLimitLessSupplyAtFirst() external view {
        vm.assertEq(token.mintable(), 2 * SUPPLY);
    }

    function testFuzz_Given_SomeWereMade_IsThatMuchLess(uint256 amount) external {
        amount = within(amount, 0, 2 * SUPPLY);
        asOwner();
        token.mint(bob, amount);
        vm.assertEq(token.mintable(), 2 * SUPPLY - amount);
    }

    function testFuzz_Given_SomeWereBurned_Stays(uint256 amount) external {
        asOwner();
        token.burn(within(amount, 0, SUPPLY));
        vm.assertEq(token.mintable(), 2 * SUPPLY);
    }

    function test_When_LimitIsAsHighAsCanBe_IsAllOfIt() external {
        TokenParameters memory p = parametersOf(TokenKind.Managed, TokenForm.Clone, alice);
        p.supply = 0;
        p.limit = (1 << 127) - 1;
        token = newToken(p);
        vm.assertEq(token.mintable(), p.limit);
        asOwner();
        token.mint(alice, p.limit);
        vm.assertEq(token.totalSupply(), p.limit);
        vm.assertEq(token.mintable(), 0);
    }
}
