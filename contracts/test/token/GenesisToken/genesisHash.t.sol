// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_GenesisHash_Test is GenesisTest {
    function test_IsWhatTokenWasCreatedWith() external view {
        vm.assertEq(token.genesisHash(), restAfter(tables, 0));
    }
}
