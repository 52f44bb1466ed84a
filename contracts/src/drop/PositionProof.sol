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
            // In each step the greater of the pair goes to 0x20, the smaller one to 0x00; where the hash so far went is the index's next bit, times 0x20.
            root := leaf
            index := 0x20
            let node := proof.offset
            let end := add(node, shl(5, nodes))
            let sibling
            let place
            // Nodes one by one until a multiple of three is left, then three in a round: rounds are dear.
            for { let some := add(node, shl(5, mod(nodes, 3))) } lt(node, some) { node := add(node, 0x20) } {
                sibling := calldataload(node)
                place := shl(5, gt(root, sibling))
                mstore(place, root)
                mstore(xor(place, 0x20), sibling)
                root := keccak256(0x00, 0x40)
                index := or(shl(1, index), place)
            }
            if lt(node, end) {
                for {} 1 {} {
                    sibling := calldataload(node)
                    place := shl(5, gt(root, sibling))
                    mstore(place, root)
                    mstore(xor(place, 0x20), sibling)
                    root := keccak256(0x00, 0x40)
                    index := or(shl(1, index), place)
                    sibling := calldataload(add(node, 0x20))
                    place := shl(5, gt(root, sibling))
                    mstore(place, root)
                    mstore(xor(place, 0x20), sibling)
                    root := keccak256(0x00, 0x40)
                    index := or(shl(1, index), place)
                    sibling := calldataload(add(node, 0x40))
                    place := shl(5, gt(root, sibling))
                    mstore(place, root)
                    mstore(xor(place, 0x20), sibling)
                    root := keccak256(0x00, 0x40)
                    index := or(shl(1, index), place)
                    node := add(node, 0x60)
                    if lt(node, end) { continue }
                    break
                }
            }
            index := shr(5, index)
        }
    }
}
