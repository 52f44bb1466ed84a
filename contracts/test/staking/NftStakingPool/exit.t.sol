// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {NftStakingTest} from "../NftStakingTest.sol";

contract NftStakingPool_Exit_Test is NftStakingTest {
    function test_GivesBackAndPays() external {
        stakeNfts(alice, ids(1, 2));
        fundNfts();
        wait(10);
        vm.prank(alice);
        nfts.exit(ids(1, 2), 0);
        vm.assertEq(collection.ownerOf(1), alice);
        vm.assertEq(collection.ownerOf(2), alice);
        vm.assertEq(gold.balanceOf(alice), 100);
    }
}
