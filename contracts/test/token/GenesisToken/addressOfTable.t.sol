// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_AddressOfTable_Test is GenesisTest {
    function testFuzz_IsWhereTableComesToBe(uint256 index) external {
        seal();
        index = within(index, 0, 2);
        vm.assertEq(token.addressOfTable(index).code, bytes.concat(hex"00", tables[index]));
        vm.assertEq(token.addressOfTable(3).code.length, 0);
    }
}
