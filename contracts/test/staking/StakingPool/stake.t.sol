// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FeeToken} from "../../mocks/MisbehavingTokens.sol";
import {IStakingAccounts} from "../../../src/staking/IStakingAccounts.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_Stake_Test is StakingTest {
    function testFuzz_RevertWhen_ThereIsNoSuchTier(uint256 tier) external {
        tier = within(tier, 1, type(uint256).max);
        provide(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_NoSuchTier.selector, tier));
        vm.prank(alice);
        pool.stake(1, tier);
    }

    function test_RevertWhen_AmountIsZeroOrTooLarge() external {
        uint256[3] memory wrong = [uint256(0), uint256(type(uint112).max) + 1, type(uint256).max];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidAmount.selector, wrong[i]));
            vm.prank(alice);
            pool.stake(wrong[i], 0);
        }
    }

    function test_RevertGiven_AllSharesWouldBeTooMany() external {
        setTier(0, 10_000);
        uint256 most = type(uint112).max;
        for (uint256 i; i < 6; ++i) {
            stake(someone(i), most);
        }
        provide(alice, most);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_TooManyShares.selector, 7 * most * 10_000));
        vm.prank(alice);
        pool.stake(most, 0);
    }

    function test_RevertGiven_StakerIsOneUnitShort() external {
        provide(alice, 99);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(alice);
        pool.stake(100, 0);
    }

    function test_RevertGiven_TokenKeepsFee() external {
        useStake(new FeeToken());
        provide(alice, 100);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_FeeOnTransfer.selector, 100, 99));
        vm.prank(alice);
        pool.stake(100, 0);
    }

    function test_Given_TierHasLock_LocksAllOfTierAnew() external {
        setTier(50, 1);
        stake(alice, 100);
        wait(40);
        stake(alice, 1);
        (, uint256 lockedUntil,) = pool.stakeOf(alice, 0);
        vm.assertEq(lockedUntil, START + 90);
    }

    function testFuzz_Given_SingleUnitEarnedLotShare_StillTakesLargeStakes(uint256 amount) external {
        amount = within(amount, 1, 1e32);
        stake(bob, 1);
        fund(0, 1e30, PERIOD);
        wait(PERIOD / 2);
        stake(alice, amount);
        vm.assertEq(claimableOf(alice), 0);
        wait(PERIOD);
        vm.prank(alice);
        pool.exit(0);
        vm.prank(bob);
        pool.exit(0);
        uint256 mine = 5e29 * amount / (amount + 1);
        vm.assertLe(gold.balanceOf(alice), mine);
        vm.assertLe(mine, gold.balanceOf(alice) + 2);
        vm.assertLe(5e29, gold.balanceOf(bob));
    }

    function test_AddsToWhatIsStakedAndLeavesWhatWasEarned() external {
        stake(alice, 100);
        fund();
        wait(10);
        stake(alice, 50);
        vm.assertEq(stakedOf(alice), 150);
        vm.assertEq(claimableOf(alice), 100);
        vm.assertEq(token.balanceOf(address(pool)), 150);
    }

    function testFuzz_GivesNothingForTimeBefore(uint256 time) external {
        stake(bob, 5);
        fund();
        wait(within(time, 0, 200));
        stake(alice, 1e20);
        vm.assertEq(claimableOf(alice), 0);
    }

    function test_AnnouncesStake() external {
        provide(alice, 100);
        vm.expectEmit(address(pool));
        emit IStakingAccounts.Staked(alice, 0, 100);
        vm.prank(alice);
        pool.stake(100, 0);
    }
}
