// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAnyToken} from "../../token/IAnyToken.sol";
import {IStakingPool} from "../../../src/staking/IStakingPool.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {StakingTest} from "../StakingTest.sol";
import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {TokenMaker} from "../../token/TokenTest.sol";

/// @notice Makes a votes token of ours.
contract VotesMaker is TokenMaker {
    function make(address holder) external returns (IAnyToken) {
        makeFactory();
        return newToken(TokenKind.Votes, TokenForm.Direct, holder);
    }
}

contract StakingPool_Delegate_Test is StakingTest {
    IAnyToken private _votes;

    function setUp() public override {
        super.setUp();
        _votes = new VotesMaker().make(owner);
        p.votes = true;
        useStake(PlainToken(address(_votes)));
    }

    function _stake(uint256 amount) private {
        vm.prank(owner);
        _votes.transfer(alice, amount);
        vm.startPrank(alice);
        _votes.approve(address(pool), amount);
        pool.stake(amount, 0);
        vm.stopPrank();
    }

    function test_RevertGiven_PoolKeepsNoVotes() external {
        p.votes = false;
        makePool();
        vm.expectRevert(IStakingPool.Staking_NoVotes.selector);
        vm.prank(alice);
        pool.delegate(bob);
    }

    function test_RevertGiven_TokenHasNoVotes() external {
        useStake(new PlainToken());
        vm.expectRevert(IStakingPool.Staking_TokenRefused.selector);
        vm.prank(alice);
        pool.delegate(bob);
    }

    function test_Given_StakerNeverDelegated_HasVotesFromFirstStakeOn() external {
        _stake(100);
        vm.assertEq(_votes.getVotes(alice), 100);
    }

    function test_Given_StakerDelegatesItsOwnTokens_FollowsThat() external {
        vm.prank(alice);
        _votes.delegate(carol);
        _stake(100);
        vm.assertEq(_votes.getVotes(carol), 100);
    }

    function test_Given_NothingIsStakedYet_HoldsForFirstStake() external {
        vm.prank(alice);
        pool.delegate(bob);
        _stake(100);
        vm.assertEq(_votes.getVotes(bob), 100);
    }

    function test_Given_StakeCoolsDown_KeepsVotesUntilItIsCollected() external {
        p.cooldown = 20;
        makePool();
        _stake(100);
        vm.startPrank(alice);
        pool.delegate(bob);
        pool.withdraw(100, 0);
        vm.assertEq(_votes.getVotes(bob), 100);
        wait(20);
        pool.collect();
        vm.stopPrank();
        vm.assertEq(_votes.getVotes(bob), 0);
        vm.assertEq(_votes.balanceOf(alice), 100);
    }

    function test_GivesVotesOfStake() external {
        _stake(100);
        vm.startPrank(alice);
        pool.delegate(bob);
        vm.assertEq(_votes.getVotes(bob), 100);
        pool.withdraw(40, 0);
        vm.stopPrank();
        vm.assertEq(_votes.getVotes(bob), 60);
        vm.assertEq(_votes.balanceOf(pool.boxOf(alice)), 60);
        vm.assertEq(_votes.balanceOf(alice), 40);
        vm.assertEq(_votes.balanceOf(address(pool)), 0);
    }

    function test_LeavesRewardsAsTheyAre() external {
        _stake(100);
        fund();
        wait(10);
        vm.startPrank(alice);
        pool.delegate(bob);
        pool.exit(0);
        vm.stopPrank();
        vm.assertEq(gold.balanceOf(alice), 100);
        vm.assertEq(_votes.getVotes(bob), 0);
    }

    function test_Given_RewardIsTokenItself_KeepsStakeAndRewardApart() external {
        p.rewards[0] = address(_votes);
        makePool();
        _stake(100);
        vm.startPrank(owner);
        _votes.approve(address(pool), REWARD);
        pool.fund(0, REWARD, PERIOD);
        vm.stopPrank();
        wait(PERIOD);
        vm.assertEq(_votes.balanceOf(pool.boxOf(alice)), 100);
        vm.assertEq(_votes.balanceOf(address(pool)), REWARD);
        vm.prank(alice);
        pool.exit(0);
        vm.assertEq(_votes.balanceOf(alice), 100 + REWARD);
    }

    function test_AnnouncesDelegation() external {
        _stake(100);
        vm.expectEmit(address(pool));
        emit IStakingPool.VotesDelegated(alice, bob);
        vm.prank(alice);
        pool.delegate(bob);
    }
}
