// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IMerkleClaims, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {Vm} from "../../base/Vm.sol";
import {DropTest} from "../DropTest.sol";

/// @notice A tree of sixteen leaves, every second of which is alice's.
contract MerkleDrop_ClaimMultiproof_Test is DropTest {
    uint256 private constant COUNT = 16;

    uint256[] private _amounts;
    bytes32[] private _proof;
    bool[] private _flags;
    uint256[] private _picked;

    function setUp() public override {
        super.setUp();
        fill(COUNT, 7);
        for (uint256 i; i < COUNT; i += 2) {
            rows[i].account = alice;
        }
        makeTree(Trees.Shape.Flat, LeafKind.Standard);
        makeDrop();
        vm.warp(START);
        _pick(type(uint256).max);
    }

    function test_RevertGiven_ItHasNotStarted() external {
        vm.warp(START - 1);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_NotStarted.selector, START));
        _claim();
    }

    function testFuzz_RevertGiven_RowWasClaimedByItsOwnProof(uint256 which) external {
        uint256 row = _picked[which % _picked.length];
        claim(row);
        uint256 index = indexOf(row);
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
        _claim();
    }

    function testFuzz_Given_RowsWereClaimedAtOnce_LeavesNothingToClaimBySingleProofs(uint256 seed) external {
        _pick(seed);
        _claim();
        for (uint256 i; i < _picked.length; ++i) {
            uint256 index = indexOf(_picked[i]);
            vm.assertTrue(drop.isClaimed(index));
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
            claim(_picked[i]);
        }
    }

    function testFuzz_RevertWhen_ThereAreNoRows(bool withRoot) external {
        delete _amounts;
        delete _flags;
        delete _proof;
        if (withRoot) _proof.push(p.root);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        _claim();
    }

    function test_RevertWhen_RowStandsTwice() external {
        // Two equal leaves that are each other's siblings: the same position.
        fill(1, 3);
        rows[0].account = alice;
        bytes32 leaf = leafOf(LeafKind.Standard, alice, rows[0].amount);
        p.root = Trees.pair(leaf, leaf);
        p.total *= 2;
        makeDrop();
        _amounts = new uint256[](2);
        (_amounts[0], _amounts[1]) = (rows[0].amount, rows[0].amount);
        delete _proof;
        _flags = new bool[](1);
        _flags[0] = true;
        vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, 2));
        _claim();
    }

    function test_RevertWhen_RowIsOfSomebodyElse() external {
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(bob);
        drop.claimMultiproof(_amounts, _proof, _flags);
    }

    function testFuzz_RevertWhen_WordOrFlagIsChanged(uint256 seed, bytes32 word) external {
        _pick(seed);
        uint256 which = (seed >> 128) % (_proof.length + _flags.length + _amounts.length);
        if (which < _proof.length) {
            vm.assume(_proof[which] != word);
            _proof[which] = word;
        } else if (which < _proof.length + _amounts.length) {
            vm.assume(_amounts[which - _proof.length] != uint256(word));
            _amounts[which - _proof.length] = uint256(word);
        } else {
            which -= _proof.length + _amounts.length;
            _flags[which] = !_flags[which];
        }
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        _claim();
    }

    function testFuzz_RevertWhen_FlagsDoNotFit(uint256 seed, bool more, bool flag) external {
        _pick(seed);
        if (more) _flags.push(flag);
        else _flags.pop();
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        _claim();
    }

    /// @dev A root over a zero node, which a reader of unwritten memory would take for proved.
    function test_RevertWhen_PairAsksForHashNotMadeYet() external {
        bytes32 other = keccak256("other");
        p.root = Trees.pair(0, other);
        makeDrop();
        _amounts = [uint256(5)];
        _flags = [true, false];
        _proof = [other, other];
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        _claim();
        _proof = [other];
        _flags = [true];
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        _claim();
        _flags = [true, true];
        _proof = [other, other];
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        _claim();
    }

    function testFuzz_RevertWhen_LeafLiesTooDeep(uint256 depth) external {
        _chain(64);
        makeDrop();
        _claim();
        _chain(within(depth, 65, 300));
        makeDrop();
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        _claim();
    }

    function test_RevertGiven_BalanceDoesNotSuffice() external {
        p.total = 10;
        makeDrop();
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        _claim();
        vm.assertFalse(drop.isClaimed(indexOf(0)));
    }

    function test_When_ThereIsOneRow_PaysByProofOfItAlone() external {
        _pick(1);
        vm.assertEq(_proof.length, 4);
        vm.assertEq(keccak256(abi.encode(_proof)), keccak256(abi.encode(rows[_picked[0]].proof)));
        _claim();
        vm.assertEq(token.balanceOf(alice), _amounts[0]);
    }

    function testFuzz_PaysSumByOneTransfer(uint256 seed, bool packed) external {
        makeTree(Trees.Shape.Flat, LeafKind(packed ? 1 : 0));
        makeDrop();
        _pick(seed);
        uint256 before = token.balanceOf(alice);
        uint256 sum;
        for (uint256 i; i < _amounts.length; ++i) {
            sum += _amounts[i];
        }
        vm.recordLogs();
        _claim();
        vm.assertEq(token.balanceOf(alice), before + sum);
        vm.assertEq(vm.getRecordedLogs().length, _amounts.length + 1);
    }

    function testFuzz_AnnouncesEachRowAtPositionOfItsOwnProof(uint256 seed) external {
        _pick(seed);
        vm.recordLogs();
        _claim();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < _picked.length; ++i) {
            vm.assertEq(logs[i].topics[0], IMerkleClaims.Claimed.selector);
            vm.assertEq(logs[i].topics[1], bytes32(uint256(uint160(alice))));
            vm.assertEq(logs[i].data, abi.encode(alice, indexOf(_picked[i]), _amounts[i]));
        }
    }

    function testFuzz_AgreesWithOpenZeppelin(uint256 seed, uint256 change) external {
        _pick(seed);
        if (change % 3 == 0) _flags[(change >> 8) % _flags.length] = (change >> 16) % 2 == 0;
        bytes32[] memory leaves = new bytes32[](_amounts.length);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = leafOf(p.leafKind, alice, _amounts[i]);
        }
        bool theirs;
        try this.verify(leaves) returns (bool valid) {
            theirs = valid;
        } catch {
            theirs = false; // theirs reverts where a proof is not of the right shape
        }
        vm.prank(alice);
        (bool ours,) = address(drop).call(abi.encodeCall(drop.claimMultiproof, (_amounts, _proof, _flags)));
        vm.assertEq(ours, theirs);
    }

    function verify(bytes32[] memory leaves) external view returns (bool) {
        return MerkleProof.multiProofVerify(_proof, _flags, p.root, leaves);
    }

    function _claim() private {
        vm.prank(alice);
        drop.claimMultiproof(_amounts, _proof, _flags);
    }

    /// @dev Some of alice's rows, at least one, in the order of their leaves, with the proof of them all.
    function _pick(uint256 seed) private {
        delete _amounts;
        delete _picked;
        bytes32[] memory leaves = new bytes32[](COUNT);
        for (uint256 i; i < COUNT; ++i) {
            leaves[i] = leafOf(p.leafKind, rows[i].account, rows[i].amount);
        }
        bytes32[] memory sorted = Trees.sort(leaves);
        bytes32[] memory picked;
        uint256 wanted = seed & 0xff == 0 ? 1 : seed & 0xff;
        for (uint256 place; place < COUNT; ++place) {
            uint256 row = Trees.find(leaves, sorted[place]);
            if (row % 2 == 1) continue;
            if ((wanted >> (row / 2)) & 1 == 0) continue;
            _picked.push(row);
            _amounts.push(rows[row].amount);
            picked = Trees.append(picked, sorted[place]);
        }
        bytes32[][] memory proofs = new bytes32[][](picked.length);
        for (uint256 i; i < picked.length; ++i) {
            proofs[i] = rows[_picked[i]].proof;
        }
        (_proof, _flags) = Trees.multiproof(picked, proofs);
    }

    /// @dev A tree whose only known leaf, alice's, lies `depth` pairs deep.
    function _chain(uint256 depth) private {
        _amounts = [uint256(1)];
        _proof = new bytes32[](depth);
        _flags = new bool[](depth);
        p.root = leafOf(p.leafKind, alice, 1);
        for (uint256 i; i < depth; ++i) {
            _proof[i] = keccak256(abi.encode(depth, i));
            p.root = Trees.pair(p.root, _proof[i]);
        }
    }
}
