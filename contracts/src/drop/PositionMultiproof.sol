// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "./IMerkleClaims.sol";

/// @title Proofs of several leaves at once that say where each of them stands
/// @dev OpenZeppelin's format: a queue begins with the leaves; for each flag, a pair is made of the queue's next node and either the queue's
/// next one again (true) or the proof's (false), and its hash goes to the end of the queue. What is left at the end is the root.
library PositionMultiproof {
    /// @notice Follows `leaves` up. Reverts when the proof is not of that shape, or a leaf lies more than `maxDepth` pairs below the root.
    /// @dev Every node but the root is taken from the queue exactly once, so each has one parent: as many nodes go in (leaves and proof) as
    /// pairs take out, less the root. A pair that asks for a hash not made yet is refused.
    /// @return root Where the proof leads.
    /// @return indices For each leaf what its own proof would give: see {PositionProof}.
    function follow(bytes32[] memory leaves, bytes32[] calldata proof, bool[] calldata flags, uint256 maxDepth)
        internal
        pure
        returns (bytes32 root, uint256[] memory indices)
    {
        uint256 count = leaves.length;
        if (count == 0 || count + proof.length != flags.length + 1) revert IMerkleClaims.Drop_InvalidProof();
        bytes32[] memory nodes = new bytes32[](count + flags.length);
        for (uint256 i; i < count; ++i) {
            nodes[i] = leaves[i];
        }
        indices = _indices(_climb(nodes, count, proof, flags), count, maxDepth);
        root = nodes[nodes.length - 1];
    }

    /// @dev Makes the nodes from number `made` on. Answers for each node but the last the number of its parent, then one bit: whether it is the
    /// greater half of its pair.
    function _climb(bytes32[] memory nodes, uint256 made, bytes32[] calldata proof, bool[] calldata flags)
        private
        pure
        returns (uint256[] memory parents)
    {
        parents = new uint256[](nodes.length);
        uint256 next;
        uint256 used;
        for (uint256 i; i < flags.length; ++i) {
            bytes32 second;
            if (flags[i]) {
                if (next + 1 >= made) revert IMerkleClaims.Drop_InvalidProof();
                second = nodes[next + 1];
            } else {
                if (next >= made || used == proof.length) revert IMerkleClaims.Drop_InvalidProof();
                second = proof[used++];
            }
            bytes32 first = nodes[next];
            parents[next++] = (made << 1) | (first > second ? 1 : 0);
            if (flags[i]) parents[next++] = (made << 1) | (second > first ? 1 : 0);
            nodes[made++] = _hash(first, second);
        }
        if (used != proof.length) revert IMerkleClaims.Drop_InvalidProof();
    }

    function _indices(uint256[] memory parents, uint256 count, uint256 maxDepth)
        private
        pure
        returns (uint256[] memory indices)
    {
        indices = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            uint256 index = 1;
            for (uint256 node = i; node != parents.length - 1;) {
                if (index >> maxDepth != 0) revert IMerkleClaims.Drop_InvalidProof();
                uint256 parent = parents[node];
                index = (index << 1) | (parent & 1);
                node = parent >> 1;
            }
            indices[i] = index;
        }
    }

    function _hash(bytes32 a, bytes32 b) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let place := shl(5, gt(a, b))
            mstore(place, a)
            mstore(xor(place, 0x20), b)
            hash := keccak256(0x00, 0x40)
        }
    }
}
