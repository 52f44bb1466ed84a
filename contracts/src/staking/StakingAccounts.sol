// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IStakingAccounts} from "./IStakingAccounts.sol";

/// @title Rewards by share and time
/// @dev The accumulator of Synthetix' StakingRewards (rewards per share, times 2^128), with MasterChef's debt instead of a snapshot: what a position
/// has earned is its shares times the accumulator, less its debt. A share that comes adds to the debt, rounded up; one that goes takes from it,
/// rounded down; so a debt may become negative and no earnings have to be written down apart.
abstract contract StakingAccounts is Ownable, IStakingAccounts {
    uint256 private constant SCALE = 128;
    uint256 private constant MAX_AMOUNT = type(uint112).max;
    uint256 private constant MAX_DURATION = 3_653 days;

    /// @dev `period`: amount in the low 112 bits, then 40 bits each of duration and finish.
    struct Reward {
        uint256 perShare;
        uint256 period;
        uint256 unearned;
    }

    /// @dev Shares in the low 216 bits, the time of the last update above.
    uint256 private _totals;
    mapping(uint256 index => Reward) private _rewards;

    /// @inheritdoc IStakingAccounts
    function fund(uint256 index, uint256 amount, uint256 duration) external onlyOwner {
        // Check
        address token = _requireReward(index);
        if (amount == 0 || amount > MAX_AMOUNT) revert Staking_InvalidAmount(amount);
        if (duration == 0 || duration > MAX_DURATION) revert Staking_InvalidDuration(duration);
        _update(0, 0);
        Reward storage reward = _rewards[index];
        (uint256 formerAmount, uint256 formerDuration, uint256 finish) = _periodOf(reward.period);
        uint256 sum = amount;
        if (block.timestamp < finish) {
            sum += formerAmount * (finish - block.timestamp) / formerDuration;
            if (sum * formerDuration < formerAmount * duration) revert Staking_LowerRate();
            if (sum > MAX_AMOUNT) revert Staking_InvalidAmount(sum);
        }

        // Effect
        finish = block.timestamp + duration;
        reward.period = sum | (duration << 112) | (finish << 152);
        emit PeriodStarted(index, token, sum, finish);

        // Interaction: what is promised has to be here when it is done.
        _receive(token, address(this), amount);
    }

    /// @inheritdoc IStakingAccounts
    function reclaim(uint256 index, address to) external onlyOwner returns (uint256 amount) {
        // Check
        address token = _requireReward(index);
        _update(0, 0);
        amount = _rewards[index].unearned;
        if (amount == 0) revert Staking_NothingToPay();

        // Effect
        _rewards[index].unearned = 0;
        emit Reclaimed(index, to, amount);

        // Interaction
        _payReward(token, to, amount);
    }

    /// @inheritdoc IStakingAccounts
    function rewardCount() external view returns (uint256) {
        return _rewardCount();
    }

    /// @inheritdoc IStakingAccounts
    function rewardOf(uint256 index)
        external
        view
        returns (
            address token,
            uint256 amount,
            uint256 duration,
            uint256 finish,
            uint256 perShare,
            uint256 unearned
        )
    {
        token = _requireReward(index);
        (amount, duration, finish) = _periodOf(_rewards[index].period);
        (uint256 shares, uint256 updatedAt) = totals();
        unearned = _rewards[index].unearned;
        if (shares == 0) (perShare, unearned) = (_rewards[index].perShare, unearned + _emitted(index, updatedAt));
        else perShare = _perShareNow(index);
    }

    /// @inheritdoc IStakingAccounts
    function totals() public view returns (uint256 shares, uint256 updatedAt) {
        uint256 packed = _totals;
        return (packed & type(uint216).max, packed >> 216);
    }

    /// @dev Number of reward tokens, and each of them.
    function _rewardCount() internal view virtual returns (uint256);

    function _rewardToken(uint256 index) internal view virtual returns (address);

    /// @dev What is staked here of `token`; zero where stakes and rewards cannot be mixed up.
    function _principalOf(address token) internal view virtual returns (uint256);

    /// @dev Brings the amounts per share up to now, then adds and removes shares.
    function _update(uint256 added, uint256 removed) internal {
        (uint256 shares, uint256 updatedAt) = totals();
        if (block.timestamp != updatedAt) {
            uint256 count = _rewardCount();
            for (uint256 i; i < count; ++i) {
                uint256 emitted = _emitted(i, updatedAt);
                if (emitted == 0) continue;
                if (shares == 0) _rewards[i].unearned += emitted;
                else _rewards[i].perShare = _perShareNow(i);
            }
        }
        _totals = (shares + added - removed) | (block.timestamp << 216);
    }

    /// @dev Removes shares without looking at rewards: what accrued since the last update is divided among the others.
    function _removeShares(uint256 shares) internal {
        _totals -= shares;
    }

    /// @dev What reward `index` gave to all shares together since `updatedAt`.
    function _emitted(uint256 index, uint256 updatedAt) private view returns (uint256) {
        (uint256 amount, uint256 duration, uint256 finish) = _periodOf(_rewards[index].period);
        uint256 time = _elapsed(updatedAt, finish);
        return time == 0 ? 0 : amount * time / duration;
    }

    /// @dev The amount per share at this moment, times 2^128, rounded down. There are shares.
    function _perShareNow(uint256 index) internal view returns (uint256 perShare) {
        (uint256 shares, uint256 updatedAt) = totals();
        Reward storage reward = _rewards[index];
        (uint256 amount, uint256 duration, uint256 finish) = _periodOf(reward.period);
        perShare = reward.perShare;
        uint256 time = _elapsed(updatedAt, finish);
        if (time != 0) perShare += FixedPointMathLib.fullMulDiv(amount * time, 1 << SCALE, duration * shares);
    }

    function _perShareStored(uint256 index) internal view returns (uint256) {
        return _rewards[index].perShare;
    }

    function _forfeit(uint256 index, uint256 amount) internal {
        _rewards[index].unearned += amount;
    }

    /// @dev What `shares` are worth at `perShare`.
    function _worth(uint256 shares, uint256 perShare) internal pure returns (uint256) {
        return FixedPointMathLib.fullMulDivN(shares, perShare, uint8(SCALE));
    }

    /// @dev The same rounded up.
    function _worthUp(uint256 shares, uint256 perShare) internal pure returns (uint256) {
        return FixedPointMathLib.fullMulDivUp(shares, perShare, 1 << SCALE);
    }

    /// @dev Moves the caller's tokens and looks whether they arrived.
    function _receive(address token, address place, uint256 amount) internal {
        uint256 before = SafeTransferLib.balanceOf(token, place);
        SafeTransferLib.safeTransferFrom(token, msg.sender, place, amount);
        uint256 balance = SafeTransferLib.balanceOf(token, place);
        uint256 received = balance > before ? balance - before : 0;
        if (received != amount) revert Staking_FeeOnTransfer(amount, received);
    }

    /// @dev Pays a reward. Stakes in the same token are never touched, whatever the token does.
    function _payReward(address token, address to, uint256 amount) internal {
        SafeTransferLib.safeTransfer(token, to, amount);
        uint256 principal = _principalOf(token);
        if (principal != 0) {
            uint256 balance = SafeTransferLib.balanceOf(token, address(this));
            if (balance < principal) revert Staking_PrincipalAtRisk(balance, principal);
        }
    }

    function _requireReward(uint256 index) private view returns (address) {
        if (index >= _rewardCount()) revert Staking_NoSuchReward(index);
        return _rewardToken(index);
    }

    function _periodOf(uint256 packed) private pure returns (uint256 amount, uint256 duration, uint256 finish) {
        return (packed & MAX_AMOUNT, uint40(packed >> 112), uint40(packed >> 152));
    }

    /// @dev Seconds of a period since `updatedAt`.
    function _elapsed(uint256 updatedAt, uint256 finish) private view returns (uint256) {
        uint256 until = block.timestamp < finish ? block.timestamp : finish;
        return until > updatedAt ? until - updatedAt : 0;
    }
}
