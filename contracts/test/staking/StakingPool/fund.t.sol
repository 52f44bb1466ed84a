// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FeeToken} from "../../mocks/MisbehavingTokens.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {Ownable} from "solady/auth/Ownable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Fund_Test is StakingTest {
    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) external {
        vm.assume(caller != owner);
        vm.expectRevert(Ownable.Unauthorized.selector);
        vm.prank(caller);
        pool.fund(0, 1, 1);
    }

    function testFuzz_RevertWhen_ThereIsNoSuchReward(uint256 index) external {
        index = within(index, 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchReward.selector, index));
        vm.prank(owner);
        pool.fund(index, 1, 1);
    }

    function test_RevertWhen_AmountIsZeroOrTooLarge() external {
        uint256[2] memory wrong = [uint256(0), uint256(type(uint112).max) + 1];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidAmount.selector, wrong[i]));
            vm.prank(owner);
            pool.fund(0, wrong[i], PERIOD);
        }
    }

    function test_RevertWhen_DurationIsZeroOrTooLong() external {
        uint256[2] memory wrong = [uint256(0), 3653 days + 1];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidDuration.selector, wrong[i]));
            vm.prank(owner);
            pool.fund(0, REWARD, wrong[i]);
        }
    }

    function test_RevertGiven_OwnerIsOneUnitShort() external {
        gold.mint(owner, REWARD - 1);
        vm.startPrank(owner);
        gold.approve(address(pool), REWARD);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.fund(0, REWARD, PERIOD);
        vm.stopPrank();
        (, uint256 amount,, uint256 finish,,) = pool.rewardOf(0);
        vm.assertEq(amount + finish, 0);
    }

    function test_RevertGiven_TokenKeepsFee() external {
        useReward(new FeeToken());
        gold.mint(owner, REWARD);
        vm.startPrank(owner);
        gold.approve(address(pool), REWARD);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_FeeOnTransfer.selector, REWARD, REWARD - 10));
        pool.fund(0, REWARD, PERIOD);
        vm.stopPrank();
    }

    function testFuzz_RevertGiven_PeriodRunsAndWouldGiveLessSecond(uint256 time, uint256 amount) external {
        fund();
        time = within(time, 0, PERIOD - 1);
        wait(time);
        // What is left and what is added, spread over another whole period: less than before unless as much is added as was given.
        amount = time == 0 ? 1 : within(amount, 1, time * 10);
        uint256 duration = time == 0 ? PERIOD + 1 : PERIOD;
        if (time * 10 == amount) --amount;
        if (amount == 0) amount = 1;
        gold.mint(owner, amount);
        vm.startPrank(owner);
        gold.approve(address(pool), amount);
        vm.expectRevert(IStakingAccounts.Staking_LowerRate.selector);
        pool.fund(0, amount, duration);
        vm.stopPrank();
    }

    function test_Given_PeriodRuns_AddsWhatIsLeftOfIt() external {
        stake(alice, 100);
        fund();
        wait(40);
        fund(0, 400, PERIOD);
        (, uint256 amount, uint256 duration, uint256 finish,,) = pool.rewardOf(0);
        vm.assertEq(amount, 1000);
        vm.assertEq(duration, PERIOD);
        vm.assertEq(finish, START + 140);
        wait(PERIOD);
        vm.assertEq(claimableOf(alice), 1400);
    }

    function test_Given_PeriodHasEnded_BeginsAnewAndKeepsWhatWasEarned() external {
        stake(alice, 100);
        fund();
        wait(PERIOD + 50);
        fund(0, 1, PERIOD);
        vm.assertEq(claimableOf(alice), REWARD);
        wait(PERIOD);
        near(claimableOf(alice), REWARD + 1, 1);
    }

    function testFuzz_GivesEachSecondItsPart(uint256 time) external {
        stake(alice, 100);
        fund();
        time = within(time, 0, 3 * PERIOD);
        wait(time);
        near(claimableOf(alice), time < PERIOD ? time * 10 : REWARD, 1);
    }

    function test_AnnouncesPeriod() external {
        gold.mint(owner, REWARD);
        vm.startPrank(owner);
        gold.approve(address(pool), REWARD);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.PeriodStarted(0, address(gold), REWARD, START + PERIOD);
        pool.fund(0, REWARD, PERIOD);
        vm.stopPrank();
    }
}
