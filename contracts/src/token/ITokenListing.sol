// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title The tokens that a factory created, by their owners
interface ITokenListing {
    /// @notice The tokens listed for `owner`, oldest first: at most `limit` from position `offset`, and how many there are in all.
    /// @dev An `offset` past the end gives an empty page.
    function tokensOf(address owner, uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory page, uint256 total);
}
