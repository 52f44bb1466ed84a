// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Collection} from "../NftStakingTest.sol";
import {Period} from "../../../src/staking/IStakingFactory.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingFactory_PredictNftStakingPool_Test is StakingTest {
    function testFuzz_IsWherePoolThenIs(address creator, bytes32 salt) external {
        vm.assume(factory.poolOf(creator, salt) == address(0));
        p.token = address(new Collection());
        address predicted = factory.predictNftStakingPool(p, periods, creator, salt);
        vm.prank(creator);
        vm.assertEq(factory.createNftStakingPool(p, periods, salt), predicted);
    }

    function test_IsAnotherWithOtherPeriods() external {
        p.token = address(new Collection());
        address without = factory.predictNftStakingPool(p, periods, alice, "x");
        periods.push(Period(REWARD, PERIOD));
        vm.assertNotEq(factory.predictNftStakingPool(p, periods, alice, "x"), without);
    }
}
