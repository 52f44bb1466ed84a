// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimRow, LeafKind} from "../../src/drop/IMerkleClaims.sol";
import {TokenKind} from "../../src/token/TokenParameters.sol";
import {InvariantTest} from "../base/Test.sol";
import {Trees} from "../base/Trees.sol";
import {ClaimableMaker, IAnyClaimable} from "./ClaimableTest.sol";

/// @notice Eight accounts, five of them in the list, do with tokens that give themselves out whatever one can do with them. The list promises
/// more than the total. A plain ledger says which calls succeed; the token must agree.
contract ClaimableHandler is ClaimableMaker {
    uint256 public constant PEOPLE = 8;
    uint256 private constant ESCROW = 400; // of 510

    struct Ledger {
        IAnyClaimable token;
        mapping(address => uint256) balance;
        mapping(address => bool) claimed;
        mapping(address => address) delegate;
        mapping(address => mapping(address => uint256)) allowance;
        uint256 given; // sent to the token
        uint256 paid; // by claims
        uint256 takenBack;
        bool paused;
    }

    string[8] private _names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"];
    address[8] public people;
    Ledger[3] private _ledgers;

    constructor() {
        for (uint256 i; i < PEOPLE; ++i) {
            people[i] = account(_names[i]);
        }
        arrange([people[0], people[1], people[2], people[3], people[4]], people[7]);
        makeTree(Trees.Shape.Flat, LeafKind.Packed);
        c.total = ESCROW;
        for (uint256 i; i < 3; ++i) {
            _ledgers[i].token = newClaimable(TokenKind(i), people[6]);
            _ledgers[i].balance[address(_ledgers[i].token)] = ESCROW;
            _ledgers[i].balance[people[6]] = SUPPLY - ESCROW;
        }
        vm.warp(START - 20);
    }

    function tokenOf(uint256 which) external view returns (IAnyClaimable) {
        return _ledgers[which].token;
    }

    function balanceOf(uint256 which, address who) external view returns (uint256) {
        return _ledgers[which].balance[who];
    }

    function hasClaimed(uint256 which, address who) external view returns (bool) {
        return _ledgers[which].claimed[who];
    }

    function delegateOf(uint256 which, address who) external view returns (address) {
        return _ledgers[which].delegate[who];
    }

    function movementsOf(uint256 which) external view returns (uint256 given, uint256 paid, uint256 takenBack) {
        return (_ledgers[which].given, _ledgers[which].paid, _ledgers[which].takenBack);
    }

    /// @dev By one of five functions; with another account's row, amount or proof now and then.
    function claim(uint256 which, uint256 row, uint256 way, uint256 to, uint256 wrong) external {
        Ledger storage ledger = _ledgers[which % 3];
        row = row % ROWS;
        way = way % 5;
        address who = rows[row].account;
        address receiver = way == 1 || way == 3 ? people[to % PEOPLE] : who;
        if ((way == 1 || way == 3) && to % 9 == 8) receiver = address(ledger.token);
        uint256 amount = rows[row].amount + (wrong % 11 == 1 ? 1 : 0);
        bytes32[] memory proof = rows[wrong % 11 == 2 ? (row + 1) % ROWS : row].proof;
        bool right = wrong % 11 != 1 && wrong % 11 != 2 && vm.getBlockTimestamp() >= START
            && vm.getBlockTimestamp() < EXPIRY && !ledger.claimed[who] && !ledger.paused
            && receiver != address(ledger.token) && amount <= ledger.balance[address(ledger.token)];
        (bytes memory data, address sender) = _call(ledger.token, way, row, receiver, amount, proof);
        vm.prank(sender);
        (bool success,) = address(ledger.token).call(data);
        vm.assertTrue(success == right, "a claim and the ledger");
        if (!right) return;
        ledger.claimed[who] = true;
        ledger.paid += amount;
        ledger.balance[address(ledger.token)] -= amount;
        ledger.balance[receiver] += amount;
    }

    function clawback(uint256 which, uint256 caller, uint256 to) external {
        Ledger storage ledger = _ledgers[which % 3];
        address sender = people[caller % PEOPLE];
        address receiver = people[to % PEOPLE];
        bool right = sender == people[7] && vm.getBlockTimestamp() >= EXPIRY && !ledger.paused;
        vm.prank(sender);
        (bool success,) = address(ledger.token).call(abi.encodeCall(ledger.token.clawback, (receiver)));
        vm.assertTrue(success == right, "a clawback and the ledger");
        if (!right) return;
        uint256 left = ledger.balance[address(ledger.token)];
        ledger.takenBack += left;
        ledger.balance[address(ledger.token)] = 0;
        ledger.balance[receiver] += left;
    }

    /// @dev Also to the token itself.
    function transfer(uint256 which, uint256 from, uint256 to, uint256 amount) external {
        Ledger storage ledger = _ledgers[which % 3];
        address sender = people[from % PEOPLE];
        address receiver = to % 9 == 8 ? address(ledger.token) : people[to % PEOPLE];
        amount = within(amount, 0, ledger.balance[sender] + 1);
        bool right = amount <= ledger.balance[sender] && !ledger.paused;
        vm.prank(sender);
        (bool success,) = address(ledger.token).call(abi.encodeCall(ledger.token.transfer, (receiver, amount)));
        vm.assertTrue(success == right, "a transfer and the ledger");
        if (!right) return;
        ledger.balance[sender] -= amount;
        ledger.balance[receiver] += amount;
        if (receiver == address(ledger.token)) ledger.given += amount;
    }

    /// @dev Nobody has an allowance of the token's own balance, nor can make one.
    function transferFrom(uint256 which, uint256 spender, uint256 from, uint256 amount, uint256 allowed) external {
        Ledger storage ledger = _ledgers[which % 3];
        address payer = from % 3 == 2 ? address(ledger.token) : people[from % PEOPLE];
        address caller = people[spender % PEOPLE];
        amount = within(amount, 1, ledger.balance[payer] + 1);
        if (payer != address(ledger.token)) {
            vm.prank(payer);
            ledger.token.approve(caller, allowed);
            ledger.allowance[payer][caller] = allowed;
        }
        bool right = amount <= ledger.balance[payer] && amount <= ledger.allowance[payer][caller] && !ledger.paused;
        vm.prank(caller);
        (bool success,) = address(ledger.token).call(abi.encodeCall(ledger.token.transferFrom, (payer, caller, amount)));
        vm.assertTrue(success == right, "a transfer by allowance and the ledger");
        if (!right) return;
        if (ledger.allowance[payer][caller] != type(uint256).max) ledger.allowance[payer][caller] -= amount;
        ledger.balance[payer] -= amount;
        ledger.balance[caller] += amount;
    }

    function delegate(uint256 from, uint256 to) external {
        Ledger storage ledger = _ledgers[2];
        address sender = people[from % PEOPLE];
        address delegatee = to % 9 == 8 ? address(0) : people[to % PEOPLE];
        vm.prank(sender);
        ledger.token.delegate(delegatee);
        ledger.delegate[sender] = delegatee;
    }

    function pause(uint256 chance) external {
        Ledger storage ledger = _ledgers[1];
        if (!ledger.paused && chance % 4 != 0) return;
        vm.prank(people[6]);
        if (ledger.paused) ledger.token.unpause();
        else ledger.token.pause();
        ledger.paused = !ledger.paused;
    }

    function wait_(uint256 time, uint256 chance) external {
        uint256 now_ = vm.getBlockTimestamp();
        vm.warp(chance % 16 == 0 && now_ < EXPIRY - 10 ? EXPIRY - 10 : now_ + time % 20);
    }

    function _call(IAnyClaimable token, uint256 way, uint256 row, address to, uint256 amount, bytes32[] memory proof)
        private
        view
        returns (bytes memory data, address sender)
    {
        sender = rows[row].account;
        if (way == 0) return (abi.encodeCall(token.claim, (amount, proof)), sender);
        if (way == 1) return (abi.encodeCall(token.claimTo, (to, amount, proof)), sender);
        if (way == 2) return (abi.encodeCall(token.claimFor, (sender, amount, proof)), people[5]);
        if (way == 3) {
            uint256 index = token.indexOf(rows[row].account, rows[row].amount, rows[row].proof);
            bytes32 typeHash =
                keccak256("Claim(uint256 index,address account,address to,uint256 amount,uint256 deadline)");
            bytes32 terms = keccak256(abi.encode(typeHash, index, sender, to, amount, type(uint256).max));
            bytes memory signature =
                signatureOf(_names[row], keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), terms)));
            data =
                abi.encodeCall(token.claimWithAuthorization, (sender, to, amount, type(uint256).max, signature, proof));
            return (data, people[5]);
        }
        ClaimRow[] memory one = new ClaimRow[](1);
        one[0] = ClaimRow(sender, amount, proof);
        return (abi.encodeCall(token.claimMany, (one)), people[5]);
    }
}

/// @notice What holds of tokens that give themselves out, whatever anybody does: see docs/invariants.md.
contract Claimable_Invariants is InvariantTest {
    uint256 private constant ESCROW = 400;
    uint256 private constant KINDS = 3;

    function setUp() external {
        handler = address(new ClaimableHandler());
    }

    /// @dev C1
    function invariant_C1_BalancesAreTheLedgersAndAddUpToSupply() external view {
        for (uint256 which; which < KINDS; ++which) {
            IAnyClaimable token = ClaimableHandler(handler).tokenOf(which);
            uint256 sum = token.balanceOf(address(token));
            vm.assertEq(sum, ClaimableHandler(handler).balanceOf(which, address(token)));
            for (uint256 i; i < ClaimableHandler(handler).PEOPLE(); ++i) {
                address who = ClaimableHandler(handler).people(i);
                vm.assertEq(token.balanceOf(who), ClaimableHandler(handler).balanceOf(which, who));
                sum += token.balanceOf(who);
                if (which == 2) vm.assertEq(token.getVotes(who), _votesOf(which, who));
            }
            vm.assertEq(sum, token.totalSupply());
        }
    }

    /// @dev C2: the handler asserts of each claim that it succeeds if and only if its row is open.
    function invariant_C2_ThoseAndOnlyThoseWhoWerePaidHaveClaimed() external view {
        for (uint256 which; which < KINDS; ++which) {
            IAnyClaimable token = ClaimableHandler(handler).tokenOf(which);
            for (uint256 i; i < ClaimableHandler(handler).PEOPLE(); ++i) {
                address who = ClaimableHandler(handler).people(i);
                vm.assertEq(token.hasClaimed(who), ClaimableHandler(handler).hasClaimed(which, who));
            }
            vm.assertFalse(token.hasClaimed(address(token)));
        }
    }

    /// @dev C3
    function invariant_C3_EscrowIsTotalAndGiftsLessPaymentsAndClawback() external view {
        for (uint256 which; which < KINDS; ++which) {
            IAnyClaimable token = ClaimableHandler(handler).tokenOf(which);
            (uint256 given, uint256 paid, uint256 takenBack) = ClaimableHandler(handler).movementsOf(which);
            vm.assertEq(token.balanceOf(address(token)) + paid + takenBack, ESCROW + given);
            if (vm.getBlockTimestamp() < 2_000_000) vm.assertEq(takenBack, 0);
        }
    }

    function _votesOf(uint256 which, address who) private view returns (uint256 votes) {
        for (uint256 i; i < ClaimableHandler(handler).PEOPLE(); ++i) {
            address other = ClaimableHandler(handler).people(i);
            if (ClaimableHandler(handler).delegateOf(which, other) == who) {
                votes += ClaimableHandler(handler).balanceOf(which, other);
            }
        }
    }
}
