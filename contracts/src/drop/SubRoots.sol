// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title A level of a tree, as a table
/// @dev The number of a node that lies `depth` pairs below the root has one bit for each of these pairs, from the node up, the first one highest:
/// whether the hash so far is the greater of the pair. Numbers `j` and `j + half` therefore share a pair, the smaller hash first.
library SubRoots {
    uint256 private constant MAX_DEPTH = 9;

    /// @notice How many pairs lie between a table of `length` and the root: none when there is no table.
    /// @return depth At most 9.
    /// @return fits False unless `length` is zero or a power of two from 2 to 512.
    function depthOf(uint256 length) internal pure returns (uint256 depth, bool fits) {
        if (length == 0) return (0, true);
        for (depth = 1; depth < MAX_DEPTH && 1 << depth < length; ++depth) {}
        fits = 1 << depth == length;
    }

    /// @notice Hashes the table at `start` (in memory, `count` words, a power of two) up to its root. The table is overwritten.
    /// @return root Zero when the halves of a pair stand in the wrong order or are equal.
    function fold(uint256 start, uint256 count) internal pure returns (bytes32 root) {
        assembly ("memory-safe") {
            let ordered := 1
            for { let half := shl(4, count) } gt(half, 0x1f) { half := shr(1, half) } {
                for { let j := 0 } lt(j, half) { j := add(j, 0x20) } {
                    let low := mload(add(start, j))
                    let high := mload(add(start, add(j, half)))
                    ordered := and(ordered, lt(low, high)) // equal halves would give one leaf two numbers
                    mstore(0x00, low)
                    mstore(0x20, high)
                    mstore(add(start, j), keccak256(0x00, 0x40))
                }
            }
            root := mul(ordered, mload(start))
        }
    }
}
