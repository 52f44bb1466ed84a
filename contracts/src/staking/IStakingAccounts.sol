// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice How long a stake is locked, and what that is worth.
/// @param lock Seconds from the last stake on; zero for no lock.
/// @param weight Shares for each unit staked, 1 to 10,000.
struct Tier {
    uint40 lock;
    uint16 weight;
}

/// @notice Everything a staking pool is made with.
/// @param token What is staked; its amounts must move as they are named.
/// @param owner Who funds the rewards.
/// @param rewards The reward tokens, 1 to 8, no two alike. One may be the staked token.
/// @param tiers 1 to 8.
/// @param cooldown Seconds between leaving the pool and getting the stake; zero for none.
/// @param votes Whether stakes are kept in a box of their account's own, which delegates their votes as it says (ERC-5805).
/// @param uri Where the pool is described; informative.
struct StakingPoolParameters {
    address token;
    address owner;
    address[] rewards;
    Tier[] tiers;
    uint40 cooldown;
    bool votes;
    string uri;
}

/// @title Rewards by share and time
/// @notice What pools of every kind of stake have in common: each second of a funded period gives a part of it to whoever has shares then, in proportion.
/// @dev A reward token has one running period at a time. It begins when its tokens are there, so a reward is never promised unfunded. What accrues while
/// nobody has shares goes back to the owner. Rounding is to the pool's favour, by at most one unit for each stake, withdrawal and claim.
interface IStakingAccounts {
    /// @notice `account` staked `amount` (tokens, or how many NFTs) in `tier`.
    event Staked(address indexed account, uint256 indexed tier, uint256 amount);

    /// @notice `account` left `tier` with `amount`: it has it, or will when its cooldown is over.
    event Unstaked(address indexed account, uint256 indexed tier, uint256 amount);

    /// @notice `account` left `tier` and gave up what it had earned there.
    event RewardsForfeited(address indexed account, uint256 indexed tier);

    /// @notice The period of reward `index` begins now: `amount` (what was left of the one before included) until `finish`.
    event PeriodStarted(uint256 indexed index, address indexed token, uint256 amount, uint256 finish);

    /// @notice `account` was paid `amount` of reward `place` modulo 256 of its stake in tier `place` divided by 256.
    event RewardPaid(address indexed account, uint256 place, uint256 amount);

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
    /// @notice Nobody is there, or the pool itself.
    error Staking_InvalidRecipient(address to);
    /// @notice There is no tier of that number.
    error Staking_NoSuchTier(uint256 tier);
    /// @notice So much is not staked there.
    error Staking_MoreThanStaked(uint256 amount, uint256 staked);
    /// @notice All shares together stay below 2^128.
    error Staking_TooManyShares(uint256 shares);
    /// @notice The stake is locked until then.
    error Staking_Locked(uint256 until);

    /// @notice Begins a period of reward `index` with `amount` of the owner's tokens, or tops up the running one. The owner calls.
    function fund(uint256 index, uint256 amount, uint256 duration) external;

    /// @notice Sends the owner what nobody earned of reward `index`. The owner calls.
    function reclaim(uint256 index, address to) external returns (uint256 amount);

    /// @notice Pays the caller all rewards of a tier.
    function claim(uint256 tier) external;

    /// @notice Pays the caller reward `index` of a tier alone: for when another reward's token refuses.
    function claimOne(uint256 tier, uint256 index) external returns (uint256 amount);

    /// @notice Number of reward tokens.
    function rewardCount() external view returns (uint256);

    /// @notice Reward `index`: its token, the amount, duration and end of its last period, the amount per share so far (times 2^128, beginning at one), and what nobody
    /// earned so far and the owner can reclaim.
    function rewardOf(uint256 index)
        external
        view
        returns (address token, uint256 amount, uint256 duration, uint256 finish, uint256 perShare, uint256 unearned);

    /// @notice Everything the pool was made with.
    function parameters() external pure returns (StakingPoolParameters memory);

    /// @notice All shares, and when the amounts per share were last written down.
    function totals() external view returns (uint256 shares, uint256 updatedAt);
}
