// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Paused_Test is ManagedTest {
    function test_IsFalseAtFirst() external view {
        vm.assertFalse(token.paused());
    }

    function test_FollowsPauseAndUnpause() external {
        asOwner();
        token.pause();
        vm.assertTrue(token.paused());
        asOwner();
        token.unpause();
        vm.assertFalse(token.paused());
    }
}
