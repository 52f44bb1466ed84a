// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingPoolParameters} from "./IStakingAccounts.sol";

/// @notice The period with which a reward begins.
/// @param amount How much the creator gives for it; zero, with no duration, for none yet.
/// @param duration Seconds from the creation on.
struct Period {
    uint256 amount;
    uint256 duration;
}

/// @title Creates staking pools, of either kind one for each salt of a creator, and funds their first periods
/// @dev Nothing is pulled from anybody but the caller, and never more than the periods say: a creation that cannot be funded does not happen.
interface IStakingFactory {
    /// @notice `pool` was created by `creator` with `salt`.
    event StakingPoolCreated(
        address indexed pool,
        address indexed token,
        address indexed creator,
        bytes32 salt,
        StakingPoolParameters parameters
    );

    /// @notice `pool`, for the NFTs of `token`, was created by `creator` with `salt`.
    event NftStakingPoolCreated(
        address indexed pool,
        address indexed token,
        address indexed creator,
        bytes32 salt,
        StakingPoolParameters parameters
    );

    /// @notice The creator used the salt before, for `pool`.
    error StakingFactory_AlreadyCreated(address pool);
    /// @notice There is no contract at the address.
    error StakingFactory_TokenNotAContract(address token);
    /// @notice Somebody has to fund the rewards.
    error StakingFactory_ZeroOwner();
    /// @notice A pool has 1 to 8 rewards.
    error StakingFactory_InvalidRewards(uint256 count);
    /// @notice Reward `index` is the same token as one before.
    error StakingFactory_SameReward(uint256 index);
    /// @notice There are more first periods than rewards.
    error StakingFactory_InvalidPeriods(uint256 count);
    /// @notice A pool has 1 to 8 tiers.
    error StakingFactory_InvalidTiers(uint256 count);
    /// @notice A tier's weight is 1 to 10,000, its lock at most ten years.
    error StakingFactory_InvalidTier(uint256 index);
    /// @notice A cooldown is at most one year.
    error StakingFactory_InvalidCooldown(uint256 cooldown);
    /// @notice A pool of NFTs has neither cooldown nor boxes for votes.
    error StakingFactory_NotForNfts();
    /// @notice The contract does not say that it is an ERC-721 collection (ERC-165).
    error StakingFactory_NotACollection(address token);
    /// @notice The contract says that it is an ERC-721 collection (ERC-165): NFTs are no reward, and staked in pools of their own.
    error StakingFactory_Collection(address token);
    /// @notice Code and parameters are longer than a contract may be (EIP-170).
    error StakingFactory_CodeTooLong(uint256 length);
    /// @notice There was not gas enough to create it.
    error StakingFactory_NotCreated();

    /// @notice Creates a staking pool and funds the first period of each reward, in their order, with the caller's tokens; a reward without one waits for its
    /// owner. The periods are part of the pool's identity, as the parameters are: others lead to another address.
    function createStakingPool(StakingPoolParameters calldata p, Period[] calldata periods, bytes32 salt)
        external
        returns (address pool);

    /// @notice Where that pool will be.
    function predictStakingPool(
        StakingPoolParameters calldata p,
        Period[] calldata periods,
        address creator,
        bytes32 salt
    ) external view returns (address);

    /// @notice Creates a pool whose `token` is a collection of NFTs (see {INftStakingPool}), and funds the first periods.
    function createNftStakingPool(StakingPoolParameters calldata p, Period[] calldata periods, bytes32 salt)
        external
        returns (address pool);

    /// @notice Where that pool will be.
    function predictNftStakingPool(
        StakingPoolParameters calldata p,
        Period[] calldata periods,
        address creator,
        bytes32 salt
    ) external view returns (address);

    /// @notice What `creator` created with `salt`; zero for nothing yet.
    function poolOf(address creator, bytes32 salt) external view returns (address);
}
