// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Collection} from "../NftStakingTest.sol";
import {INftStakingPool} from "../../../src/staking/INftStakingPool.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {NftStakingTest} from "../NftStakingTest.sol";

contract NftStakingPool_Stake_Test is NftStakingTest {
    function test_RevertWhen_ThereIsNoSuchTier() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, 2));
        vm.prank(alice);
        nfts.stake(ids(1), 2);
    }

    function test_RevertWhen_ThereAreNoNFTs() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidAmount.selector, 0));
        vm.prank(alice);
        nfts.stake(new uint256[](0), 0);
    }

    function test_RevertWhen_OneComesTwice() external {
        vm.expectRevert(abi.encodeWithSelector(INftStakingPool.Staking_AlreadyStaked.selector, 1));
        vm.prank(alice);
        nfts.stake(ids(1, 1), 0);
    }

    function test_RevertGiven_ItIsStaked() external {
        stakeNfts(alice, ids(1));
        vm.expectRevert(abi.encodeWithSelector(INftStakingPool.Staking_AlreadyStaked.selector, 1));
        vm.prank(bob);
        nfts.stake(ids(1), 0);
    }

    function test_RevertWhen_ItIsOfSomebodyElse() external {
        // This collection lies: it takes part in everything and moves nothing.
        collection.lie(true);
        vm.expectRevert(abi.encodeWithSelector(INftStakingPool.Staking_NotReceived.selector, 11));
        vm.prank(alice);
        nfts.stake(ids(11), 0);
        collection.lie(false);
        vm.expectRevert(Collection.NotAllowed.selector);
        vm.prank(alice);
        nfts.stake(ids(11), 0);
    }

    function test_CountsEachForWeightOfItsTier() external {
        stakeNfts(alice, ids(1, 2));
        vm.prank(bob);
        nfts.stake(ids(11), 1);
        fundNfts();
        wait(PERIOD);
        vm.assertEq(claimableOfNfts(alice, 0), 400);
        vm.assertEq(claimableOfNfts(bob, 1), 600);
        vm.assertEq(collection.ownerOf(1), address(nfts));
    }

    function test_RefusesWhatIsSentBySafeTransferFrom() external {
        vm.expectRevert();
        vm.prank(alice);
        collection.safeTransferFrom(alice, address(nfts), 1);
    }

    function test_AnnouncesEachNFT() external {
        vm.expectEmit(address(nfts));
        emit INftStakingPool.NftMoved(1, alice);
        vm.expectEmit(address(nfts));
        emit INftStakingPool.NftMoved(2, alice);
        vm.expectEmit(address(nfts));
        emit IStakingAccounts.Staked(alice, 0, 2);
        vm.prank(alice);
        nfts.stake(ids(1, 2), 0);
    }
}
