// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Builds the shapes of Merkle tree that lists are published in, and their proofs. Pairs are hashed smaller node first.
library Trees {
    enum Shape {
        Heap, // OpenZeppelin: leaves sorted, complete binary heap, root first
        Flat, // leaves sorted, level by level, an odd node goes up unchanged
        Unsorted, // as Flat, leaves in the order given
        Sharded // leaves in shards by the first nybble of the leaf, shards' roots in a flat tree
    }

    function pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    function sort(bytes32[] memory a) internal pure returns (bytes32[] memory b) {
        b = copy(a);
        for (uint256 i = 1; i < b.length; ++i) {
            bytes32 x = b[i];
            uint256 j = i;
            for (; j > 0 && b[j - 1] > x; --j) {
                b[j] = b[j - 1];
            }
            b[j] = x;
        }
    }

    function copy(bytes32[] memory a) internal pure returns (bytes32[] memory b) {
        b = new bytes32[](a.length);
        for (uint256 i; i < a.length; ++i) {
            b[i] = a[i];
        }
    }

    /// @notice The root, and the proof of each leaf in the order given.
    function build(Shape shape, bytes32[] memory leaves)
        internal
        pure
        returns (bytes32 root, bytes32[][] memory proofs)
    {
        if (shape == Shape.Heap) return _heap(leaves);
        if (shape == Shape.Flat) return _flatSorted(leaves);
        if (shape == Shape.Unsorted) return _flat(leaves);
        return _sharded(leaves);
    }

    function _heap(bytes32[] memory leaves) private pure returns (bytes32 root, bytes32[][] memory proofs) {
        uint256 n = leaves.length;
        bytes32[] memory sorted = sort(leaves);
        bytes32[] memory tree = new bytes32[](2 * n - 1);
        for (uint256 i; i < n; ++i) {
            tree[tree.length - 1 - i] = sorted[i];
        }
        for (uint256 i = n - 1; i > 0; --i) {
            tree[i - 1] = pair(tree[2 * i - 1], tree[2 * i]);
        }
        proofs = new bytes32[][](n);
        for (uint256 i; i < n; ++i) {
            uint256 place = tree.length - 1 - find(sorted, leaves[i]);
            bytes32[] memory proof;
            for (; place > 0; place = (place - 1) / 2) {
                proof = append(proof, tree[place % 2 == 0 ? place - 1 : place + 1]);
            }
            proofs[i] = proof;
        }
        root = tree[0];
    }

    function _flatSorted(bytes32[] memory leaves) private pure returns (bytes32 root, bytes32[][] memory proofs) {
        bytes32[] memory sorted = sort(leaves);
        bytes32[][] memory ordered;
        (root, ordered) = _flat(sorted);
        proofs = new bytes32[][](leaves.length);
        for (uint256 i; i < leaves.length; ++i) {
            proofs[i] = ordered[find(sorted, leaves[i])];
        }
    }

    function _flat(bytes32[] memory leaves) private pure returns (bytes32 root, bytes32[][] memory proofs) {
        uint256 n = leaves.length;
        proofs = new bytes32[][](n);
        uint256[] memory place = new uint256[](n);
        for (uint256 i; i < n; ++i) {
            place[i] = i;
        }
        bytes32[] memory level = leaves;
        while (level.length > 1) {
            for (uint256 i; i < n; ++i) {
                uint256 sibling = place[i] ^ 1;
                if (sibling < level.length) proofs[i] = append(proofs[i], level[sibling]);
                place[i] /= 2;
            }
            bytes32[] memory next = new bytes32[]((level.length + 1) / 2);
            for (uint256 i; i < next.length; ++i) {
                next[i] = 2 * i + 1 < level.length ? pair(level[2 * i], level[2 * i + 1]) : level[2 * i];
            }
            level = next;
        }
        root = level[0];
    }

    function _sharded(bytes32[] memory leaves) private pure returns (bytes32 root, bytes32[][] memory proofs) {
        uint256 n = leaves.length;
        proofs = new bytes32[][](n);
        bytes32[] memory roots;
        for (uint256 nybble; nybble < 16; ++nybble) {
            bytes32[] memory shard = _shard(leaves, nybble);
            if (shard.length == 0) continue;
            (bytes32 shardRoot, bytes32[][] memory inner) = _flatSorted(shard);
            roots = append(roots, shardRoot);
            for (uint256 i; i < shard.length; ++i) {
                proofs[find(leaves, shard[i])] = inner[i];
            }
        }
        bytes32[][] memory upper;
        (root, upper) = _flatSorted(roots);
        uint256 number;
        for (uint256 nybble; nybble < 16; ++nybble) {
            bytes32[] memory shard = _shard(leaves, nybble);
            if (shard.length == 0) continue;
            for (uint256 i; i < shard.length; ++i) {
                uint256 place = find(leaves, shard[i]);
                for (uint256 j; j < upper[number].length; ++j) {
                    proofs[place] = append(proofs[place], upper[number][j]);
                }
            }
            ++number;
        }
    }

    function _shard(bytes32[] memory leaves, uint256 nybble) private pure returns (bytes32[] memory shard) {
        for (uint256 i; i < leaves.length; ++i) {
            if (uint256(leaves[i]) >> 252 == nybble) shard = append(shard, leaves[i]);
        }
    }

    function find(bytes32[] memory all, bytes32 one) internal pure returns (uint256 i) {
        while (all[i] != one) ++i;
    }

    function append(bytes32[] memory a, bytes32 x) internal pure returns (bytes32[] memory b) {
        b = new bytes32[](a.length + 1);
        for (uint256 i; i < a.length; ++i) {
            b[i] = a[i];
        }
        b[a.length] = x;
    }

    /// @notice The nodes `depth` pairs below the root of a flat tree over `leaves`, a power of two of them, in the order of their numbers.
    function subRoots(bytes32[] memory leaves, uint256 depth) internal pure returns (bytes32[] memory table) {
        bytes32[] memory level = leaves;
        while (level.length > 1 << depth) {
            level = _parents(level);
        }
        uint256[] memory numbers = new uint256[](level.length);
        table = new bytes32[](level.length);
        bytes32[] memory above = level;
        for (uint256 height; height < depth; ++height) {
            for (uint256 i; i < numbers.length; ++i) {
                uint256 place = i >> height;
                numbers[i] = numbers[i] * 2 + (above[place] > above[place ^ 1] ? 1 : 0);
            }
            above = _parents(above);
        }
        for (uint256 i; i < numbers.length; ++i) {
            table[numbers[i]] = level[i];
        }
    }

    /// @notice `proof` up to the sub-root, then the number of that.
    function short(bytes32 leaf, bytes32[] memory proof, bytes32[] memory table)
        internal
        pure
        returns (bytes32[] memory shortened)
    {
        bytes32 node = leaf;
        for (uint256 i; i <= proof.length; ++i) {
            for (uint256 number; number < table.length; ++number) {
                if (table[number] == node) return append(shortened, bytes32(number));
            }
            node = pair(node, proof[i]);
            shortened = append(shortened, proof[i]);
        }
        revert("no sub-root on the way");
    }

    /// @notice A proof of several leaves at once, in OpenZeppelin's format, out of the proofs of each. Leaves are distinct and of equal depth.
    function multiproof(bytes32[] memory leaves, bytes32[][] memory proofs)
        internal
        pure
        returns (bytes32[] memory proof, bool[] memory flags)
    {
        bytes32[] memory level = copy(leaves);
        for (uint256 height; height < proofs[0].length; ++height) {
            bytes32[] memory above;
            bytes32[][] memory proofsAbove;
            for (uint256 i; i < level.length; ++i) {
                bytes32 sibling = proofs[i][height];
                bool known = i + 1 < level.length && level[i + 1] == sibling;
                bool[] memory more = new bool[](flags.length + 1);
                for (uint256 j; j < flags.length; ++j) {
                    more[j] = flags[j];
                }
                more[flags.length] = known;
                flags = more;
                if (!known) proof = append(proof, sibling);
                above = append(above, pair(level[i], sibling));
                bytes32[][] memory longer = new bytes32[][](proofsAbove.length + 1);
                for (uint256 j; j < proofsAbove.length; ++j) {
                    longer[j] = proofsAbove[j];
                }
                longer[proofsAbove.length] = proofs[i];
                proofsAbove = longer;
                if (known) ++i;
            }
            (level, proofs) = (above, proofsAbove);
        }
    }

    function _parents(bytes32[] memory level) private pure returns (bytes32[] memory above) {
        above = new bytes32[](level.length / 2);
        for (uint256 i; i < above.length; ++i) {
            above[i] = pair(level[2 * i], level[2 * i + 1]);
        }
    }
}
