// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice What a pool asks of a collection of NFTs (ERC-721).
interface ICollection {
    /// @notice Moves NFT `id`. Unlike `safeTransferFrom` it asks no receiver.
    function transferFrom(address from, address to, uint256 id) external;

    /// @notice Whose NFT `id` is.
    function ownerOf(uint256 id) external view returns (address);
}
