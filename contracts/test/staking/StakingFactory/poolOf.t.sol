// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingTest} from "../StakingTest.sol";

contract StakingFactory_PoolOf_Test is StakingTest {
    function testFuzz_IsZeroBefore(address creator, bytes32 salt) external view {
        vm.assertEq(factory.poolOf(creator, keccak256(abi.encode(salt))), address(0));
    }

    function test_IsOnePoolForEachCreatorAndSaltOfEitherKind() external {
        vm.prank(alice);
        address first = factory.createStakingPool(p, periods, "x");
        vm.prank(bob);
        address second = factory.createStakingPool(p, periods, "x");
        vm.assertEq(factory.poolOf(alice, "x"), first);
        vm.assertEq(factory.poolOf(bob, "x"), second);
        vm.assertNotEq(first, second);
    }
}
