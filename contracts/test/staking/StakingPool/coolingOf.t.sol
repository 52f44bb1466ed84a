// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingTest} from "../StakingTest.sol";

contract StakingPool_CoolingOf_Test is StakingTest {
    function test_IsWhatIsOnItsWayAndFromWhen() external {
        p.cooldown = 20;
        makePool();
        stake(alice, 100);
        vm.prank(alice);
        pool.withdraw(30, 0);
        (uint256 amount, uint256 readyAt) = pool.coolingOf(alice);
        vm.assertEq(amount, 30);
        vm.assertEq(readyAt, START + 20);
    }
}
