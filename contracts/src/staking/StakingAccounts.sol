// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IStakingAccounts, StakingPoolParameters} from "./IStakingAccounts.sol";
import {StakingPoolCode} from "./StakingPoolCode.sol";

/// @title Rewards by share and time
/// @dev The accumulator of Synthetix' StakingRewards (rewards per share, times 2^128), with MasterChef's debt instead of a snapshot: what a position
/// has earned is its shares times the accumulator, less its debt. A share that comes adds to the debt, rounded up; one that goes takes from it,
/// rounded down; so a debt may become negative and no earnings have to be written down apart.
///
/// Debts are kept modulo a power of two: what a position has earned, a small number, is the difference of two large ones and comes out right
/// however often either went round. With all shares below 2^128, and a reward below 2^112 per period, none of the arithmetic of {_update} can
/// fail, and so no reward, whatever it is, can hold back a stake.
abstract contract StakingAccounts is Ownable, IStakingAccounts {
    uint256 internal constant AMOUNT = type(uint128).max;

    uint256 private constant SCALE = 128;
    uint256 private constant ONE = 1 << SCALE;
    uint256 private constant MAX_SHARES = type(uint128).max;
    uint256 private constant MAX_REWARD = type(uint112).max;
    uint256 private constant MAX_DURATION = 3_653 days;

    /// @dev `perShare` and `unearned` are times 2^128. `perShare` is one from the pool's creation on: everybody's debt and nobody's reward, it spares stakers
    /// the price of a new slot. `period`: amount in the low 112 bits, then 40 bits each of duration and finish.
    struct Reward {
        uint256 perShare;
        uint256 period;
        uint256 unearned;
    }

    /// @dev Shares in the low 128 bits, the time of the last update above. Slot 0, and the rewards slot 1: see {StakingPoolCode-stores}.
    uint256 private _totals;
    mapping(uint256 index => Reward) private _rewards;
    /// @dev Staked amount in the low 128 bits; above, the debt of the first reward modulo 2^128.
    mapping(uint256 key => uint256) private _positions;
    /// @dev Debts of the other rewards modulo 2^256.
    mapping(uint256 key => mapping(uint256 index => uint256)) private _debts;

    /// @inheritdoc IStakingAccounts
    function fund(uint256 index, uint256 amount, uint256 duration) external onlyOwner {
        // Check
        uint256 settings = StakingPoolCode.settings();
        address token = _rewardAt(settings, index);
        if (amount == 0 || amount > MAX_REWARD) revert Staking_InvalidAmount(amount);
        if (duration == 0 || duration > MAX_DURATION) revert Staking_InvalidDuration(duration);
        Reward storage reward = _rewards[index];
        (uint256 formerAmount, uint256 formerDuration, uint256 finish) = _periodOf(reward.period);
        uint256 sum = amount;
        if (block.timestamp < finish) {
            sum += formerAmount * (finish - block.timestamp) / formerDuration;
            if (sum * formerDuration < formerAmount * duration) revert Staking_LowerRate();
            if (sum > MAX_REWARD) revert Staking_InvalidAmount(sum);
        }

        // Effect
        _update(settings, 0, 0);
        finish = block.timestamp + duration;
        reward.period = sum | (duration << 112) | (finish << 152);
        emit PeriodStarted(index, token, sum, finish);

        // Interaction: what is promised has to be here when it is done.
        _receive(token, address(this), amount);
    }

    /// @inheritdoc IStakingAccounts
    function reclaim(uint256 index, address to) external onlyOwner returns (uint256 amount) {
        // Check
        uint256 settings = StakingPoolCode.settings();
        address token = _rewardAt(settings, index);
        if (to == address(0) || to == address(this)) revert Staking_InvalidRecipient(to);
        _update(settings, 0, 0);
        uint256 unearned = _rewards[index].unearned;
        amount = unearned >> SCALE;
        if (amount == 0) revert Staking_NothingToPay();

        // Effect: the part of a unit stays.
        _rewards[index].unearned = unearned & (ONE - 1);
        emit Reclaimed(index, to, amount);

        // Interaction
        _payReward(settings, token, to, amount);
    }

    /// @inheritdoc IStakingAccounts
    function claim(uint256 tier) external {
        uint256 settings = StakingPoolCode.settings();
        _payAll(settings, tier, _weightOf(settings, tier));
    }

    /// @inheritdoc IStakingAccounts
    function claimOne(uint256 tier, uint256 index) external returns (uint256 amount) {
        uint256 settings = StakingPoolCode.settings();
        address token = _rewardAt(settings, index);
        amount = _settle(_weightOf(settings, tier), _keyOf(msg.sender, tier), index);
        if (amount == 0) revert Staking_NothingToPay();
        _payReward(settings, token, msg.sender, amount);
    }

    /// @inheritdoc IStakingAccounts
    function rewardCount() external pure returns (uint256) {
        return StakingPoolCode.rewardCount(StakingPoolCode.settings());
    }

    /// @inheritdoc IStakingAccounts
    function rewardOf(uint256 index)
        external
        view
        returns (address token, uint256 amount, uint256 duration, uint256 finish, uint256 perShare, uint256 unearned)
    {
        token = _rewardAt(StakingPoolCode.settings(), index);
        (uint256 shares, uint256 updatedAt) = totals();
        Reward storage reward = _rewards[index];
        (amount, duration, finish) = _periodOf(reward.period);
        (perShare, unearned) = (reward.perShare, reward.unearned);
        uint256 more = _accrued(reward.period, updatedAt, shares);
        if (shares == 0) unearned += more;
        else perShare += more;
        unearned >>= SCALE;
    }

    /// @inheritdoc IStakingAccounts
    function totals() public view returns (uint256 shares, uint256 updatedAt) {
        uint256 packed = _totals;
        return (packed & MAX_SHARES, packed >> 128);
    }

    /// @inheritdoc IStakingAccounts
    function parameters() external pure returns (StakingPoolParameters memory) {
        return StakingPoolCode.parameters();
    }

    /// @dev What is staked here of `token`; zero where stakes and rewards cannot be mixed up.
    function _principalOf(uint256 settings, address token) internal view virtual returns (uint256);

    /// @dev Effect of staking: the caller has `amount` more in `tier`.
    function _enter(uint256 settings, uint256 tier, uint256 amount, uint256 weight) internal {
        uint256 shares = amount * weight;
        _update(settings, shares, 0);
        unchecked {
            // The amount: no more than all shares, which are below 2^128.
            uint256 key = _keyOf(msg.sender, tier);
            uint256 position = _positions[key];
            uint256 debt = (position >> 128) + _worthUp(shares, _rewards[0].perShare);
            _positions[key] = ((position & AMOUNT) + amount) | (debt << 128);
            uint256 count = StakingPoolCode.rewardCount(settings);
            for (uint256 i = 1; i < count; ++i) {
                _debts[key][i] += _worthUp(shares, _rewards[i].perShare);
            }
        }
        emit Staked(msg.sender, tier, amount);
    }

    /// @dev Check and effect of leaving: the caller has `amount` less in `tier`.
    function _leave(uint256 settings, uint256 tier, uint256 amount, uint256 weight) internal {
        uint256 key = _keyOf(msg.sender, tier);
        uint256 position = _positions[key];
        uint256 staked = position & AMOUNT;
        if (amount > staked) revert Staking_MoreThanStaked(amount, staked);
        uint256 shares = amount * weight;
        _update(settings, 0, shares);
        unchecked {
            uint256 debt = (position >> 128) - _worth(shares, _rewards[0].perShare);
            _positions[key] = (staked - amount) | (debt << 128);
            uint256 count = StakingPoolCode.rewardCount(settings);
            for (uint256 i = 1; i < count; ++i) {
                _debts[key][i] -= _worth(shares, _rewards[i].perShare);
            }
        }
        emit Unstaked(msg.sender, tier, amount);
    }

    /// @dev Effect of leaving a tier with nothing but the stake: what was earned there is the owner's.
    function _forfeit(uint256 settings, uint256 tier, uint256 amount, uint256 weight) internal {
        uint256 shares = amount * weight;
        _update(settings, 0, shares);
        uint256 key = _keyOf(msg.sender, tier);
        uint256 count = StakingPoolCode.rewardCount(settings);
        for (uint256 i; i < count; ++i) {
            Reward storage reward = _rewards[i];
            uint256 earned = _earned(i, _worth(shares, reward.perShare), _debtOf(key, i));
            unchecked {
                if (earned != 0) reward.unearned += earned << SCALE;
            }
            if (i != 0) delete _debts[key][i];
        }
        delete _positions[key];
        emit RewardsForfeited(msg.sender, tier);
        emit Unstaked(msg.sender, tier, amount);
    }

    /// @dev Pays the caller what it earned in a tier. Each reward is written down before it is paid, and none has to do with another.
    function _payAll(uint256 settings, uint256 tier, uint256 weight) internal {
        uint256 key = _keyOf(msg.sender, tier);
        uint256 count = StakingPoolCode.rewardCount(settings);
        for (uint256 i; i < count; ++i) {
            uint256 amount = _settle(weight, key, i);
            if (amount != 0) _payReward(settings, StakingPoolCode.reward(settings, i), msg.sender, amount);
        }
    }

    function _staked(address account, uint256 tier) internal view returns (uint256) {
        return _positions[_keyOf(account, tier)] & AMOUNT;
    }

    /// @dev What an account could claim now of each reward in a tier.
    function _claimableOf(uint256 settings, address account, uint256 tier)
        internal
        view
        returns (uint256[] memory amounts)
    {
        uint256 weight = _weightOf(settings, tier);
        uint256 shares = _staked(account, tier) * weight;
        amounts = new uint256[](StakingPoolCode.rewardCount(settings));
        for (uint256 i; i < amounts.length; ++i) {
            amounts[i] = _earned(i, _worthNow(shares, i), _debtOf(_keyOf(account, tier), i));
        }
    }

    function _tierOf(uint256 settings, uint256 tier) internal pure returns (uint256 lock, uint256 weight) {
        if (tier >= StakingPoolCode.tierCount(settings)) revert Staking_NoSuchTier(tier);
        return StakingPoolCode.tier(settings, tier);
    }

    function _weightOf(uint256 settings, uint256 tier) internal pure returns (uint256 weight) {
        (, weight) = _tierOf(settings, tier);
    }

    /// @dev Moves the caller's tokens and looks whether they arrived.
    function _receive(address token, address place, uint256 amount) internal {
        uint256 before = SafeTransferLib.balanceOf(token, place);
        SafeTransferLib.safeTransferFrom(token, msg.sender, place, amount);
        uint256 balance = SafeTransferLib.balanceOf(token, place);
        uint256 received = balance > before ? balance - before : 0;
        if (received != amount) revert Staking_FeeOnTransfer(amount, received);
    }

    /// @dev Brings the amounts per share up to now, then adds and removes shares.
    function _update(uint256 settings, uint256 added, uint256 removed) private {
        (uint256 shares, uint256 updatedAt) = totals();
        if (block.timestamp != updatedAt) {
            uint256 count = StakingPoolCode.rewardCount(settings);
            for (uint256 i; i < count; ++i) {
                Reward storage reward = _rewards[i];
                uint256 more = _accrued(reward.period, updatedAt, shares);
                if (more == 0) continue;
                unchecked {
                    if (shares == 0) reward.unearned += more;
                    else reward.perShare += more;
                }
            }
        }
        shares = shares + added - removed;
        if (shares > MAX_SHARES) revert Staking_TooManyShares(shares);
        _totals = shares | (block.timestamp << 128);
    }

    /// @dev Effect of a claim: the debt becomes what the shares are worth now. Nothing of the pool's own has to be written down for it, because nobody's
    /// shares change before {_update} comes to the same amount per share, or more.
    function _settle(uint256 weight, uint256 key, uint256 index) private returns (uint256 amount) {
        unchecked {
            uint256 position = _positions[key];
            uint256 worth = _worthNow((position & AMOUNT) * weight, index);
            amount = _earned(index, worth, index == 0 ? position >> 128 : _debts[key][index]);
            if (amount == 0) return 0;
            if (index == 0) _positions[key] = (position & AMOUNT) | (worth << 128);
            else _debts[key][index] = worth;
        }
        emit RewardPaid(msg.sender, ((key >> 160) << 8) | index, amount);
    }

    /// @dev Pays a reward. Stakes in the same token are never touched, whatever the token does.
    function _payReward(uint256 settings, address token, address to, uint256 amount) private {
        SafeTransferLib.safeTransfer(token, to, amount);
        uint256 principal = _principalOf(settings, token);
        if (principal == 0) return;
        uint256 balance = SafeTransferLib.balanceOf(token, address(this));
        if (balance < principal) revert Staking_PrincipalAtRisk(balance, principal);
    }

    /// @dev What `shares` are worth at this moment.
    function _worthNow(uint256 shares, uint256 index) private view returns (uint256) {
        if (shares == 0) return 0;
        (uint256 all, uint256 updatedAt) = totals();
        Reward storage reward = _rewards[index];
        unchecked {
            return _worth(shares, reward.perShare + _accrued(reward.period, updatedAt, all));
        }
    }

    /// @dev What a period has given since `updatedAt`, times 2^128, rounded down: to each share, or in all where there are none.
    function _accrued(uint256 period, uint256 updatedAt, uint256 shares) private view returns (uint256) {
        (uint256 amount, uint256 duration, uint256 finish) = _periodOf(period);
        uint256 until = block.timestamp < finish ? block.timestamp : finish;
        if (until <= updatedAt) return 0;
        unchecked {
            // A period begins with an update, so the time is at most its duration and the result below 2^240.
            return
                FixedPointMathLib.fullMulDiv(
                    amount * (until - updatedAt), ONE, shares == 0 ? duration : duration * shares
                );
        }
    }

    function _debtOf(uint256 key, uint256 index) private view returns (uint256) {
        return index == 0 ? _positions[key] >> 128 : _debts[key][index];
    }

    /// @dev The tier is one of few: whoever writes has looked at it.
    function _keyOf(address account, uint256 tier) private pure returns (uint256) {
        return uint160(account) | (tier << 160);
    }

    /// @dev The difference as a signed number of as many bits as the debt has; rounding may leave it a little below zero.
    function _earned(uint256 index, uint256 worth, uint256 debt) private pure returns (uint256) {
        unchecked {
            uint256 difference = worth - debt;
            int256 earned = index == 0 ? int256(int128(uint128(difference))) : int256(difference);
            return earned > 0 ? uint256(earned) : 0;
        }
    }

    /// @dev What `shares` are worth at `perShare`.
    function _worth(uint256 shares, uint256 perShare) private pure returns (uint256) {
        return FixedPointMathLib.fullMulDivN(shares, perShare, uint8(SCALE));
    }

    /// @dev The same rounded up.
    function _worthUp(uint256 shares, uint256 perShare) private pure returns (uint256) {
        return FixedPointMathLib.fullMulDivUp(shares, perShare, ONE);
    }

    function _rewardAt(uint256 settings, uint256 index) private pure returns (address) {
        if (index >= StakingPoolCode.rewardCount(settings)) revert Staking_NoSuchReward(index);
        return StakingPoolCode.reward(settings, index);
    }

    function _periodOf(uint256 packed) private pure returns (uint256 amount, uint256 duration, uint256 finish) {
        return (packed & MAX_REWARD, uint40(packed >> 112), uint40(packed >> 152));
    }
}
