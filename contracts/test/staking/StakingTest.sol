// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingPoolParameters, Tier} from "../../src/staking/IStakingAccounts.sol";
import {IStakingFactory, Period} from "../../src/staking/IStakingFactory.sol";
import {IStakingPool} from "../../src/staking/IStakingPool.sol";
import {Test} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice What the pool offers beside its own interface, out of Solady's Ownable.
interface IOwned {
    function owner() external view returns (address);
}

/// @notice A pool without locks whose one reward, gold, gives 1,000 units in 100 seconds once it is funded.
abstract contract StakingFixture is Test {
    uint256 internal constant START = 1_000_000;
    uint256 internal constant REWARD = 1000;
    uint256 internal constant PERIOD = 100;

    address internal owner = account("owner");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal carol = account("carol");
    IStakingFactory internal factory;
    PlainToken internal token;
    PlainToken internal gold;
    PlainToken internal silver;
    IStakingPool internal pool;
    StakingPoolParameters internal p;
    /// @dev The first periods of {makePool}; none unless a test says so.
    Period[] internal periods;
    uint256 private _salts;

    function arrange() internal {
        vm.warp(START);
        factory = IStakingFactory(create("StakingFactory", ""));
        (token, gold, silver) = (new PlainToken(), new PlainToken(), new PlainToken());
        p.token = address(token);
        p.owner = owner;
        p.rewards.push(address(gold));
        p.tiers.push(Tier(0, 1));
        p.uri = "ipfs://pool";
        makePool();
    }

    /// @dev Makes the pool of the parameters under a new salt.
    function makePool() internal {
        pool = IStakingPool(factory.createStakingPool(p, periods, nextSalt()));
    }

    function nextSalt() internal returns (bytes32) {
        return bytes32(++_salts);
    }

    /// @dev From now on this is what is staked.
    function useStake(PlainToken which) internal {
        token = which;
        p.token = address(which);
        makePool();
    }

    /// @dev From now on this is the one reward.
    function useReward(PlainToken which) internal {
        gold = which;
        p.rewards[0] = address(which);
        makePool();
    }

    function addSilver() internal {
        p.rewards.push(address(silver));
        makePool();
    }

    function setTier(uint40 lock, uint16 weight) internal {
        p.tiers[0] = Tier(lock, weight);
        makePool();
    }

    function fund(uint256 index, uint256 amount, uint256 duration) internal {
        PlainToken reward = PlainToken(p.rewards[index]);
        reward.mint(owner, amount);
        vm.startPrank(owner);
        reward.approve(address(pool), type(uint256).max);
        pool.fund(index, amount, duration);
        vm.stopPrank();
    }

    function fund() internal {
        fund(0, REWARD, PERIOD);
    }

    function provide(address who, uint256 amount) internal {
        token.mint(who, amount);
        vm.prank(who);
        token.approve(address(pool), type(uint256).max);
    }

    function stake(address who, uint256 amount, uint256 tier) internal {
        provide(who, amount);
        vm.prank(who);
        pool.stake(amount, tier);
    }

    function stake(address who, uint256 amount) internal {
        stake(who, amount, 0);
    }

    function wait(uint256 time) internal {
        vm.warp(vm.getBlockTimestamp() + time);
    }

    function stakedOf(address who) internal view returns (uint256 amount) {
        (amount,,) = pool.stakeOf(who, 0);
    }

    function claimableOf(address who) internal view returns (uint256) {
        (,, uint256[] memory claimable) = pool.stakeOf(who, 0);
        return claimable[0];
    }

    /// @dev The pool rounds to its favour, by at most `units`.
    function near(uint256 actual, uint256 expected, uint256 units) internal pure {
        vm.assertLe(actual, expected);
        vm.assertLe(expected, actual + units);
    }

    function unearned() internal view returns (uint256 amount) {
        (,,,,, amount) = pool.rewardOf(0);
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract StakingTest is StakingFixture {
    function setUp() public virtual {
        arrange();
    }
}
