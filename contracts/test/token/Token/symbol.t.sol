// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_Symbol_Test is TokenTest {
    function test_IsWhatItWasCreatedWith() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.assertEq(all[i].symbol(), "WSC");
        }
    }
}
