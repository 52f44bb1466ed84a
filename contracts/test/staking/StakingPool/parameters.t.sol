// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingPoolParameters, Tier} from "../../../src/staking/IStakingAccounts.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Parameters_Test is StakingTest {
    function testFuzz_IsWhatPoolWasMadeWith(uint256 seed) external {
        p.uri = new string(seed % 200);
        p.cooldown = uint40(seed % 366 days);
        p.votes = seed % 2 == 0;
        for (uint256 i; i < seed % 8; ++i) {
            p.tiers.push(Tier(uint40(within(seed >> i, 0, 3653 days)), uint16(within(seed >> (i + 9), 1, 10_000))));
        }
        if (seed % 3 == 0) p.rewards.push(address(token));
        if (seed % 5 == 0) p.rewards.push(address(silver));
        makePool();
        vm.assertEq(abi.encode(pool.parameters()), abi.encode(p));
    }
}
