// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims, LeafKind} from "../../src/drop/IMerkleClaims.sol";
import {IMerkleDrop} from "../../src/drop/IMerkleDrop.sol";
import {InvariantTest} from "../base/Test.sol";
import {Trees} from "../base/Trees.sol";
import {Vm} from "../base/Vm.sol";
import {HookToken, NoReturnToken} from "../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {DropFixture} from "./DropTest.sol";
import {ClaimRow} from "../../src/drop/IMerkleDrop.sol";

/// @notice Claims in every way, by long and short proofs and many at once, repeated and wrong ones too, from a drop whose tree promises more
/// than its escrow; a second drop of the same token stands beside it. What was paid is read off the drop's own logs and off the balances.
contract DropHandler is DropFixture {
    uint256 public constant LIST = 16;

    address public neighbour;
    uint256 public escrow;
    uint256 public donated;
    uint256 public paid;
    uint256 public clawedBack;
    bool private _hooked;
    mapping(uint256 index => uint256) public timesPaid;

    constructor(PlainToken given, bool hooked) {
        arrange();
        _hooked = hooked;
        token = given;
        p.token = address(given);
        useTable(LIST, 3);
        // Alice has four rows, which can be proved together.
        for (uint256 i; i < LIST; i += 4) {
            rows[i].account = alice;
        }
        makeTree(Trees.Shape.Flat, LeafKind.Packed);
        table = Trees.subRoots(Trees.sort(_leaves()), 3);
        p.total = p.total * 3 / 4;
        escrow = p.total;
        makeDrop();
        neighbour = address(drop);
        p.listHash = keccak256("another list");
        makeDrop();
        vm.warp(START);
    }

    function balances() external view returns (uint256 ofDrop, uint256 ofNeighbour) {
        return (token.balanceOf(address(drop)), token.balanceOf(neighbour));
    }

    function position(uint256 row) external view returns (uint256) {
        return indexOf(row);
    }

    function isClaimed(uint256 row) external view returns (bool) {
        return drop.isClaimed(indexOf(row));
    }

    function claim(uint256 row, uint256 way, bool short) external {
        row %= LIST;
        ClaimRow memory r = rows[row];
        if (short) r.proof = shortProof(row);
        address to = way % 4 == 1 ? someone(100 + way % 3) : r.account;
        uint256 before = token.balanceOf(to);
        bool mayPay =
            !drop.isClaimed(indexOf(row)) && block.timestamp < EXPIRY && token.balanceOf(address(drop)) >= r.amount;
        bytes memory call;
        if (way % 4 == 0) call = abi.encodeCall(drop.claim, (r.amount, r.proof));
        else if (way % 4 == 1) call = abi.encodeCall(drop.claimTo, (to, r.amount, r.proof));
        else if (way % 4 == 2) call = abi.encodeCall(drop.claimFor, (r.account, r.amount, r.proof));
        else call = abi.encodeCall(drop.claimMany, (_one(r)));
        bool success = _call(r.account, call);
        if (_hooked) return; // the nested claim may have emptied the drop
        vm.assertEq(success, mayPay);
        vm.assertEq(token.balanceOf(to), before + (success ? r.amount : 0));
    }

    function claimTogether(uint256 which) external {
        bytes32[] memory leaves = _leaves();
        bytes32[] memory sorted = Trees.sort(leaves);
        uint256[] memory amounts = new uint256[](4);
        bytes32[] memory picked = new bytes32[](4);
        bytes32[][] memory proofs = new bytes32[][](4);
        uint256 count;
        bool fresh = true;
        uint256 sum;
        for (uint256 place; place < LIST; ++place) {
            uint256 row = Trees.find(leaves, sorted[place]);
            if (rows[row].account != alice || ((which % 15 + 1) >> (row / 4)) & 1 == 0) continue;
            (amounts[count], picked[count], proofs[count]) = (rows[row].amount, sorted[place], rows[row].proof);
            sum += amounts[count++];
            fresh = fresh && !drop.isClaimed(indexOf(row));
        }
        assembly ("memory-safe") {
            mstore(amounts, count)
            mstore(picked, count)
            mstore(proofs, count)
        }
        (bytes32[] memory proof, bool[] memory flags) = Trees.multiproof(picked, proofs);
        bool mayPay = fresh && block.timestamp < EXPIRY && token.balanceOf(address(drop)) >= sum;
        bool success = _call(alice, abi.encodeCall(drop.claimMultiproof, (amounts, proof, flags)));
        if (!_hooked) vm.assertEq(success, mayPay);
    }

    function claimWrongly(uint256 row, uint256 amount, uint256 other, uint256 number) external {
        row %= LIST;
        if (amount == rows[row].amount) ++amount;
        ClaimRow memory r = rows[other % LIST];
        if (number % 2 == 0) {
            r.proof = shortProof(other % LIST);
            r.proof[r.proof.length - 1] = bytes32((number >> 8) % 8);
        }
        vm.assertFalse(_call(rows[row].account, abi.encodeCall(drop.claim, (amount, r.proof))));
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

    /// @dev The next transfer claims a row from within.
    function setHook(uint256 row, bool short) external {
        if (!_hooked) return;
        row %= LIST;
        ClaimRow memory r = rows[row];
        if (short) r.proof = shortProof(row);
        HookToken(address(token))
            .hook(address(drop), abi.encodeCall(drop.claimFor, (r.account, r.amount, r.proof)), false);
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 50_000);
    }

    /// @dev Counts what was announced and is marked: a claim from within that failed has left its log in the record, but nothing else. What was
    /// counted is what has left the drop.
    function _call(address who, bytes memory call) private returns (bool success) {
        uint256 balance = token.balanceOf(address(drop));
        uint256 sum;
        vm.recordLogs();
        vm.prank(who);
        (success,) = address(drop).call(call);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; success && i < logs.length; ++i) {
            if (logs[i].emitter != address(drop) || logs[i].topics[0] != IMerkleClaims.Claimed.selector) continue;
            (, uint256 index, uint256 amount) = abi.decode(logs[i].data, (address, uint256, uint256));
            if (!drop.isClaimed(index)) continue;
            ++timesPaid[index];
            sum += amount;
        }
        vm.assertEq(token.balanceOf(address(drop)) + sum, balance);
        paid += sum;
    }

    function _leaves() private view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](LIST);
        for (uint256 i; i < LIST; ++i) {
            leaves[i] = leafOf(LeafKind.Packed, rows[i].account, rows[i].amount);
        }
    }

    function _one(ClaimRow memory row) private pure returns (ClaimRow[] memory all) {
        all = new ClaimRow[](1);
        all[0] = row;
    }
}

/// @notice What is in the drop is what came in less what was paid; a row is paid at most once; no drop spends another one's money.
contract MerkleDrop_Invariants is InvariantTest {
    function setUp() external virtual {
        handler = address(new DropHandler(new PlainToken(), false));
    }

    function invariant_MoneyIsConserved() external view {
        DropHandler h = DropHandler(handler);
        (uint256 balance,) = h.balances();
        vm.assertEq(balance + h.paid() + h.clawedBack(), h.escrow() + h.donated());
    }

    function invariant_RowIsPaidAtMostOnceAndMarked() external view {
        DropHandler h = DropHandler(handler);
        for (uint256 row; row < h.LIST(); ++row) {
            uint256 times = h.timesPaid(h.position(row));
            vm.assertLe(times, 1, "paid twice");
            vm.assertEq(h.isClaimed(row), times == 1);
        }
    }

    function invariant_NeighbourKeepsItsEscrow() external view {
        (, uint256 neighbour) = DropHandler(handler).balances();
        vm.assertEq(neighbour, DropHandler(handler).escrow());
    }
}

/// @notice The same with a token that returns nothing.
contract MerkleDrop_NoReturn_Invariants is MerkleDrop_Invariants {
    function setUp() external override {
        handler = address(new DropHandler(new NoReturnToken(), false));
    }
}

/// @notice The same with a token that claims rows from within its own transfers.
contract MerkleDrop_Hooks_Invariants is MerkleDrop_Invariants {
    function setUp() external override {
        handler = address(new DropHandler(new HookToken(), true));
    }
}
