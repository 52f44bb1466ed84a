// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_NextTable_Test is GenesisTest {
    function test_CountsTablesThatAreThere() external {
        for (uint256 i; i < 3; ++i) {
            vm.assertEq(token.nextTable(), i);
            add(i);
        }
        vm.assertEq(token.nextTable(), 3);
    }

    function test_When_ThereIsOneTable_CountsItToo() external {
        newOf(rowsOf(list(alice), 5), 5);
        vm.assertEq(token.nextTable(), 0);
        add(0);
        vm.assertEq(token.nextTable(), 1);
    }
}
