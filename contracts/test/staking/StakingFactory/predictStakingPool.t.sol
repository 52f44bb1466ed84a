// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingTest} from "../StakingTest.sol";

contract StakingFactory_PredictStakingPool_Test is StakingTest {
    function testFuzz_IsWherePoolThenIs(address creator, bytes32 salt, uint8 more) external {
        vm.assume(factory.poolOf(creator, salt) == address(0));
        p.uri = new string(more);
        address predicted = factory.predictStakingPool(p, creator, salt);
        vm.prank(creator);
        vm.assertEq(factory.createStakingPool(p, salt), predicted);
    }
}
