// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_TotalSupply_Test is GenesisTest {
    function test_IsZeroBeforeSealAndSupplyAfterIt() external {
        for (uint256 i; i < 3; ++i) {
            vm.assertEq(token.totalSupply(), 0);
            add(i);
        }
        vm.assertEq(token.totalSupply(), 1000);
    }
}
