// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title The bits of `powers()`
/// @notice A bit that is not set is a promise: nobody can do that now, nor later, except where the holder of HANDOVER is said to.
library Powers {
    /// @notice Make new tokens, up to a limit that is fixed for ever.
    uint256 internal constant MINT = 1 << 0;
    /// @notice Destroy tokens of others.
    uint256 internal constant BURN_OTHERS = 1 << 1;
    /// @notice Stop all transfers.
    uint256 internal constant PAUSE = 1 << 2;
    /// @notice Stop the transfers of single accounts.
    uint256 internal constant FREEZE = 1 << 3;
    /// @notice Move tokens of others.
    uint256 internal constant SEIZE = 1 << 4;
    /// @notice Take a fee from transfers.
    uint256 internal constant TAX = 1 << 5;
    /// @notice Exchange the code.
    uint256 internal constant UPGRADE = 1 << 6;
    /// @notice Change where the description is read.
    uint256 internal constant DESCRIBE = 1 << 7;
    /// @notice Change name, symbol or decimals.
    uint256 internal constant RENAME = 1 << 8;
    /// @notice Hand the powers over to another account.
    uint256 internal constant HANDOVER = 1 << 9;
}
