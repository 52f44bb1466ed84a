// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Rewards by share and time
/// @notice What pools of every kind of stake have in common: each second of a funded period gives a part of it to whoever has shares then, in proportion.
/// @dev A reward token has one running period at a time. It begins when its tokens are there, so a reward is never promised unfunded. What accrues while
/// nobody has shares goes back to the owner. Rounding is down, less than one unit per claim.
interface IStakingAccounts {
    /// @notice The period of reward `index` begins now: `amount` (what was left of the one before included) until `finish`.
    event PeriodStarted(uint256 indexed index, address indexed token, uint256 amount, uint256 finish);

    /// @notice `account` was paid `amount` of reward `index`.
    event RewardPaid(address indexed account, uint256 indexed index, uint256 amount);

    /// @notice `amount` of reward `index`, which nobody earned, went back to the owner.
    event Reclaimed(uint256 indexed index, address indexed to, uint256 amount);

    /// @notice There is no reward token of that number.
    error Staking_NoSuchReward(uint256 index);
    /// @notice Nothing is given, or more than 2^112 − 1 at once.
    error Staking_InvalidAmount(uint256 amount);
    /// @notice A period lasts from one second to ten years.
    error Staking_InvalidDuration(uint256 duration);
    /// @notice A running period can be topped up and prolonged, but gives no less per second than before.
    error Staking_LowerRate();
    /// @notice The token moved `received` instead of `amount`.
    error Staking_FeeOnTransfer(uint256 amount, uint256 received);
    /// @notice Paying that would take from what is staked: the token's balances are not what they should be.
    error Staking_PrincipalAtRisk(uint256 balance, uint256 principal);
    /// @notice There is nothing to pay.
    error Staking_NothingToPay();

    /// @notice Begins a period of reward `index` with `amount` of the owner's tokens, or tops up the running one. The owner calls.
    function fund(uint256 index, uint256 amount, uint256 duration) external;

    /// @notice Sends the owner what nobody earned of reward `index`. The owner calls.
    function reclaim(uint256 index, address to) external returns (uint256 amount);

    /// @notice Number of reward tokens.
    function rewardCount() external view returns (uint256);

    /// @notice Reward `index`: its token, the amount, duration and end of its last period, the amount per share so far (times 2^128), and what nobody
    /// earned so far.
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
        );

    /// @notice All shares, and when the amounts per share were last written down.
    function totals() external view returns (uint256 shares, uint256 updatedAt);
}
