// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VestingTest} from "../VestingTest.sol";

contract VestingVault_Eip712Domain_Test is VestingTest {
    function testFuzz_ReturnsDomainThatItUses(uint64 chain) external {
        vm.assume(chain != 0);
        vm.chainId(chain);
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address at, bytes32 salt,) =
            vault.eip712Domain();
        vm.assertEq(uint8(fields), 0x0f);
        vm.assertEq(name, "Bursar VestingVault");
        vm.assertEq(version, "1");
        vm.assertEq(chainId, chain);
        vm.assertEq(at, address(vault));
        vm.assertEq(salt, bytes32(0));
    }
}
