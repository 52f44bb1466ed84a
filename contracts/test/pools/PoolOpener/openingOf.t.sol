// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PoolTest} from "../PoolTest.sol";

contract PoolOpener_OpeningOf_Test is PoolTest {
    function test_Given_NothingWasOpened_IsZero() external {
        vm.assertEq(opener.openingOf(team, o.salt), 0);
        pairMade();
        vm.assertEq(opener.openingOf(team, o.salt), 0);
    }

    function test_IsOpeningOfOpenerAndSalt() external {
        open();
        vm.assertEq(opener.openingOf(team, o.salt), opener.idOf(team, o));
        vm.assertEq(opener.openingOf(attacker, o.salt), 0);
        vm.assertEq(opener.openingOf(team, "other"), 0);
    }
}
