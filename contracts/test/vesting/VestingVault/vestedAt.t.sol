// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault} from "../../../src/vesting/IVestingVault.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_VestedAt_Test is VestingTest {
    function test_RevertGiven_ItIsNotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, vault.idOf(s)));
        vault.vestedAt(s, END);
    }

    function testFuzz_Given_ItWasRevoked_StopsThere(uint256 time, uint256 asked) external {
        open(s);
        time = within(time, START, END - 1);
        vm.warp(time);
        vm.prank(team);
        vault.revoke(s);
        uint256 now_ = vestedBy(time);
        uint256 after_ = vestedBy(asked);
        vm.assertEq(vault.vestedAt(s, asked), after_ < now_ ? after_ : now_);
    }

    function testFuzz_FollowsCurve(uint256 seed, uint256 time) external {
        s.points = curveOf(seed);
        open(s);
        time = within(time, START - 300, START + 1200);
        vm.assertEq(vault.vestedAt(s, time), vestedBy(s.points, time));
    }

    function testFuzz_NeverFallsAndEndsWithWhole(uint256 seed, uint256 time, uint256 later) external {
        s.points = curveOf(seed);
        open(s);
        later = within(later, time % type(uint128).max, type(uint128).max);
        vm.assertLe(vault.vestedAt(s, time % type(uint128).max), vault.vestedAt(s, later));
        vm.assertEq(vault.vestedAt(s, type(uint256).max), totalOf(s));
    }

    function testFuzz_IsSameBeforeAndAfterWithdrawals(uint256 time) external {
        open(s);
        vm.warp(CLIFF);
        vm.prank(alice);
        vault.withdraw(s);
        time = within(time, 0, 2 * END);
        vm.assertEq(vault.vestedAt(s, time), vestedBy(time));
    }
}
