// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Merkle proofs that say where the leaf stands
library PositionProof {
    /// @notice Follows the first `nodes` words of `proof` from `leaf` up, hashing pairs smaller node first.
    /// @return root Where the proof leads.
    /// @return index 1 followed by one bit for each node, from the leaf up: whether the hash so far was the greater one.
    function follow(bytes32 leaf, bytes32[] calldata proof, uint256 nodes)
        internal
        pure
        returns (bytes32 root, uint256 index)
    {
        assembly ("memory-safe") {
            root := leaf
            index := 1
            if nodes {
                let node := proof.offset
                let end := add(node, shl(5, nodes))
                for {} 1 {} {
                    let sibling := calldataload(node)
                    let greater := gt(root, sibling)
                    index := or(shl(1, index), greater)
                    let place := shl(5, greater) // scratch space: 0x00 for the smaller node, 0x20 for the greater
                    mstore(place, root)
                    mstore(xor(place, 0x20), sibling)
                    root := keccak256(0x00, 0x40)
                    node := add(node, 0x20)
                    if iszero(lt(node, end)) { break }
                }
            }
        }
    }
}
