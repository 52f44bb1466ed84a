// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Period} from "../../../src/staking/IStakingFactory.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingFactory_PredictStakingPool_Test is StakingTest {
    function testFuzz_IsWherePoolThenIs(address creator, bytes32 salt, uint8 more) external {
        vm.assume(factory.poolOf(creator, salt) == address(0));
        p.uri = new string(more);
        address predicted = factory.predictStakingPool(p, periods, creator, salt);
        vm.prank(creator);
        vm.assertEq(factory.createStakingPool(p, periods, salt), predicted);
    }

    function test_IsAnotherWithOtherPeriods() external {
        address without = factory.predictStakingPool(p, periods, alice, "x");
        periods.push(Period(REWARD, PERIOD));
        vm.assertNotEq(factory.predictStakingPool(p, periods, alice, "x"), without);
    }
}
