// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_IsSealed_Test is GenesisTest {
    function test_IsTrueFromLastTableOn() external {
        for (uint256 i; i < 3; ++i) {
            vm.assertFalse(token.isSealed());
            add(i);
        }
        vm.assertTrue(token.isSealed());
    }
}
