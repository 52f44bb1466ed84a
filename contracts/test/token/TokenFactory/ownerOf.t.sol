// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_OwnerOf_Test is TokenTest {
    function testFuzz_Given_FactoryCreatedToken_ReturnsRecordedOwner(address owner) external {
        vm.assume(owner != address(0));
        vm.assertEq(factory.ownerOf(factory.createToken(parametersOf(owner), 0)), owner);
    }

    function testFuzz_Given_FactoryDidNotCreateToken_ReturnsZero(address other) external view {
        vm.assertEq(factory.ownerOf(other), address(0));
        vm.assertEq(factory.ownerOf(address(token)), address(0));
    }
}
