// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {NftStakingTest} from "../NftStakingTest.sol";

contract NftStakingPool_ItemOf_Test is NftStakingTest {
    function testFuzz_IsNothingForOneThatIsNotHere(uint256 id) external view {
        (address who, uint256 tier, uint256 lockedUntil) = nfts.itemOf(id);
        vm.assertEq(who, address(0));
        vm.assertEq(tier + lockedUntil, 0);
    }

    function test_IsAccountTierAndLock() external {
        vm.prank(alice);
        nfts.stake(ids(2), 1);
        (address who, uint256 tier, uint256 lockedUntil) = nfts.itemOf(2);
        vm.assertEq(who, alice);
        vm.assertEq(tier, 1);
        vm.assertEq(lockedUntil, START + 50);
    }
}
