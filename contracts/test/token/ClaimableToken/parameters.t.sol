// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableToken_Parameters_Test is ClaimableTest {
    function test_SaysWhatClaimsWereMadeWithAndItselfAsToken() external {
        for (uint256 i; i < 3; ++i) {
            c.token = address(kinds[i]);
            vm.assertEq(keccak256(abi.encode(kinds[i].parameters())), keccak256(abi.encode(c)));
        }
    }
}
