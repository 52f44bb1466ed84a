// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_TotalSupply_Test is ManagedTest {
    function test_IsFirstSupplyAtFirst() external view {
        vm.assertEq(token.totalSupply(), SUPPLY);
    }

    function testFuzz_FollowsMintingAndBurning(uint256 made, uint256 burned) external {
        made = within(made, 0, 2 * SUPPLY);
        burned = within(burned, 0, SUPPLY);
        asOwner();
        token.mint(bob, made);
        asOwner();
        token.burn(burned);
        vm.assertEq(token.totalSupply(), SUPPLY + made - burned);
        vm.assertEq(token.balanceOf(alice) + token.balanceOf(bob), token.totalSupply());
    }
}
