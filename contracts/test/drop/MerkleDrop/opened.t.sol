// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropTest} from "../DropTest.sol";

contract MerkleDrop_Opened_Test is DropTest {
    function test_Given_NobodyOpenedIt_ReturnsFalse() external {
        token.mint(address(drop), p.total);
        vm.assertFalse(drop.opened());
    }

    function test_Given_SomebodyOpenedIt_ReturnsTrue() external {
        openDrop();
        vm.assertTrue(drop.opened());
    }
}
