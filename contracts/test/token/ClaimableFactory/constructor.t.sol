// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenKind} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest} from "../ClaimableTest.sol";

contract ClaimableFactory_Constructor_Test is ClaimableTest {
    function test_CreatesCodeInFrontOfThreeKinds() external {
        address made = create("ClaimableFactory", abi.encode(address(factory)));
        vm.assertEq(uint256(vm.getNonce(made)), 4);
        for (uint256 i; i < 3; ++i) {
            vm.assertGt(claimables.codeOf(TokenKind(i)).code.length, 5000);
        }
    }
}
