// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts} from "./IStakingAccounts.sol";

/// @title Staking of a token for rewards
/// @dev Invariants: the sum of all stakes is what the pool (or, with votes, the boxes) holds for them; rewards paid never exceed rewards funded; nobody
/// earns in no time.
interface IStakingPool is IStakingAccounts {
    /// @notice `account` can collect `amount` from `readyAt` on.
    event Cooling(address indexed account, uint256 amount, uint256 readyAt);

    /// @notice The votes of what `account` has staked are with `delegatee`.
    event VotesDelegated(address indexed account, address indexed delegatee);

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

    /// @notice Takes `amount` out of a tier. Rewards stay claimable; no reward token is called, so none can hold a stake back.
    function withdraw(uint256 amount, uint256 tier) external;

    /// @notice Both at once, with all that is staked in the tier.
    function exit(uint256 tier) external;

    /// @notice Takes all out of a tier and gives up what was earned there, which goes back to the owner. No reward token is called; locks and cooldown hold.
    function exitWithoutRewards(uint256 tier) external;

    /// @notice Pays the caller what has cooled down. Each withdrawal starts the cooldown of all that is on its way out anew.
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
}
