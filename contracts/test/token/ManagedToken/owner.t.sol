// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Owner_Test is ManagedTest {
    function test_IsWhoTokenWasCreatedFor() external view {
        vm.assertEq(token.owner(), alice);
    }

    function test_Given_OwnershipWasRenounced_IsNobody() external {
        asOwner();
        token.renounceOwnership();
        vm.assertEq(token.owner(), address(0));
    }
}
