// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IStakingAccounts} from "./IStakingAccounts.sol";

/// @title Staking of NFTs (ERC-721) for rewards
/// @notice Each NFT counts for the weight of its tier. What {IStakingAccounts} says of amounts is here how many NFTs.
/// @dev An NFT is staked by {stake} alone. One that is sent here by `safeTransferFrom` is refused; `transferFrom` asks nobody, and what comes by it stays for ever.
interface INftStakingPool is IStakingAccounts {
    /// @notice NFT `id` of `account` came or, with no `account`, went back.
    event NftMoved(uint256 indexed id, address indexed account);

    /// @notice NFT `id` is staked already.
    error Staking_AlreadyStaked(uint256 id);
    /// @notice NFT `id` is not the caller's in that tier.
    error Staking_NotStaked(uint256 id);
    /// @notice The collection says that NFT `id` did not come.
    error Staking_NotReceived(uint256 id);

    /// @notice Stakes NFTs of the caller, who has approved the pool. Each is locked for itself.
    function stake(uint256[] calldata ids, uint256 tier) external;

    /// @notice Gives NFTs back. Rewards stay claimable; no reward token is called, so none can hold an NFT back.
    function withdraw(uint256[] calldata ids, uint256 tier) external;

    /// @notice Gives NFTs back and pays all rewards of the tier.
    function exit(uint256[] calldata ids, uint256 tier) external;

    /// @notice Who has staked an NFT, in which tier, and until when it is locked; nobody for one that is not here.
    function itemOf(uint256 id) external view returns (address account, uint256 tier, uint256 lockedUntil);

    /// @notice How many NFTs an account has staked in a tier, and what it could claim now of each reward.
    function stakeOf(address account, uint256 tier) external view returns (uint256 count, uint256[] memory claimable);
}
