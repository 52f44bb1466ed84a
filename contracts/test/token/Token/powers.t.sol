// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_Powers_Test is TokenTest {
    function test_When_KindHasNoOwner_NamesNoPowerAndNobody() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            if (i / 2 == 1) continue; // managed
            (uint256 bits, address holder) = all[i].powers();
            vm.assertEq(bits, 0);
            vm.assertEq(holder, address(0));
        }
    }
}
