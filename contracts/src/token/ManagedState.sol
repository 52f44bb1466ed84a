// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Where a ManagedToken keeps who manages it and whether it is paused
library ManagedState {
    /// @notice The slot: owner in the low 160 bits, powers given up in the 16 bits above, the flags below.
    uint256 internal constant SLOT = uint256(keccak256("bursar.ManagedToken.state"));
    /// @notice The owner was changed: the slot says who it is, no longer the code.
    uint256 internal constant CHANGED = 1 << 255;
    /// @notice Nothing moves.
    uint256 internal constant PAUSED = 1 << 254;
    /// @notice Where the powers given up begin.
    uint256 internal constant GIVEN_UP = 160;
}
