// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {DropTest} from "../DropTest.sol";

/// @notice Positions are distinct in every shape of tree that lists are published in, of every size; and trees that other software has
/// made can be claimed from as they are.
contract MerkleDrop_Trees_Test is DropTest {
    function testFuzz_PositionsAreDistinctInHeap(uint256 seed, uint256 size) external {
        _checkPositions(Trees.Shape.Heap, seed, within(size, 1, 40));
    }

    function testFuzz_PositionsAreDistinctInFlatTree(uint256 seed, uint256 size) external {
        _checkPositions(Trees.Shape.Flat, seed, within(size, 1, 40));
    }

    function testFuzz_PositionsAreDistinctInUnsortedTree(uint256 seed, uint256 size) external {
        _checkPositions(Trees.Shape.Unsorted, seed, within(size, 1, 40));
    }

    function testFuzz_PositionsAreDistinctInShardedTree(uint256 seed, uint256 size) external {
        _checkPositions(Trees.Shape.Sharded, seed, within(size, 1, 40));
    }

    function test_EverySizeUpTo17IsPaidOutInEveryShape() external {
        for (uint256 shape; shape < 4; ++shape) {
            for (uint256 size = 1; size <= 17; ++size) {
                fill(size, shape * 100 + size);
                makeTree(Trees.Shape(shape), LeafKind(size % 2));
                makeDrop();
                vm.warp(START);
                for (uint256 i; i < size; ++i) {
                    claim(i);
                }
                vm.assertEq(token.balanceOf(address(drop)), 0);
                vm.warp(START - 1);
            }
        }
    }

    /// @dev Rows that repeat share a position when they are siblings, so the second is refused. Nothing is lost by it but the second row.
    function test_EqualSiblingsCanBeClaimedOnce() external {
        fill(2, 1);
        rows[1] = rows[0];
        makeTree(Trees.Shape.Flat, LeafKind.Standard);
        makeDrop();
        vm.warp(START);
        claim(0);
        uint256 index = indexOf(1);
        vm.assertEq(index, indexOf(0));
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        claim(1);
    }

    /// @dev An inner node cannot pass as a leaf of either kind, whatever account and amount it is split into.
    function testFuzz_InnerNodesAreNoLeaves(bytes32 node, bytes32 sibling, bool packed) external {
        p.root = Trees.pair(Trees.pair(node, sibling), p.root);
        p.leafKind = LeafKind(packed ? 1 : 0);
        makeDrop();
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = p.root;
        (bytes32 low, bytes32 high) = node < sibling ? (node, sibling) : (sibling, node);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.indexOf(address(bytes20(low)), uint256(high), proof);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.indexOf(address(uint160(uint256(low))), uint256(high), proof);
    }

    /// @dev Any proof of up to 64 nodes leads where OpenZeppelin's MerkleProof says, and to a position of that many bits.
    function testFuzz_ProofsLeadWhereOpenZeppelinSays(address to, uint256 amount, bytes32[] memory proof, bool packed)
        external
    {
        vm.assume(proof.length <= 64);
        p.leafKind = LeafKind(packed ? 1 : 0);
        p.root = MerkleProof.processProof(proof, leafOf(p.leafKind, to, amount));
        makeDrop();
        vm.assertEq(drop.indexOf(to, amount, proof) >> proof.length, 1);
    }

    function test_DumpOfOpenZeppelinTreeIsPaidOut() external {
        _claimAll("test/drop/vectors/openzeppelin-standard.json", LeafKind.Standard);
    }

    function test_ShardedEnsTreeIsPaidOut() external {
        _claimAll("test/drop/vectors/ens-sharded.json", LeafKind.Packed);
    }

    /// @dev Opens a drop over a published root and claims the rows of a vector, each once.
    function _claimAll(string memory path, LeafKind kind) private {
        string memory json = vm.readFile(path);
        p.root = vm.parseJsonBytes32(json, ".root");
        p.leafKind = kind;
        p.total = vm.parseJsonUint(json, ".total");
        makeDrop();
        vm.warp(START);
        uint256 count = vm.parseJsonUint(json, ".rows");
        uint256[] memory seen = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            string memory row = string.concat(".claims[", vm.toString(i), "]");
            address to = vm.parseJsonAddress(json, string.concat(row, ".account"));
            uint256 amount = vm.parseJsonUint(json, string.concat(row, ".amount"));
            bytes32[] memory proof = vm.parseJsonBytes32Array(json, string.concat(row, ".proof"));
            seen[i] = drop.indexOf(to, amount, proof);
            for (uint256 j; j < i; ++j) {
                vm.assertNotEq(seen[i], seen[j], "two rows share a position");
            }
            uint256 before = token.balanceOf(to);
            vm.prank(to);
            drop.claim(amount, proof);
            vm.assertEq(token.balanceOf(to), before + amount);
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, seen[i]));
            vm.prank(to);
            drop.claim(amount, proof);
        }
    }

    function _checkPositions(Trees.Shape shape, uint256 seed, uint256 size) private {
        fill(size, seed);
        makeTree(shape, LeafKind(seed % 2));
        makeDrop();
        uint256[] memory seen = new uint256[](size);
        for (uint256 i; i < size; ++i) {
            seen[i] = indexOf(i);
            for (uint256 j; j < i; ++j) {
                vm.assertNotEq(seen[i], seen[j], "two rows share a position");
            }
        }
    }
}
