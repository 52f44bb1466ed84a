// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeClaim, Proposal} from "../../src/drop/ICumulativeDrop.sol";
import {InvariantTest} from "../base/Test.sol";
import {HookToken} from "../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {CumulativeFixture} from "./CumulativeTest.sol";

/// @notice Lists that grow and shrink, some of them vetoed or replaced, some promising more than their totals say; claims in every way, of the active
/// list, of older ones and of lists that never became active. A plain model of the two amounts of each row says what must be paid.
contract CumulativeHandler is CumulativeFixture {
    struct Known {
        uint256[ROWS] amounts;
        uint256 depth;
    }

    Known[] private _lists; // by id, beginning with an empty one
    uint256 public activeId;
    uint256 public pendingId;
    uint256 public proposedAt;
    uint256 public activatedTooEarly;
    uint256[ROWS] public paid;
    uint256[2] public escrowed;
    uint256[2] public clawedBack;
    uint256[2] public activeTotals;
    bool private _hooked;

    constructor(PlainToken a, PlainToken b, bool hooked) {
        arrange();
        use(a, b);
        _hooked = hooked;
        escrowed = [uint256(1000), 1000];
        _lists.push();
    }

    function state(uint256 t) external view returns (uint256 balance, uint256 escrowNow, uint256 sum) {
        balance = tokens[t].balanceOf(address(drop));
        escrowNow = drop.escrowOf(address(tokens[t]));
        for (uint256 i = t; i < ROWS; i += 2) {
            sum += paid[i];
        }
    }

    function claimedOf(uint256 row) external view returns (uint256) {
        return drop.claimed(people[row / 2], address(tokens[row % 2]));
    }

    function balanceOf(uint256 row) external view returns (uint256) {
        return tokens[row % 2].balanceOf(people[row / 2]);
    }

    function propose(uint256 seed, uint256 depth, bool lie) external {
        uint256[ROWS] memory amounts;
        uint256[2] memory totals;
        for (uint256 i; i < ROWS; ++i) {
            amounts[i] = uint256(keccak256(abi.encode(seed, i))) % 400;
            totals[i % 2] += amounts[i];
        }
        depth %= 4;
        Proposal memory proposal = _proposal(amounts, depth, lie);
        bool may = block.timestamp < EXPIRY && (lie || (totals[0] <= escrowed[0] && totals[1] <= escrowed[1]));
        vm.prank(owner);
        (bool success,) = address(drop).call(abi.encodeCall(drop.propose, (proposal)));
        vm.assertEq(success, may);
        if (!success) return;
        _lists.push(Known(amounts, depth));
        if (lie) _lists[_lists.length - 1].depth += 4;
        pendingId = _lists.length - 1;
        proposedAt = block.timestamp;
    }

    function veto(uint256 id, bool byWatcher) external {
        id = pendingId == 0 || id % 3 == 0 ? id % (_lists.length + 1) : pendingId;
        vm.prank(byWatcher ? watcher : alice);
        (bool success,) = address(drop).call(abi.encodeCall(drop.veto, (id)));
        vm.assertEq(success, byWatcher && id == pendingId && id != 0);
        if (success) pendingId = 0;
    }

    function activate(uint256 id) external {
        id = pendingId == 0 || id % 4 == 0 ? id % _lists.length : pendingId;
        if (id == 0) return;
        Known memory list_ = _lists[id];
        Proposal memory proposal = _proposal(list_.amounts, list_.depth % 4, list_.depth >= 4);
        // An equal list under another number is the same proposal.
        bool may = pendingId != 0 && _same(id, pendingId) && block.timestamp >= proposedAt + WINDOW
            && block.timestamp < EXPIRY;
        (bool success,) = address(drop).call(abi.encodeCall(drop.activate, (proposal)));
        vm.assertEq(success, may);
        if (!success) return;
        (activeId, pendingId) = (pendingId, 0);
        activeTotals = [proposal.totals[0].amount, proposal.totals[1].amount];
    }

    function claim(uint256 row, uint256 ofList, uint256 way) external {
        row %= ROWS;
        uint256 id = ofList % 3 == 0 ? ofList % _lists.length : activeId;
        if (id == 0) return;
        _proposal(_lists[id].amounts, _lists[id].depth % 4, false);
        CumulativeClaim[] memory one = new CumulativeClaim[](1);
        one[0] = claimOf(row);
        bytes memory call = way % 3 == 0
            ? abi.encodeCall(drop.claim, (one[0].token, one[0].cumulative, one[0].number, one[0].proof))
            : way % 3 == 1
                ? abi.encodeCall(drop.claimMany, (one))
                : abi.encodeCall(drop.claimFor, (people[row / 2], one));
        if (_hooked) {
            HookToken(one[0].token).hook(address(drop), abi.encodeCall(drop.claimFor, (people[row / 2], one)), false);
        }
        uint256 cumulative = one[0].cumulative;
        bool may = activeId != 0 && _sameLeaves(id, activeId) && cumulative > paid[row] && block.timestamp < EXPIRY
            && tokens[row % 2].balanceOf(address(drop)) >= cumulative - paid[row];
        vm.prank(people[row / 2]);
        (bool success,) = address(drop).call(call);
        vm.assertEq(success, may);
        if (success) paid[row] = cumulative;
    }

    function fund(uint256 t, uint256 amount) external {
        t %= 2;
        amount %= 300;
        tokens[t].mint(funder, amount);
        vm.startPrank(funder);
        tokens[t].approve(address(drop), amount);
        (bool success,) = address(drop).call(abi.encodeCall(drop.fund, (address(tokens[t]), amount)));
        vm.stopPrank();
        vm.assertEq(success, block.timestamp < EXPIRY);
        if (success) escrowed[t] += amount;
    }

    function clawback(uint256 t) external {
        t %= 2;
        uint256 before = tokens[t].balanceOf(address(drop));
        vm.prank(owner);
        (bool success,) = address(drop).call(abi.encodeCall(drop.clawback, (address(tokens[t]), owner)));
        vm.assertEq(success, block.timestamp >= EXPIRY);
        if (success) clawedBack[t] += before;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + (time % 4 == 0 ? time % 60_000 : time % 1500));
    }

    /// @dev With `lie` the totals say less than the rows give.
    function _proposal(uint256[ROWS] memory amounts, uint256 depth, bool lie) private returns (Proposal memory made) {
        made = makeList(amounts, depth);
        if (lie) (made.totals[0].amount, made.totals[1].amount) = (1, 1);
    }

    function _same(uint256 a, uint256 b) private view returns (bool) {
        return keccak256(abi.encode(_lists[a])) == keccak256(abi.encode(_lists[b]));
    }

    function _sameLeaves(uint256 a, uint256 b) private view returns (bool) {
        return keccak256(abi.encode(_lists[a].amounts)) == keccak256(abi.encode(_lists[b].amounts))
            && _lists[a].depth % 4 == _lists[b].depth % 4;
    }
}

/// @notice Money is conserved; an account has had exactly what is marked, which never falls; no active list's total is above the escrow.
contract CumulativeDrop_Invariants is InvariantTest {
    function setUp() external virtual {
        handler = address(new CumulativeHandler(new PlainToken(), new PlainToken(), false));
    }

    function invariant_MoneyIsConserved() external view {
        CumulativeHandler h = CumulativeHandler(handler);
        for (uint256 t; t < 2; ++t) {
            (uint256 balance, uint256 escrow, uint256 paid) = h.state(t);
            vm.assertEq(escrow, h.escrowed(t));
            vm.assertEq(balance + paid + h.clawedBack(t), escrow);
        }
    }

    function invariant_AccountHasHadWhatIsMarked() external view {
        CumulativeHandler h = CumulativeHandler(handler);
        for (uint256 row; row < 8; ++row) {
            vm.assertEq(h.claimedOf(row), h.paid(row));
            vm.assertEq(h.balanceOf(row), h.paid(row));
        }
    }

    function invariant_TotalsOfActiveListAreNotAboveEscrow() external view {
        CumulativeHandler h = CumulativeHandler(handler);
        for (uint256 t; t < 2; ++t) {
            (, uint256 escrow,) = h.state(t);
            vm.assertLe(h.activeTotals(t), escrow);
        }
    }
}

/// @notice The same with tokens that hand every claim in again from within their transfers.
contract CumulativeDrop_Hooks_Invariants is CumulativeDrop_Invariants {
    function setUp() external override {
        handler = address(new CumulativeHandler(new HookToken(), new HookToken(), true));
    }
}
