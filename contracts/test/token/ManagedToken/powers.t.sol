// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Powers} from "../../../src/token/Powers.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_Powers_Test is ManagedTest {
    function test_NamesPowersOfOwner() external view {
        (uint256 bits, address holder) = token.powers();
        vm.assertEq(bits, Powers.MINT | Powers.PAUSE | Powers.DESCRIBE | Powers.HANDOVER);
        vm.assertEq(bits, 645);
        vm.assertEq(holder, alice);
    }

    function testFuzz_Given_PowerWasGivenUp_LeavesItOut(uint256 bits) external {
        asOwner();
        token.giveUp(bits);
        (uint256 left, address holder) = token.powers();
        vm.assertEq(left, 645 & ~bits);
        vm.assertEq(holder, left == 0 ? address(0) : alice);
    }

    function test_Given_NothingMoreCanBeMade_LeavesMintingOut() external {
        asOwner();
        token.mint(bob, 2 * SUPPLY);
        (uint256 bits,) = token.powers();
        vm.assertEq(bits, Powers.PAUSE | Powers.DESCRIBE | Powers.HANDOVER);
    }

    function test_Given_OwnershipWasRenounced_NamesNoPowerAndNobody() external {
        asOwner();
        token.renounceOwnership();
        (uint256 bits, address holder) = token.powers();
        vm.assertEq(bits, 0);
        vm.assertEq(holder, address(0));
    }

    function test_Given_OwnershipWasHandedOver_NamesNewOwner() external {
        asOwner();
        token.transferOwnership(bob);
        vm.prank(bob);
        token.acceptOwnership();
        (, address holder) = token.powers();
        vm.assertEq(holder, bob);
    }
}
