// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../src/vesting/IVestingVault.sol";
import {InvariantTest} from "../base/Test.sol";
import {HookToken, NoReturnToken} from "../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {VestingFixture} from "./VestingTest.sol";

/// @notice Schedules of any curve in two tokens, in the vault and in boxes, opened, withdrawn, revoked, moved to others and overpaid in any order. A plain
/// ledger of what each promised and paid says what every call must do.
contract VestingHandler is VestingFixture {
    struct Entry {
        Schedule schedule;
        uint256 promised;
        uint256 paid;
        bool boxed;
        bool revoked;
        bool left;
    }

    Entry[] private _entries;
    PlainToken[2] public tokens;
    address[3] private _people;
    bool private _hooked;
    mapping(address account => mapping(uint256 token => uint256)) public received;
    mapping(uint256 token => uint256) public brought;

    constructor(PlainToken a, PlainToken b, bool hooked) {
        arrange();
        tokens = [a, b];
        _people = [alice, bob, carol];
        _hooked = hooked;
    }

    function count() external view returns (uint256) {
        return _entries.length;
    }

    function entry(uint256 i) external view returns (Entry memory) {
        return _entries[i];
    }

    function owedByVault(uint256 t) external view returns (uint256 sum) {
        for (uint256 i; i < _entries.length; ++i) {
            Entry memory e = _entries[i];
            if (!e.boxed && !e.left && e.schedule.token == address(tokens[t])) sum += e.promised - e.paid;
        }
    }

    function person(uint256 i) external view returns (address) {
        return _people[i];
    }

    function create(uint256 seed, uint256 size) external {
        size = 1 + size % 3;
        Schedule[] memory all = new Schedule[](size);
        for (uint256 i; i < size; ++i) {
            all[i] = _new(seed, i);
            uint256 t = _tokenOf(all[i]);
            uint256 total = totalOf(all[i]);
            tokens[t].mint(funder, total);
            brought[t] += total;
            _entries.push(Entry(all[i], total, 0, false, false, false));
        }
        vm.startPrank(funder);
        tokens[0].approve(address(vault), type(uint256).max);
        tokens[1].approve(address(vault), type(uint256).max);
        vault.create(all);
        vm.stopPrank();
    }

    function open(uint256 seed, uint256 surplus) external {
        Schedule memory made = _new(seed, 0);
        uint256 total = totalOf(made);
        surplus %= 3;
        if (surplus == 2) surplus = type(uint256).max; // one unit short
        uint256 t = _tokenOf(made);
        unchecked {
            tokens[t].mint(vault.boxOf(made), total + surplus);
            brought[t] += total + surplus;
        }
        (bool success,) = address(vault).call(abi.encodeCall(vault.open, (made)));
        vm.assertEq(success, surplus < 2);
        if (!success) {
            tokens[t].mint(vault.boxOf(made), 1);
            ++brought[t];
            vault.open(made);
        }
        _entries.push(Entry(made, total, 0, true, false, false));
    }

    function withdraw(uint256 which, uint256 as_, uint256 part) external {
        if (_entries.length == 0) return;
        Entry storage e = _entries[which % _entries.length];
        address caller = as_ % 4 == 0 ? _people[(as_ >> 8) % 3] : e.schedule.recipient;
        uint256 available = _vested(e) - e.paid;
        uint256 amount = part % 3 == 0 ? available : (part >> 8) % (available + 2);
        bool whole = part % 3 == 0;
        bool may = caller == e.schedule.recipient && !e.left && amount != 0 && amount <= available;
        bytes memory call = whole
            ? abi.encodeCall(vault.withdraw, (e.schedule))
            : abi.encodeCall(vault.withdrawTo, (e.schedule, carol, amount));
        if (_hooked) HookToken(e.schedule.token).hook(address(vault), call, false);
        vm.prank(caller);
        (bool success,) = address(vault).call(call);
        vm.assertEq(success, may);
        if (!success) return;
        e.paid += amount;
        received[whole ? caller : carol][_tokenOf(e.schedule)] += amount;
    }

    function withdrawMany(uint256 who) external {
        address caller = _people[who % 3];
        uint256 size;
        for (uint256 i; i < _entries.length; ++i) {
            if (_entries[i].schedule.recipient == caller && !_entries[i].left) ++size;
        }
        Schedule[] memory all = new Schedule[](size);
        uint256[] memory expected = new uint256[](size);
        size = 0;
        for (uint256 i; i < _entries.length; ++i) {
            Entry storage e = _entries[i];
            if (e.schedule.recipient != caller || e.left) continue;
            all[size] = e.schedule;
            expected[size] = _vested(e) - e.paid;
            received[caller][_tokenOf(e.schedule)] += expected[size];
            e.paid += expected[size++];
        }
        vm.prank(caller);
        uint256[] memory amounts = vault.withdrawMany(all);
        for (uint256 i; i < size; ++i) {
            vm.assertEq(amounts[i], expected[i]);
        }
    }

    function revoke(uint256 which, uint256 as_) external {
        if (_entries.length == 0) return;
        Entry storage e = _entries[which % _entries.length];
        address caller = as_ % 4 == 0 ? alice : team;
        uint256 vested = _vested(e);
        bool may = caller == team && e.schedule.revoker == team && !e.left && !e.revoked && vested < e.promised;
        vm.prank(caller);
        (bool success,) = address(vault).call(abi.encodeCall(vault.revoke, (e.schedule)));
        vm.assertEq(success, may);
        if (!success) return;
        received[team][_tokenOf(e.schedule)] += e.promised - vested;
        received[e.schedule.recipient][_tokenOf(e.schedule)] += vested - e.paid;
        (e.promised, e.paid, e.revoked) = (vested, vested, true);
    }

    function reassign(uint256 which, uint256 to_, bool signed) external {
        if (_entries.length == 0) return;
        Entry memory e = _entries[which % _entries.length];
        string[3] memory names = ["alice", "bob", "carol"];
        address to = _people[to_ % 3];
        bytes32 id = vault.idOf(e.schedule);
        uint256 deadline = block.timestamp;
        bytes memory consent = signed ? signatureOf(names[to_ % 3], digestOf(id, to, deadline)) : bytes("");
        Schedule memory moved = e.schedule;
        address from = moved.recipient;
        moved.recipient = to;
        bool may = !e.left && (signed || from == to) && !_known(vault.idOf(moved));
        moved.recipient = from;
        vm.prank(from);
        (bool success,) = address(vault).call(abi.encodeCall(vault.reassign, (moved, to, deadline, "", consent)));
        vm.assertEq(success, may);
        if (!success) return;
        _entries[which % _entries.length].left = true;
        moved.recipient = to;
        _entries.push(Entry(moved, e.promised, e.paid, e.boxed, e.revoked, false));
    }

    function overpay(uint256 which, uint256 amount) external {
        if (_entries.length == 0) return;
        Entry storage e = _entries[which % _entries.length];
        uint256 t = _tokenOf(e.schedule);
        amount %= 10;
        address box = vault.boxOf(e.schedule);
        tokens[t].mint(box, amount);
        brought[t] += amount;
        uint256 owed = e.boxed && !e.left ? e.promised - e.paid : 0;
        uint256 surplus = tokens[t].balanceOf(box) - owed;
        (bool success,) = address(vault).call(abi.encodeCall(vault.paySurplus, (e.schedule)));
        vm.assertEq(success, surplus != 0);
        received[e.schedule.recipient][t] += surplus;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 90);
    }

    function _new(uint256 seed, uint256 i) private view returns (Schedule memory made) {
        uint256 noise = uint256(keccak256(abi.encode(seed, i, _entries.length)));
        made.token = address(tokens[noise % 2]);
        made.recipient = _people[(noise >> 8) % 3];
        made.revoker = (noise >> 16) % 3 == 0 ? address(0) : team;
        made.points = curveOf(noise >> 32);
        made.salt = bytes32(_entries.length);
    }

    function _vested(Entry memory e) private view returns (uint256) {
        return e.revoked ? e.promised : vestedBy(e.schedule.points, block.timestamp);
    }

    function _tokenOf(Schedule memory schedule) private view returns (uint256) {
        return schedule.token == address(tokens[0]) ? 0 : 1;
    }

    function _known(bytes32 id) private view returns (bool) {
        for (uint256 i; i < _entries.length; ++i) {
            if (vault.idOf(_entries[i].schedule) == id) return true;
        }
        return false;
    }

    function vaultOf() external view returns (IVestingVault) {
        return vault;
    }
}

/// @notice The vault and every box hold what they owe; no schedule pays more than has vested; nothing is lost or made.
contract Vesting_Invariants is InvariantTest {
    function setUp() external virtual {
        handler = address(new VestingHandler(new PlainToken(), new PlainToken(), false));
    }

    function invariant_VaultHoldsWhatItOwes() external view {
        VestingHandler h = VestingHandler(handler);
        for (uint256 t; t < 2; ++t) {
            vm.assertEq(h.tokens(t).balanceOf(address(h.vaultOf())), h.owedByVault(t));
        }
    }

    function invariant_EachBoxHoldsWhatItOwes() external view {
        VestingHandler h = VestingHandler(handler);
        for (uint256 i; i < h.count(); ++i) {
            VestingHandler.Entry memory e = h.entry(i);
            if (!e.boxed || e.left) continue;
            uint256 balance = PlainToken(e.schedule.token).balanceOf(h.vaultOf().boxOf(e.schedule));
            vm.assertLe(e.promised - e.paid, balance);
        }
    }

    function invariant_WithdrawnIsWhatLedgerSaysAndAtMostVested() external view {
        VestingHandler h = VestingHandler(handler);
        for (uint256 i; i < h.count(); ++i) {
            VestingHandler.Entry memory e = h.entry(i);
            bytes32 id = h.vaultOf().idOf(e.schedule);
            (bool opened, uint256 promised, uint256 withdrawn, bool boxed, bool revoked) = h.vaultOf().stateOf(id);
            vm.assertEq(opened, !e.left);
            if (e.left) continue;
            vm.assertEq(promised, e.promised);
            vm.assertEq(withdrawn, e.paid);
            vm.assertEq(boxed, e.boxed);
            vm.assertEq(revoked, e.revoked);
            vm.assertLe(withdrawn, h.vaultOf().vestedAt(e.schedule, block.timestamp));
        }
    }

    function invariant_EverybodyHasWhatWasPaid() external view {
        VestingHandler h = VestingHandler(handler);
        for (uint256 t; t < 2; ++t) {
            for (uint256 i; i < 3; ++i) {
                vm.assertEq(h.tokens(t).balanceOf(h.person(i)), h.received(h.person(i), t));
            }
        }
    }

    function invariant_MoneyIsConserved() external view {
        VestingHandler h = VestingHandler(handler);
        for (uint256 t; t < 2; ++t) {
            vm.assertEq(h.tokens(t).totalSupply(), h.brought(t));
        }
    }
}

/// @notice The same with tokens that hand every withdrawal in again from within their transfers.
contract Vesting_Hooks_Invariants is Vesting_Invariants {
    function setUp() external override {
        handler = address(new VestingHandler(new HookToken(), new HookToken(), true));
    }
}

/// @notice The same with tokens that return nothing.
contract Vesting_NoReturn_Invariants is Vesting_Invariants {
    function setUp() external override {
        handler = address(new VestingHandler(new NoReturnToken(), new NoReturnToken(), false));
    }
}
