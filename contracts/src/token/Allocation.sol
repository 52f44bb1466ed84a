// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice One row of a token's genesis: `amount` base units are minted to `to` when the token is created.
struct Allocation {
    address to;
    uint256 amount;
}
