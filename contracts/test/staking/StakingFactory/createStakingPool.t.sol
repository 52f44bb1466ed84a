// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IOwned} from "../StakingTest.sol";
import {IStakingFactory} from "../../../src/staking/IStakingFactory.sol";
import {StakingTest} from "../StakingTest.sol";
import {Tier} from "../../../src/staking/IStakingAccounts.sol";

contract StakingFactory_CreateStakingPool_Test is StakingTest {
    function test_RevertGiven_SaltWasUsed() external {
        address made = factory.createStakingPool(p, "x");
        p.cooldown = 1;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_AlreadyCreated.selector, made));
        factory.createStakingPool(p, "x");
    }

    function testFuzz_RevertWhen_TokenIsNotContract(address other) external {
        vm.assume(other.code.length == 0);
        p.token = other;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_TokenNotAContract.selector, other));
        factory.createStakingPool(p, "x");
    }

    function testFuzz_RevertWhen_RewardIsNotContract(address other) external {
        vm.assume(other.code.length == 0);
        p.rewards.push(other);
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_TokenNotAContract.selector, other));
        factory.createStakingPool(p, "x");
    }

    function test_RevertWhen_ThereIsNoOwner() external {
        p.owner = address(0);
        vm.expectRevert(IStakingFactory.StakingFactory_ZeroOwner.selector);
        factory.createStakingPool(p, "x");
    }

    function test_RevertWhen_ThereIsNoRewardOrNine() external {
        for (uint256 i; i < 8; ++i) {
            p.rewards.push(address(gold));
        }
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidRewards.selector, 9));
        factory.createStakingPool(p, "x");
        delete p.rewards;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidRewards.selector, 0));
        factory.createStakingPool(p, "x");
    }

    function test_RevertWhen_RewardComesTwice() external {
        p.rewards.push(address(silver));
        p.rewards.push(address(gold));
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_SameReward.selector, 2));
        factory.createStakingPool(p, "x");
    }

    function test_RevertWhen_ThereIsNoTierOrNine() external {
        for (uint256 i; i < 8; ++i) {
            p.tiers.push(Tier(0, 1));
        }
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidTiers.selector, 9));
        factory.createStakingPool(p, "x");
        delete p.tiers;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidTiers.selector, 0));
        factory.createStakingPool(p, "x");
    }

    function test_RevertWhen_TierWeighsNothingOrTooMuchOrLocksTooLong() external {
        Tier[3] memory wrong = [Tier(0, 0), Tier(0, 10_001), Tier(3653 days + 1, 1)];
        p.tiers.push(Tier(0, 1));
        for (uint256 i; i < 3; ++i) {
            p.tiers[1] = wrong[i];
            vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidTier.selector, 1));
            factory.createStakingPool(p, "x");
        }
    }

    function test_RevertWhen_CooldownIsTooLong() external {
        p.cooldown = 366 days + 1;
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_InvalidCooldown.selector, 366 days + 1));
        factory.createStakingPool(p, "x");
    }

    function test_RevertWhen_CodeWouldBeTooLong() external {
        uint256 instructions = vm.getDeployedCode("StakingPool.sol:StakingPool").length;
        p.uri = new string(24_576 - instructions - 5 * 32);
        factory.createStakingPool(p, "fits");
        p.uri = new string(24_577 - instructions - 5 * 32);
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_CodeTooLong.selector, 24_577));
        factory.createStakingPool(p, "x");
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
            factory.predictStakingPool(p, alice, "x"), address(token), alice, "x", p
        );
        vm.prank(alice);
        factory.createStakingPool(p, "x");
    }
}
