// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SwapTest} from "../SwapTest.sol";

contract PoolSwapper_IsSwapped_Test is SwapTest {
    function test_IsTrueOfCallerAndKeyThatSwapped() external {
        vm.assertFalse(swapper.isSwapped(carol, s.key));
        swap();
        vm.assertTrue(swapper.isSwapped(carol, s.key));
        vm.assertFalse(swapper.isSwapped(team, s.key));
        vm.assertFalse(swapper.isSwapped(carol, "other"));
    }
}
