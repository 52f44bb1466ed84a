// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {DropTest} from "../DropTest.sol";

/// @notice A short proof, which ends with the number of a sub-root, is the long one by another name: same index, same row, paid once.
contract MerkleDrop_ShortProofs_Test is DropTest {
    uint256 private constant COUNT = 32;

    function testFuzz_ShortProofHasIndexOfLongOne(uint256 depth) external {
        _use(depth);
        for (uint256 row; row < COUNT; ++row) {
            bytes32[] memory short = shortProof(row);
            vm.assertEq(short.length, rows[row].proof.length - within(depth, 1, 5) + 1);
            vm.assertEq(drop.indexOf(rows[row].account, rows[row].amount, short), indexOf(row));
        }
    }

    function testFuzz_RowIsPaidOnceByWhicheverProof(uint256 depth, uint256 row, bool shortFirst) external {
        _use(depth);
        row %= COUNT;
        bytes32[][2] memory proofs = [rows[row].proof, shortProof(row)];
        uint256 index = indexOf(row);
        vm.startPrank(rows[row].account);
        drop.claim(rows[row].amount, proofs[shortFirst ? 1 : 0]);
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IMerkleClaims.Drop_AlreadyClaimed.selector, index));
            drop.claim(rows[row].amount, proofs[i]);
        }
        vm.assertEq(token.balanceOf(rows[row].account), rows[row].amount);
    }

    function testFuzz_AnotherNumberIsRefused(uint256 depth, uint256 row, uint256 number) external {
        _use(depth);
        row %= COUNT;
        bytes32[] memory short = shortProof(row);
        vm.assume(uint256(short[short.length - 1]) != number);
        short[short.length - 1] = bytes32(number);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(rows[row].account);
        drop.claim(rows[row].amount, short);
    }

    function testFuzz_NumberAnywhereElseIsRefused(uint256 depth, uint256 row, uint256 place, uint256 number) external {
        _use(depth);
        row %= COUNT;
        bytes32[] memory proof = rows[row].proof;
        proof[place % (proof.length - 1)] = bytes32(number % table.length);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.indexOf(rows[row].account, rows[row].amount, proof);
    }

    function testFuzz_NumbersMeanNothingWithoutTable(uint256 row, uint256 depth) external {
        _use(depth);
        row %= COUNT;
        bytes32[] memory short = shortProof(row);
        delete table;
        makeDrop();
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.indexOf(rows[row].account, rows[row].amount, short);
        vm.assertTrue(indexOf(row) > 1);
    }

    /// @dev A sub-root is no row, whatever it is split into.
    function testFuzz_NumberAloneProvesNothing(uint256 depth, address who, uint256 amount, uint256 number) external {
        _use(depth);
        bytes32[] memory only = new bytes32[](1);
        only[0] = bytes32(number % table.length);
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        drop.indexOf(who, amount, only);
    }

    function test_TableOfLeavesThemselvesProvesEachRowByItsNumber() external {
        _use(4); // five pairs deep: the leaves
        for (uint256 row; row < COUNT; ++row) {
            bytes32[] memory only = shortProof(row);
            vm.assertEq(only.length, 1);
            vm.prank(rows[row].account);
            drop.claim(rows[row].amount, only);
        }
        vm.assertEq(token.balanceOf(address(drop)), 0);
    }

    function testFuzz_FoldAgreesWithTree(uint256 depth, uint256 seed) external {
        fill(COUNT, seed);
        makeTree(Trees.Shape.Flat, p.leafKind);
        bytes32[] memory leaves = new bytes32[](COUNT);
        for (uint256 i; i < COUNT; ++i) {
            leaves[i] = leafOf(p.leafKind, rows[i].account, rows[i].amount);
        }
        table = Trees.subRoots(Trees.sort(leaves), within(depth, 1, 5));
        makeDrop(); // refused if the table did not lead to the root
        vm.assertEq(drop.subRootCount(), table.length);
    }

    function _use(uint256 depth) private {
        useTable(COUNT, within(depth, 1, 5));
        makeDrop();
        vm.warp(START);
    }
}
