// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INftStakingPool} from "../../../src/staking/INftStakingPool.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {NftStakingTest} from "../NftStakingTest.sol";

contract NftStakingPool_Withdraw_Test is NftStakingTest {
    function test_RevertWhen_ThereIsNoSuchTier() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, 2));
        vm.prank(alice);
        nfts.withdraw(ids(1), 2);
    }

    function test_RevertWhen_ThereAreNoNFTs() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidAmount.selector, 0));
        vm.prank(alice);
        nfts.withdraw(new uint256[](0), 0);
    }

    function test_RevertWhen_OneComesTwice() external {
        stakeNfts(alice, ids(1, 2));
        vm.expectRevert(abi.encodeWithSelector(INftStakingPool.Staking_NotStaked.selector, 1));
        vm.prank(alice);
        nfts.withdraw(ids(1, 1), 0);
    }

    function test_RevertGiven_SomebodyElseStakedIt() external {
        stakeNfts(alice, ids(1));
        stakeNfts(bob, ids(11));
        vm.expectRevert(abi.encodeWithSelector(INftStakingPool.Staking_NotStaked.selector, 1));
        vm.prank(bob);
        nfts.withdraw(ids(1), 0);
    }

    function test_RevertGiven_ItIsInAnotherTier() external {
        stakeNfts(alice, ids(1));
        vm.prank(alice);
        nfts.stake(ids(2), 1);
        wait(50);
        vm.expectRevert(abi.encodeWithSelector(INftStakingPool.Staking_NotStaked.selector, 2));
        vm.prank(alice);
        nfts.withdraw(ids(2), 0);
    }

    function test_RevertGiven_ItIsLocked() external {
        vm.startPrank(alice);
        nfts.stake(ids(1), 1);
        wait(10);
        nfts.stake(ids(2), 1);
        wait(40);
        nfts.withdraw(ids(1), 1);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_Locked.selector, START + 60));
        nfts.withdraw(ids(2), 1);
        vm.stopPrank();
    }

    function test_GivesThemBackAndLeavesWhatWasEarned() external {
        stakeNfts(alice, ids(1, 2));
        fundNfts();
        wait(10);
        vm.prank(alice);
        nfts.withdraw(ids(2), 0);
        vm.assertEq(collection.ownerOf(2), alice);
        vm.assertEq(collection.ownerOf(1), address(nfts));
        wait(10);
        vm.assertEq(claimableOfNfts(alice, 0), 200);
    }

    function test_EarnsNothingInBlockOfStake() external {
        stakeNfts(bob, ids(11));
        fundNfts();
        wait(10);
        vm.startPrank(alice);
        nfts.stake(ids(1, 2), 0);
        nfts.exit(ids(1, 2), 0);
        vm.stopPrank();
        vm.assertEq(gold.balanceOf(alice), 0);
    }

    function test_AnnouncesEachNFT() external {
        stakeNfts(alice, ids(1, 2));
        vm.expectEmit(address(nfts));
        emit INftStakingPool.NftMoved(2, address(0));
        vm.expectEmit(address(nfts));
        emit IStakingAccounts.Unstaked(alice, 0, 1);
        vm.prank(alice);
        nfts.withdraw(ids(2), 0);
    }
}
