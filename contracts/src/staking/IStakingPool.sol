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

/// @title Staking of a token for rewards
/// @dev Invariants: the sum of all stakes is what the pool (or, with votes, the boxes) holds for them; rewards paid never exceed rewards funded; nobody
/// earns in no time.
interface IStakingPool {
    /// @notice `account` staked `amount` in `tier`.
    event Staked(address indexed account, uint256 indexed tier, uint256 amount);

    /// @notice `account` left `tier` with `amount`: it has it, or will when its cooldown is over.
    event Unstaked(address indexed account, uint256 indexed tier, uint256 amount);

    /// @notice `account` can collect `amount` from `readyAt` on.
    event Cooling(address indexed account, uint256 amount, uint256 readyAt);

    /// @notice `account` left `tier` and gave up what it had earned there.
    event RewardsForfeited(address indexed account, uint256 indexed tier);

    /// @notice The votes of what `account` has staked are with `delegatee`.
    event VotesDelegated(address indexed account, address indexed delegatee);

    /// @notice There is no tier of that number.
    error Staking_NoSuchTier(uint256 tier);
    /// @notice So much is not staked there.
    error Staking_MoreThanStaked(uint256 amount, uint256 staked);
    /// @notice The stake is locked until then.
    error Staking_Locked(uint256 until);
    /// @notice The cooldown is not over before then.
    error Staking_CoolingDown(uint256 readyAt);
    /// @notice This pool keeps no votes.
    error Staking_NoVotes();
    /// @notice The token did not do what the account's box told it.
    error Staking_TokenRefused();

    /// @notice Stakes `amount` of the caller's tokens. What is in the tier already is locked anew.
    function stake(uint256 amount, uint256 tier) external;

    /// @notice The same, with the caller's permit (ERC-2612) for exactly `amount`. A permit that somebody else has brought before does no harm.
    function stakeWithPermit(uint256 amount, uint256 tier, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Takes `amount` out of a tier. Rewards stay claimable.
    function withdraw(uint256 amount, uint256 tier) external;

    /// @notice Pays the caller all rewards of a tier.
    function claim(uint256 tier) external returns (uint256[] memory amounts);

    /// @notice Both at once, with all that is staked in the tier.
    function exit(uint256 tier) external returns (uint256[] memory amounts);

    /// @notice Takes all out of a tier without looking at rewards, which are given up and go back to the owner. For the case that rewards cannot be
    /// computed or paid any more; locks and cooldown hold.
    function exitWithoutRewards(uint256 tier) external;

    /// @notice Pays the caller what has cooled down.
    function collect() external returns (uint256 amount);

    /// @notice Delegates the votes of all that the caller has staked, in pools that keep votes. Until then they follow the staker's own delegation at
    /// the time of its first stake, or are its own.
    function delegate(address delegatee) external;

    /// @notice What an account has staked in a tier, until when it is locked, and what it could claim now of each reward.
    function stakeOf(address account, uint256 tier)
        external
        view
        returns (uint256 amount, uint256 lockedUntil, uint256[] memory claimable);

    /// @notice What an account has on its way out, and from when it can collect it.
    function coolingOf(address account) external view returns (uint256 amount, uint256 readyAt);

    /// @notice Where the stake of an account is kept in a pool that keeps votes.
    function boxOf(address account) external view returns (address);

    /// @notice Everything the pool was made with.
    function parameters() external pure returns (StakingPoolParameters memory);
}
