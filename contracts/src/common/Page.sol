// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Page arithmetic for lists that are read in parts
library Page {
    /// @notice How many of `total` items stand in a page of at most `limit` that begins at `offset`.
    function length(uint256 total, uint256 offset, uint256 limit) internal pure returns (uint256) {
        if (offset >= total) return 0;
        uint256 rest = total - offset;
        return rest < limit ? rest : limit;
    }
}
