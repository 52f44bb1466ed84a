// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_NumberOfTables_Test is GenesisTest {
    function test_IsHowManyFirstAccountsWereGiven() external view {
        vm.assertEq(token.numberOfTables(), 3);
    }
}
