// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenTest} from "../TokenTest.sol";

contract FixedToken_Decimals_Test is TokenTest {
    function testFuzz_ReturnsWhatTokenWasMadeWith(uint8 decimals) external {
        decimals = uint8(within(decimals, 0, 77));
        vm.assertEq(newToken("WebsiteCoin", "WSC", decimals, genesis(alice, 1)).decimals(), decimals);
    }
}
