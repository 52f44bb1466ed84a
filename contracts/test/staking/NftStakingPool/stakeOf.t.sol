// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {NftStakingTest} from "../NftStakingTest.sol";

contract NftStakingPool_StakeOf_Test is NftStakingTest {
    function test_IsHowManyAndWhatCanBeClaimed() external {
        stakeNfts(alice, ids(1, 2));
        fundNfts();
        wait(3);
        (uint256 count, uint256[] memory claimable) = nfts.stakeOf(alice, 0);
        vm.assertEq(count, 2);
        vm.assertEq(claimable[0], 30);
    }
}
