// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Tier} from "../../src/staking/IStakingAccounts.sol";
import {IStakingPool} from "../../src/staking/IStakingPool.sol";
import {InvariantTest} from "../base/Test.sol";
import {HookToken, NoReturnToken} from "../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {StakingFixture} from "./StakingTest.sol";

/// @notice A pool with two tiers (one locked, of weight three) and two rewards, the second the staked token itself; stakes, withdrawals, claims,
/// exits of both kinds, periods and reclaims in any order. A plain ledger follows: between two calls nothing changes, so what a period gives in that time is
/// divided by the shares that stand there, in parts of 2^-100 of a unit. The pool may give up to one unit less for each thing that an
/// account or the owner did, and never more.
contract StakingHandler is StakingFixture {
    uint256 private constant PART = 100;
    uint256 private constant LOCK = 50;

    struct Period {
        uint256 amount;
        uint256 duration;
        uint256 finish;
    }

    struct Position {
        uint256 amount;
        uint256 lockedUntil;
        uint256[2] earned; // in parts of a unit
        uint256 steps; // what may have been rounded
    }

    address[3] private _people;
    Position[2][3] private _positions;
    Period[2] private _periods;
    uint256[2] private _unearned; // in parts of a unit
    uint256[2] public steps; // what may have been rounded away from the owner, or for good
    uint256[2] public funded;
    uint256[2] public paid;
    uint256[3] private _cooling;
    uint256[3] private _readyAt;
    bool private _hooked;

    constructor(PlainToken stakeToken, PlainToken reward, uint40 cooldown, bool hooked) {
        vm.warp(START);
        arrange();
        (token, gold) = (stakeToken, reward);
        p.token = address(stakeToken);
        p.rewards[0] = address(reward);
        p.rewards.push(address(stakeToken));
        p.tiers.push(Tier(uint40(LOCK), 3));
        p.cooldown = cooldown;
        makePool();
        _people = [alice, bob, carol];
        _hooked = hooked;
    }

    function stake(uint256 who, uint256 tier, uint256 amount) external {
        (who, tier) = (who % 3, tier % 2);
        amount = amount % 3 == 0 ? amount % 10 : amount % 1e20;
        _hook(who, tier, true);
        token.mint(_people[who], amount);
        vm.startPrank(_people[who]);
        token.approve(address(pool), type(uint256).max);
        (bool success,) = address(pool).call(abi.encodeCall(pool.stake, (amount, tier)));
        if (!success) _discard(token, amount);
        vm.stopPrank();
        vm.assertEq(success, amount != 0);
        if (!success) return;
        Position storage position = _positions[who][tier];
        position.amount += amount;
        ++position.steps;
        if (tier == 1) position.lockedUntil = block.timestamp + LOCK;
    }

    function withdraw(uint256 who, uint256 tier, uint256 amount) external {
        (who, tier) = (who % 3, tier % 2);
        Position storage position = _positions[who][tier];
        amount = amount % (position.amount + 2);
        _hook(who, tier, false);
        vm.prank(_people[who]);
        (bool success,) = address(pool).call(abi.encodeCall(pool.withdraw, (amount, tier)));
        vm.assertEq(success, amount != 0 && amount <= position.amount && block.timestamp >= position.lockedUntil);
        if (success) _left(who, tier, amount);
    }

    function claim(uint256 who, uint256 tier, bool one) external {
        (who, tier) = (who % 3, tier % 2);
        (,, uint256[] memory claimable) = pool.stakeOf(_people[who], tier);
        uint256 before = token.balanceOf(_people[who]);
        uint256 beforeGold = gold.balanceOf(_people[who]);
        _hook(who, tier, false);
        vm.prank(_people[who]);
        if (one) {
            (bool success,) = address(pool).call(abi.encodeCall(pool.claimOne, (tier, 0)));
            vm.assertEq(success, claimable[0] != 0);
            claimable[1] = 0;
        } else {
            pool.claim(tier);
        }
        vm.assertEq(gold.balanceOf(_people[who]) - beforeGold, claimable[0]);
        vm.assertEq(token.balanceOf(_people[who]) - before, claimable[1]);
        _claimed(who, tier, claimable);
    }

    function exit(uint256 who, uint256 tier, bool withoutRewards) external {
        (who, tier) = (who % 3, tier % 2);
        Position storage position = _positions[who][tier];
        (,, uint256[] memory claimable) = pool.stakeOf(_people[who], tier);
        uint256 amount = position.amount;
        bool may = block.timestamp >= position.lockedUntil || (!withoutRewards && amount == 0);
        if (withoutRewards) may = may && amount != 0;
        uint256 beforeGold = gold.balanceOf(_people[who]);
        bytes memory call =
            withoutRewards ? abi.encodeCall(pool.exitWithoutRewards, (tier)) : abi.encodeCall(pool.exit, (tier));
        vm.prank(_people[who]);
        (bool success,) = address(pool).call(call);
        vm.assertEq(success, may);
        if (!success) return;
        vm.assertEq(gold.balanceOf(_people[who]) - beforeGold, withoutRewards ? 0 : claimable[0]);
        if (amount != 0) _left(who, tier, amount);
        if (withoutRewards) {
            for (uint256 i; i < 2; ++i) {
                _unearned[i] += position.earned[i];
                steps[i] += position.steps + 1;
                position.earned[i] = 0;
            }
            position.steps = 0;
        } else {
            _claimed(who, tier, claimable);
        }
    }

    /// @dev Stakes and leaves again within a block.
    function touch(uint256 who, uint256 amount) external {
        who %= 3;
        if (_positions[who][0].amount != 0) return;
        (,, uint256[] memory before) = pool.stakeOf(_people[who], 0);
        amount = 1 + amount % 1e24;
        token.mint(_people[who], amount);
        vm.startPrank(_people[who]);
        token.approve(address(pool), type(uint256).max);
        pool.stake(amount, 0);
        pool.withdraw(amount, 0);
        vm.stopPrank();
        (,, uint256[] memory afterwards) = pool.stakeOf(_people[who], 0);
        vm.assertLe(afterwards[0], before[0], "earned in no time");
        vm.assertLe(afterwards[1], before[1], "earned in no time");
        _positions[who][0].amount += amount;
        _positions[who][0].steps += 1;
        _left(who, 0, amount);
    }

    function collect(uint256 who) external {
        who %= 3;
        uint256 before = token.balanceOf(_people[who]);
        vm.prank(_people[who]);
        (bool success,) = address(pool).call(abi.encodeCall(pool.collect, ()));
        vm.assertEq(success, _cooling[who] != 0 && block.timestamp >= _readyAt[who]);
        if (!success) return;
        vm.assertEq(token.balanceOf(_people[who]) - before, _cooling[who]);
        _cooling[who] = 0;
    }

    function startPeriod(uint256 i, uint256 amount, uint256 duration) external {
        i %= 2;
        amount = amount % 4 == 0 ? amount % 50 : amount % 1e21;
        duration = 1 + duration % 400;
        PlainToken reward = PlainToken(p.rewards[i]);
        Period memory period = _periods[i];
        uint256 left;
        bool may = amount != 0;
        if (block.timestamp < period.finish) {
            left = period.amount * (period.finish - block.timestamp) / period.duration;
            may = may && (left + amount) * period.duration >= period.amount * duration;
        }
        reward.mint(owner, amount);
        vm.startPrank(owner);
        reward.approve(address(pool), type(uint256).max);
        (bool success,) = address(pool).call(abi.encodeCall(pool.fund, (i, amount, duration)));
        if (!success) _discard(reward, amount);
        vm.stopPrank();
        vm.assertEq(success, may);
        if (!success) return;
        funded[i] += amount;
        ++steps[i];
        _periods[i] = Period(left + amount, duration, block.timestamp + duration);
    }

    function reclaim(uint256 i) external {
        i %= 2;
        (,,,,, uint256 amount) = pool.rewardOf(i);
        PlainToken reward = PlainToken(p.rewards[i]);
        uint256 before = reward.balanceOf(owner);
        vm.prank(owner);
        (bool success,) = address(pool).call(abi.encodeCall(pool.reclaim, (i, owner)));
        vm.assertEq(success, amount != 0);
        if (!success) return;
        vm.assertEq(reward.balanceOf(owner) - before, amount);
        paid[i] += amount;
        vm.assertLe(amount << PART, _unearned[i]);
        _unearned[i] -= amount << PART;
    }

    function pass(uint256 time) external {
        time = time % 5 == 0 ? time % 3000 : time % 40;
        uint256 now_ = block.timestamp;
        vm.warp(now_ + time);
        uint256 shares = sharesOf();
        for (uint256 i; i < 2; ++i) {
            Period memory period = _periods[i];
            uint256 until = now_ + time < period.finish ? now_ + time : period.finish;
            if (until <= now_) continue;
            // Rounded up: the ledger is never below what is right.
            uint256 given = ((period.amount * (until - now_)) << PART) / period.duration + 1;
            if (shares == 0) _unearned[i] += given;
            else _divide(i, given, shares);
        }
    }

    function sharesOf() public view returns (uint256 sum) {
        for (uint256 who; who < 3; ++who) {
            sum += _positions[who][0].amount + 3 * _positions[who][1].amount;
        }
    }

    function principal() public view returns (uint256 sum) {
        for (uint256 who; who < 3; ++who) {
            sum += _positions[who][0].amount + _positions[who][1].amount + _cooling[who];
        }
    }

    function poolOf() external view returns (IStakingPool) {
        return pool;
    }

    function balanceOf(uint256 i) external view returns (uint256) {
        return PlainToken(p.rewards[i]).balanceOf(address(pool));
    }

    /// @dev What the pool would pay an account, what the ledger says, and by how much they may differ.
    function compare(uint256 who, uint256 tier, uint256 i)
        external
        view
        returns (uint256 claimable, uint256 expected, uint256 tolerance)
    {
        (,, uint256[] memory all) = pool.stakeOf(_people[who], tier);
        Position storage position = _positions[who][tier];
        return (all[i], position.earned[i] >> PART, position.steps + 1);
    }

    function compareUnearned(uint256 i) external view returns (uint256 actual, uint256 expected, uint256 tolerance) {
        (,,,,, actual) = pool.rewardOf(i);
        return (actual, _unearned[i] >> PART, steps[i] + 1);
    }

    function stakeOf(uint256 who, uint256 tier) external view returns (uint256 actual, uint256 expected) {
        (actual,,) = pool.stakeOf(_people[who], tier);
        expected = _positions[who][tier].amount;
    }

    /// @dev What nobody will ever have: at most one unit for each thing that was done.
    function dust(uint256 i) external view returns (uint256 sum) {
        sum = steps[i] + 1;
        for (uint256 who; who < 3; ++who) {
            sum += _positions[who][0].steps + _positions[who][1].steps + 2;
        }
    }

    function _divide(uint256 i, uint256 given, uint256 shares) private {
        for (uint256 who; who < 3; ++who) {
            for (uint256 tier; tier < 2; ++tier) {
                Position storage position = _positions[who][tier];
                uint256 part = given * (position.amount * (tier == 0 ? 1 : 3));
                if (part != 0) position.earned[i] += part / shares + 1;
            }
        }
    }

    /// @dev Takes back what was given for a call that did not succeed. Some tokens answer nothing.
    function _discard(PlainToken which, uint256 amount) private {
        (bool done,) = address(which).call(abi.encodeCall(which.transfer, (address(1), amount)));
        vm.assertTrue(done);
    }

    function _left(uint256 who, uint256 tier, uint256 amount) private {
        _positions[who][tier].amount -= amount;
        ++_positions[who][tier].steps;
        if (p.cooldown == 0) return;
        _cooling[who] += amount;
        _readyAt[who] = block.timestamp + p.cooldown;
    }

    function _claimed(uint256 who, uint256 tier, uint256[] memory amounts) private {
        Position storage position = _positions[who][tier];
        for (uint256 i; i < 2; ++i) {
            paid[i] += amounts[i];
            vm.assertLe(amounts[i] << PART, position.earned[i], "paid more than earned");
            position.earned[i] -= amounts[i] << PART;
        }
    }

    /// @dev The staked token claims and leaves for itself from within its transfers; it has nothing there.
    function _hook(uint256 who, uint256 tier, bool onTransferFrom) private {
        if (!_hooked) return;
        bytes memory call = who == 0 ? abi.encodeCall(pool.exit, (tier)) : abi.encodeCall(pool.claim, (tier));
        HookToken(address(token)).hook(address(pool), call, onTransferFrom);
    }
}

/// @notice Stakes and rewards are never one pot; nobody has more than its part; what nobody earned is the owner's.
contract Staking_Invariants is InvariantTest {
    function setUp() external virtual {
        handler = address(new StakingHandler(new PlainToken(), new PlainToken(), 0, false));
    }

    function invariant_SumOfStakesIsWhatLedgerSays() external view {
        StakingHandler h = StakingHandler(handler);
        for (uint256 i; i < 6; ++i) {
            (uint256 actual, uint256 expected) = h.stakeOf(i / 2, i % 2);
            vm.assertEq(actual, expected);
        }
        (uint256 shares,) = h.poolOf().totals();
        vm.assertEq(shares, h.sharesOf());
    }

    function invariant_PoolHoldsStakesAndAllRewardsNotYetPaid() external view {
        StakingHandler h = StakingHandler(handler);
        vm.assertEq(h.balanceOf(0), h.funded(0) - h.paid(0));
        vm.assertEq(h.balanceOf(1), h.funded(1) - h.paid(1) + h.principal());
    }

    function invariant_RewardsOwedAreCovered() external view {
        StakingHandler h = StakingHandler(handler);
        for (uint256 i; i < 2; ++i) {
            (uint256 owed,,) = h.compareUnearned(i);
            for (uint256 j; j < 6; ++j) {
                (uint256 claimable,,) = h.compare(j / 2, j % 2, i);
                owed += claimable;
            }
            vm.assertLe(h.paid(i) + owed, h.funded(i));
        }
    }

    function invariant_EverybodyHasItsPartLessRounding() external view {
        StakingHandler h = StakingHandler(handler);
        for (uint256 i; i < 2; ++i) {
            for (uint256 j; j < 6; ++j) {
                (uint256 claimable, uint256 expected, uint256 tolerance) = h.compare(j / 2, j % 2, i);
                vm.assertLe(claimable, expected);
                vm.assertLe(expected, claimable + tolerance);
            }
        }
    }

    function invariant_UnearnedIsOwners() external view {
        StakingHandler h = StakingHandler(handler);
        for (uint256 i; i < 2; ++i) {
            (uint256 actual, uint256 expected, uint256 tolerance) = h.compareUnearned(i);
            vm.assertLe(actual, expected);
            vm.assertLe(expected, actual + tolerance);
        }
    }

    function invariant_NothingIsLostButRounding() external {
        StakingHandler h = StakingHandler(handler);
        h.pass(2995); // all periods are over, and so are locks
        for (uint256 i; i < 2; ++i) {
            (uint256 owed,,) = h.compareUnearned(i);
            for (uint256 j; j < 6; ++j) {
                (uint256 claimable,,) = h.compare(j / 2, j % 2, i);
                owed += claimable;
            }
            vm.assertLe(h.funded(i), h.paid(i) + owed + h.dust(i));
        }
    }
}

/// @notice The same with a cooldown and a token that calls back from within its transfers.
contract Staking_Hooks_Invariants is Staking_Invariants {
    function setUp() external override {
        handler = address(new StakingHandler(new HookToken(), new HookToken(), 30, true));
    }
}

/// @notice The same with tokens that return nothing.
contract Staking_NoReturn_Invariants is Staking_Invariants {
    function setUp() external override {
        handler = address(new StakingHandler(new NoReturnToken(), new NoReturnToken(), 0, false));
    }
}
