// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IOwned} from "../StakingTest.sol";
import {Collection} from "../NftStakingTest.sol";
import {FeeToken} from "../../mocks/MisbehavingTokens.sol";
import {IStakingAccounts, Tier} from "../../../src/staking/IStakingAccounts.sol";
import {IStakingFactory, Period} from "../../../src/staking/IStakingFactory.sol";
import {IStakingPool} from "../../../src/staking/IStakingPool.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingFactory_CreateStakingPool_Test is StakingTest {
    function test_RevertGiven_SaltWasUsed() external {
        address made = factory.createStakingPool(p, periods, "x");
        p.cooldown = 1;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_AlreadyCreated.selector, made));
        factory.createStakingPool(p, periods, "x");
    }

    function testFuzz_RevertWhen_TokenIsNotContract(address other) external {
        vm.assume(other.code.length == 0);
        p.token = other;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_TokenNotAContract.selector, other));
        factory.createStakingPool(p, periods, "x");
    }

    function testFuzz_RevertWhen_RewardIsNotContract(address other) external {
        vm.assume(other.code.length == 0);
        p.rewards.push(other);
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_TokenNotAContract.selector, other));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_ThereIsNoOwner() external {
        p.owner = address(0);
        vm.expectRevert(IStakingFactory.StakingFactory_ZeroOwner.selector);
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_ThereIsNoRewardOrNine() external {
        for (uint256 i; i < 8; ++i) {
            p.rewards.push(address(gold));
        }
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidRewards.selector, 9));
        factory.createStakingPool(p, periods, "x");
        delete p.rewards;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidRewards.selector, 0));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_RewardComesTwice() external {
        p.rewards.push(address(silver));
        p.rewards.push(address(gold));
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_SameReward.selector, 2));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_ThereIsNoTierOrNine() external {
        for (uint256 i; i < 8; ++i) {
            p.tiers.push(Tier(0, 1));
        }
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidTiers.selector, 9));
        factory.createStakingPool(p, periods, "x");
        delete p.tiers;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidTiers.selector, 0));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_TierWeighsNothingOrTooMuchOrLocksTooLong() external {
        Tier[3] memory wrong = [Tier(0, 0), Tier(0, 10_001), Tier(3653 days + 1, 1)];
        p.tiers.push(Tier(0, 1));
        for (uint256 i; i < 3; ++i) {
            p.tiers[1] = wrong[i];
            vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidTier.selector, 1));
            factory.createStakingPool(p, periods, "x");
        }
    }

    function test_RevertWhen_CooldownIsTooLong() external {
        p.cooldown = 366 days + 1;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidCooldown.selector, 366 days + 1));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_TokenIsCollection() external {
        p.token = address(new Collection());
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_Collection.selector, p.token));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_RewardIsCollection() external {
        p.rewards[0] = address(new Collection());
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_Collection.selector, p.rewards[0]));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_ThereAreMorePeriodsThanRewards() external {
        periods.push(Period(0, 0));
        periods.push(Period(0, 0));
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidPeriods.selector, 2));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_PeriodHasNoAmountOrNoDuration() external {
        _provide(REWARD);
        periods.push(Period(0, PERIOD));
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidAmount.selector, 0));
        factory.createStakingPool(p, periods, "x");
        periods[0] = Period(REWARD, 0);
        vm.expectRevert(abi.encodeWithSelector(IStakingAccounts.Staking_InvalidDuration.selector, 0));
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_CreatorIsOneUnitShort() external {
        _provide(REWARD - 1);
        periods.push(Period(REWARD, PERIOD));
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_RewardTakesFee() external {
        useReward(new FeeToken());
        _provide(REWARD);
        periods.push(Period(REWARD, PERIOD));
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        factory.createStakingPool(p, periods, "x");
    }

    function test_RevertWhen_CodeWouldBeTooLong() external {
        uint256 instructions = vm.getDeployedCode("StakingPool.sol:StakingPool").length;
        p.uri = new string(24_576 - instructions - 5 * 32);
        factory.createStakingPool(p, periods, "fits");
        p.uri = new string(24_577 - instructions - 5 * 32);
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_CodeTooLong.selector, 24_577));
        factory.createStakingPool(p, periods, "x");
    }

    function test_StoresInstructionsAndParametersAndNothingElse() external view {
        bytes memory instructions = vm.getDeployedCode("StakingPool.sol:StakingPool");
        uint256 settings = uint160(p.token) | (1 << 200) | (1 << 208);
        bytes memory parameters = abi.encodePacked(
            p.uri,
            uint256(1 << 40),
            uint256(uint160(p.rewards[0])),
            settings,
            uint256(uint160(owner)),
            bytes(p.uri).length
        );
        vm.assertEq(address(pool).code, bytes.concat(instructions, parameters));
    }

    function test_MakesOwnerOwner() external view {
        vm.assertEq(IOwned(address(pool)).owner(), owner);
    }

    function test_AnnouncesPool() external {
        vm.expectEmit(address(factory));
        emit IStakingFactory.StakingPoolCreated(
            factory.predictStakingPool(p, periods, alice, "x"), address(token), alice, "x", p
        );
        vm.prank(alice);
        factory.createStakingPool(p, periods, "x");
    }

    function test_FundsAndStartsPeriodsInOrderOfRewards() external {
        p.rewards.push(address(silver));
        _provide(REWARD + 5);
        periods.push(Period(0, 0));
        periods.push(Period(REWARD, PERIOD));
        silver.mint(address(this), REWARD);
        silver.approve(address(factory), REWARD);
        IStakingPool made = IStakingPool(factory.createStakingPool(p, periods, "x"));
        (, uint256 amount, uint256 duration, uint256 finish,,) = made.rewardOf(1);
        vm.assertEq(abi.encode(amount, duration, finish), abi.encode(REWARD, PERIOD, START + PERIOD));
        (, amount,,,,) = made.rewardOf(0);
        vm.assertEq(amount, 0);
        vm.assertEq(silver.balanceOf(address(made)), REWARD);
        vm.assertEq(gold.balanceOf(address(this)), REWARD + 5);
    }

    function test_KeepsNeitherTokenNorAllowanceNorOffice() external {
        _provide(REWARD);
        periods.push(Period(REWARD, PERIOD));
        address made = factory.createStakingPool(p, periods, "x");
        vm.assertEq(gold.balanceOf(address(factory)), 0);
        vm.assertEq(gold.allowance(address(factory), made), 0);
        vm.assertEq(IOwned(made).owner(), owner);
    }

    function _provide(uint256 amount) private {
        gold.mint(address(this), amount);
        gold.approve(address(factory), type(uint256).max);
    }
}
