// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_PendingOwner_Test is ManagedTest {
    function test_IsNobodyAtFirst() external view {
        vm.assertEq(token.pendingOwner(), address(0));
    }

    function test_IsWhoWasNamedLast() external {
        asOwner();
        token.transferOwnership(bob);
        asOwner();
        token.transferOwnership(someone(1));
        vm.assertEq(token.pendingOwner(), someone(1));
    }
}
