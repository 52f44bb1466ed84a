// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimRow, LeafKind} from "../../src/drop/IMerkleDrop.sol";
import {InvariantTest} from "../base/Test.sol";
import {Trees} from "../base/Trees.sol";
import {DropFixture} from "./DropTest.sol";

/// @notice Claims, repeated and wrong ones too, from a drop whose tree promises more than its escrow; a second drop stands beside it.
contract DropHandler is DropFixture {
    uint256 public constant LIST = 9;

    address public neighbour;
    uint256 public escrow;
    uint256 public donated;
    uint256 public paid;
    uint256 public clawedBack;
    uint256[LIST] public timesPaid;

    constructor() {
        arrange();
        delete rows;
        for (uint256 i; i < LIST; ++i) {
            rows.push();
            rows[i].account = someone(i);
            rows[i].amount = 100 + i;
        }
        p.total = 700; // the tree promises 936
        escrow = p.total;
        makeTree(Trees.Shape.Flat, LeafKind.Packed);
        makeDrop();
        neighbour = address(drop);
        token.mint(neighbour, p.total);
        drop.open();
        p.listHash = keccak256("another list");
        makeDrop();
        openDrop();
    }

    function balances() external view returns (uint256 ofDrop, uint256 ofNeighbour) {
        return (token.balanceOf(address(drop)), token.balanceOf(neighbour));
    }

    function isClaimed(uint256 row) external view returns (bool) {
        return drop.isClaimed(indexOf(row));
    }

    function claim(uint256 row, uint256 way) external {
        row %= LIST;
        ClaimRow memory r = rows[row];
        address to = way % 4 == 1 ? someone(100 + way % 3) : r.account;
        bool mayPay = timesPaid[row] == 0 && block.timestamp < EXPIRY && token.balanceOf(address(drop)) >= r.amount;
        bytes memory call;
        if (way % 4 == 0) call = abi.encodeCall(drop.claim, (r.amount, r.proof));
        else if (way % 4 == 1) call = abi.encodeCall(drop.claimTo, (to, r.amount, r.proof));
        else if (way % 4 == 2) call = abi.encodeCall(drop.claimFor, (r.account, r.amount, r.proof));
        else call = abi.encodeCall(drop.claimMany, (_one(r)));
        uint256 before = token.balanceOf(to);
        if (way % 4 != 2) vm.prank(r.account);
        (bool success,) = address(drop).call(call);
        vm.assertEq(success, mayPay);
        vm.assertEq(token.balanceOf(to), before + (success ? r.amount : 0));
        if (success) {
            ++timesPaid[row];
            paid += r.amount;
        }
    }

    function claimWrongly(uint256 row, uint256 amount, uint256 other) external {
        row %= LIST;
        if (amount == rows[row].amount) ++amount;
        vm.prank(rows[row].account);
        (bool success,) = address(drop).call(abi.encodeCall(drop.claim, (amount, rows[other % LIST].proof)));
        vm.assertFalse(success);
    }

    function donate(uint96 amount) external {
        if (donated > 0) return;
        token.mint(address(drop), amount % 50);
        donated += amount % 50;
    }

    function clawback() external {
        uint256 balance = token.balanceOf(address(drop));
        vm.prank(owner);
        (bool success,) = address(drop).call(abi.encodeCall(drop.clawback, (owner)));
        vm.assertEq(success, block.timestamp >= EXPIRY);
        if (success) clawedBack += balance;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 100_000);
    }

    function _one(ClaimRow memory row) private pure returns (ClaimRow[] memory all) {
        all = new ClaimRow[](1);
        all[0] = row;
    }
}

/// @notice What is in the drop is what came in less what was paid; a row is paid at most once; no drop spends another one's money.
contract MerkleDrop_Invariants is InvariantTest {
    function setUp() external {
        handler = address(new DropHandler());
    }

    function invariant_MoneyIsConserved() external view {
        DropHandler h = DropHandler(handler);
        (uint256 balance,) = h.balances();
        vm.assertEq(balance + h.paid() + h.clawedBack(), h.escrow() + h.donated());
    }

    function invariant_RowIsPaidAtMostOnceAndMarked() external view {
        DropHandler h = DropHandler(handler);
        for (uint256 row; row < h.LIST(); ++row) {
            vm.assertLe(h.timesPaid(row), 1, "paid twice");
            vm.assertEq(h.isClaimed(row), h.timesPaid(row) == 1);
        }
    }

    function invariant_NeighbourKeepsItsEscrow() external view {
        (, uint256 neighbour) = DropHandler(handler).balances();
        vm.assertEq(neighbour, DropHandler(handler).escrow());
    }
}
