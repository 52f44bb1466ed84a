// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Powers} from "../../src/token/Powers.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../src/token/TokenParameters.sol";
import {IAnyToken} from "./IAnyToken.sol";
import {TokenMaker} from "./TokenTest.sol";

/// @notice Six accounts do with tokens of every kind whatever one can do with them. Each call is made to a clone and to its direct twin and to a
/// plain ledger: whether it may succeed the ledger says, and all three must agree.
/// @dev Tokens: 0 fixed, owner's; 1 fixed, rows in the code; 2 managed, rows in the code; 3 votes, rows in the code; 4 genesis, two tables.
contract LedgerHandler is TokenMaker {
    uint256 public constant TOKENS = 5;
    uint256 public constant PEOPLE = 6;

    struct Ledger {
        IAnyToken clone;
        IAnyToken direct;
        uint256 supply;
        uint256 room;
        uint256 made; // everything that ever was, the first supply included
        bool paused;
        address owner;
        uint256 givenUp;
        mapping(address => uint256) balance;
        mapping(address => mapping(address => uint256)) allowance;
        mapping(address => address) delegate;
        mapping(address => uint256) nonce;
        mapping(address => mapping(bytes32 => bool)) used;
    }

    string[6] private names = ["alice", "bob", "carol", "dave", "erin", "frank"];
    address[6] public people;
    Ledger[5] private _ledgers;
    bytes[] private _tables;
    bool public isSealed;

    constructor() {
        vm.warp(1_000_000);
        makeFactory();
        for (uint256 i; i < PEOPLE; ++i) {
            people[i] = account(names[i]);
        }
        address[] memory four = new address[](4);
        (four[0], four[1], four[2], four[3]) = (people[0], people[1], people[2], people[3]);
        sorted(four);
        bytes memory rows = rowsOf(four, 1000);
        _tables.push(rowsOf(list(four[0], four[1]), 1000));
        _tables.push(rowsOf(list(four[2], four[3]), 1000));
        for (uint256 i; i < TOKENS; ++i) {
            TokenKind kind = i == 0 ? TokenKind.Fixed : TokenKind(i - 1);
            Ledger storage ledger = _ledgers[i];
            for (uint256 form; form < 2; ++form) {
                TokenParameters memory p = parametersOf(kind, TokenForm(form), people[0]);
                p.supply = 4000;
                if (kind == TokenKind.Managed) p.limit = 10_000;
                if (i != 0) p.rows = rows;
                IAnyToken made = kind == TokenKind.Genesis ? newGenesis(p, _tables) : newToken(p);
                if (form == 0) ledger.clone = made;
                else ledger.direct = made;
            }
            if (kind == TokenKind.Genesis) continue; // nothing before the seal
            ledger.supply = ledger.made = 4000;
            if (i == 0) ledger.balance[people[0]] = 4000;
            else for (uint256 j; j < 4; ++j) {
                ledger.balance[four[j]] = 1000;
            }
            if (kind != TokenKind.Managed) continue;
            ledger.room = 6000;
            ledger.owner = people[0];
        }
    }

    function tokensOf(uint256 which) external view returns (IAnyToken clone, IAnyToken direct) {
        return (_ledgers[which].clone, _ledgers[which].direct);
    }

    function balanceOf(uint256 which, address who) external view returns (uint256) {
        return _ledgers[which].balance[who];
    }

    function allowanceOf(uint256 which, address from, address to) external view returns (uint256) {
        return _ledgers[which].allowance[from][to];
    }

    function suppliesOf(uint256 which) external view returns (uint256 supply, uint256 room, uint256 made) {
        return (_ledgers[which].supply, _ledgers[which].room, _ledgers[which].made);
    }

    function powersOf(uint256 which) external view returns (address owner, uint256 givenUp, bool paused) {
        return (_ledgers[which].owner, _ledgers[which].givenUp, _ledgers[which].paused);
    }

    function delegateOf(uint256 which, address who) external view returns (address) {
        return _ledgers[which].delegate[who];
    }

    function nonceOf(uint256 which, address who) external view returns (uint256) {
        return _ledgers[which].nonce[who];
    }

    // Holders

    function transfer(uint256 which, uint256 from, uint256 to, uint256 amount) external {
        Ledger storage ledger = _ledgers[which % TOKENS];
        address sender = people[from % PEOPLE];
        address receiver = people[to % PEOPLE];
        amount = _amount(ledger, sender, amount);
        bool right = _canMove(ledger, sender, amount);
        _both(ledger, sender, abi.encodeCall(ledger.clone.transfer, (receiver, amount)), right);
        if (right) _moveInLedger(ledger, sender, receiver, amount);
    }

    function transferAll(uint256 which, uint256 from, uint256 to) external {
        Ledger storage ledger = _ledgers[which % TOKENS];
        address sender = people[from % PEOPLE];
        address receiver = people[to % PEOPLE];
        uint256 amount = ledger.balance[sender];
        bool right = _canMove(ledger, sender, amount);
        _both(ledger, sender, abi.encodeCall(ledger.clone.transfer, (receiver, amount)), right);
        if (right) _moveInLedger(ledger, sender, receiver, amount);
    }

    function approve(uint256 which, uint256 from, uint256 spender, uint256 amount) external {
        Ledger storage ledger = _ledgers[which % TOKENS];
        address sender = people[from % PEOPLE];
        amount = amount % 3 == 0 ? type(uint256).max : amount % 5000;
        _both(ledger, sender, abi.encodeCall(ledger.clone.approve, (people[spender % PEOPLE], amount)), true);
        ledger.allowance[sender][people[spender % PEOPLE]] = amount;
    }

    function transferFrom(uint256 which, uint256 from, uint256 spender, uint256 to, uint256 amount) external {
        Ledger storage ledger = _ledgers[which % TOKENS];
        address sender = people[from % PEOPLE];
        address caller = people[spender % PEOPLE];
        address receiver = people[to % PEOPLE];
        amount = _amount(ledger, sender, amount);
        bool right = amount <= ledger.allowance[sender][caller] && _canMove(ledger, sender, amount);
        _both(ledger, caller, abi.encodeCall(ledger.clone.transferFrom, (sender, receiver, amount)), right);
        if (!right) return;
        _spend(ledger, sender, caller, amount);
        _moveInLedger(ledger, sender, receiver, amount);
    }

    /// @dev Up to four rows, also to the payer itself, paid by the payer or by a spender.
    function transferMany(uint256 which, uint256 from, uint256 spender, uint256 rows, uint256 amount) external {
        Ledger storage ledger = _ledgers[which % TOKENS];
        address sender = people[from % PEOPLE];
        address caller = spender % 4 == 3 ? sender : people[spender % PEOPLE];
        (bytes memory packed, uint256 sum) = _rows(rows, _amount(ledger, sender, amount % 5000));
        bool right = sum <= ledger.balance[sender] && !ledger.paused;
        bytes memory data = abi.encodeCall(ledger.clone.transferMany, (packed));
        if (caller != sender) {
            right = right && sum <= ledger.allowance[sender][caller];
            data = abi.encodeCall(ledger.clone.transferManyFrom, (sender, packed));
        }
        _both(ledger, caller, data, right);
        if (!right) return;
        if (caller != sender) _spend(ledger, sender, caller, sum);
        for (uint256 i; i < rows % 5; ++i) {
            _moveInLedger(ledger, sender, people[(rows >> 8 * i + 8) % PEOPLE], _amountOfRow(packed, i));
        }
    }

    function permit(uint256 which, uint256 from, uint256 spender, uint256 value, bool replayed) external {
        Ledger storage ledger = _ledgers[which % TOKENS];
        address sender = people[from % PEOPLE];
        address to = people[spender % PEOPLE];
        value = value % 5000;
        uint256 nonce = replayed && ledger.nonce[sender] > 0 ? ledger.nonce[sender] - 1 : ledger.nonce[sender];
        bool right = nonce == ledger.nonce[sender];
        for (uint256 form; form < 2; ++form) {
            IAnyToken token = form == 0 ? ledger.clone : ledger.direct;
            (bool success,) = address(token).call(_permission(token, from % PEOPLE, to, value, nonce));
            vm.assertEq(success, right);
        }
        if (!right) return;
        ++ledger.nonce[sender];
        ledger.allowance[sender][to] = value;
    }

    function authorized(uint256 which, uint256 from, uint256 to, uint256 amount, uint256 nonce, bool key) external {
        Ledger storage ledger = _ledgers[which % TOKENS];
        address sender = people[from % PEOPLE];
        address receiver = people[to % PEOPLE];
        amount = _amount(ledger, sender, amount);
        bytes32 once = bytes32(nonce % 8);
        bool right = !ledger.used[sender][once] && _canMove(ledger, sender, amount);
        for (uint256 form; form < 2; ++form) {
            IAnyToken token = form == 0 ? ledger.clone : ledger.direct;
            bytes memory data = _authorization(token, from % PEOPLE, receiver, amount, once, key);
            (bool success,) = address(token).call(data);
            vm.assertEq(success, right);
        }
        if (!right) return;
        ledger.used[sender][once] = true;
        _moveInLedger(ledger, sender, receiver, amount);
    }

    // Voters

    function delegate(uint256 which, uint256 from, uint256 to) external {
        Ledger storage ledger = _ledgers[3 + which % 2];
        address sender = people[from % PEOPLE];
        address delegatee = to % 7 == 6 ? address(0) : people[to % PEOPLE];
        bool right = which % 2 == 0 || isSealed;
        _both(ledger, sender, abi.encodeCall(ledger.clone.delegate, (delegatee)), right);
        if (right) ledger.delegate[sender] = delegatee;
    }

    // The managed token

    function mint(uint256 caller, uint256 to, uint256 amount) external {
        Ledger storage ledger = _ledgers[2];
        amount = within(amount, 0, ledger.room + 1);
        bool right = _may(ledger, caller, Powers.MINT) && !ledger.paused && amount <= ledger.room;
        _both(ledger, people[caller % PEOPLE], abi.encodeCall(ledger.clone.mint, (people[to % PEOPLE], amount)), right);
        if (!right) return;
        ledger.room -= amount;
        ledger.supply += amount;
        ledger.made += amount;
        ledger.balance[people[to % PEOPLE]] += amount;
    }

    function burn(uint256 from, uint256 amount) external {
        Ledger storage ledger = _ledgers[2];
        address sender = people[from % PEOPLE];
        amount = _amount(ledger, sender, amount);
        bool right = _canMove(ledger, sender, amount);
        _both(ledger, sender, abi.encodeCall(ledger.clone.burn, (amount)), right);
        if (right) _burnInLedger(ledger, sender, amount);
    }

    function burnFrom(uint256 from, uint256 spender, uint256 amount) external {
        Ledger storage ledger = _ledgers[2];
        address sender = people[from % PEOPLE];
        address caller = people[spender % PEOPLE];
        amount = _amount(ledger, sender, amount);
        bool right = amount <= ledger.allowance[sender][caller] && _canMove(ledger, sender, amount);
        _both(ledger, caller, abi.encodeCall(ledger.clone.burnFrom, (sender, amount)), right);
        if (!right) return;
        _spend(ledger, sender, caller, amount);
        _burnInLedger(ledger, sender, amount);
    }

    function pause(uint256 caller, bool to) external {
        Ledger storage ledger = _ledgers[2];
        bool right = _may(ledger, caller, Powers.PAUSE) && ledger.paused != to;
        bytes memory data = to ? abi.encodeCall(ledger.clone.pause, ()) : abi.encodeCall(ledger.clone.unpause, ());
        _both(ledger, people[caller % PEOPLE], data, right);
        if (right) ledger.paused = to;
    }

    function handOver(uint256 caller, uint256 to) external {
        Ledger storage ledger = _ledgers[2];
        bool right = _may(ledger, caller, Powers.HANDOVER);
        address next = people[to % PEOPLE];
        _both(ledger, people[caller % PEOPLE], abi.encodeCall(ledger.clone.transferOwnership, (next)), right);
        if (!right) return;
        _both(ledger, next, abi.encodeCall(ledger.clone.acceptOwnership, ()), true);
        ledger.owner = next;
    }

    /// @dev Rarely, because there is no way back.
    function giveUp(uint256 caller, uint256 bits, uint256 chance) external {
        if (chance % 16 != 0) return;
        Ledger storage ledger = _ledgers[2];
        bool right = ledger.owner == people[caller % PEOPLE] && !ledger.paused;
        _both(ledger, people[caller % PEOPLE], abi.encodeCall(ledger.clone.giveUp, (bits)), right);
        if (right) ledger.givenUp |= bits & 645;
    }

    // The genesis token

    function addTable(uint256 index, bool other) external {
        Ledger storage ledger = _ledgers[4];
        index = index % 2;
        bytes memory rows = _tables[other ? 1 - index : index];
        uint256 next = ledger.clone.nextTable();
        bool right = next == index && !other;
        _both(
            ledger,
            address(this),
            abi.encodeCall(ledger.clone.addTable, (index, rows, restAfter(_tables, index + 1))),
            right
        );
        if (!right || index == 0) return;
        isSealed = true;
        ledger.supply = ledger.made = 4000;
        for (uint256 i; i < 4; ++i) {
            ledger.balance[people[i]] = 1000;
        }
    }

    function wait_(uint256 time) external {
        vm.warp(vm.getBlockTimestamp() + time % 100);
    }

    // The ledger

    function _amountOfRow(bytes memory packed, uint256 row) private pure returns (uint256 amount) {
        assembly ("memory-safe") {
            amount := and(mload(add(packed, add(0x20, shl(5, row)))), 0xffffffffffffffffffffffff)
        }
    }

    /// @dev Rows whose amounts are parts of `amount`, the last one the rest of it.
    function _rows(uint256 rows, uint256 amount) private view returns (bytes memory packed, uint256 sum) {
        uint256 count = rows % 5;
        for (uint256 i; i < count; ++i) {
            uint256 part = i + 1 == count ? amount - sum : (amount - sum) >> (rows >> 8 * i + 4 & 3);
            packed = bytes.concat(packed, bytes20(people[(rows >> 8 * i + 8) % PEOPLE]), bytes12(uint96(part)));
            sum += part;
        }
    }

    function _amount(Ledger storage ledger, address from, uint256 amount) private view returns (uint256) {
        return amount % 16 == 0 ? amount : within(amount, 0, ledger.balance[from] + 2);
    }

    function _canMove(Ledger storage ledger, address from, uint256 amount) private view returns (bool) {
        return amount <= ledger.balance[from] && !ledger.paused;
    }

    function _moveInLedger(Ledger storage ledger, address from, address to, uint256 amount) private {
        ledger.balance[from] -= amount;
        ledger.balance[to] += amount;
    }

    function _burnInLedger(Ledger storage ledger, address from, uint256 amount) private {
        ledger.balance[from] -= amount;
        ledger.supply -= amount;
    }

    function _spend(Ledger storage ledger, address from, address spender, uint256 amount) private {
        if (ledger.allowance[from][spender] != type(uint256).max) ledger.allowance[from][spender] -= amount;
    }

    function _may(Ledger storage ledger, uint256 caller, uint256 power) private view returns (bool) {
        return ledger.owner == people[caller % PEOPLE] && ledger.givenUp & power == 0;
    }

    function _both(Ledger storage ledger, address from, bytes memory data, bool right) private {
        vm.prank(from);
        (bool success, bytes memory answer) = address(ledger.clone).call(data);
        vm.prank(from);
        (bool twin, bytes memory twinAnswer) = address(ledger.direct).call(data);
        vm.assertTrue(success == right, "the clone and the ledger");
        vm.assertTrue(twin == right, "the direct form and the ledger");
        vm.assertEq(answer, twinAnswer, "answers of both forms");
    }

    function _digest(IAnyToken token, bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }

    function _permission(IAnyToken token, uint256 from, address to, uint256 value, uint256 nonce)
        private
        view
        returns (bytes memory)
    {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 terms = keccak256(abi.encode(typeHash, people[from], to, value, nonce, type(uint256).max));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(names[from]), _digest(token, terms));
        return abi.encodeCall(token.permit, (people[from], to, value, type(uint256).max, v, r, s));
    }

    function _authorization(IAnyToken token, uint256 from, address to, uint256 amount, bytes32 nonce, bool key)
        private
        view
        returns (bytes memory)
    {
        bytes32 typeHash = keccak256(
            "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        bytes32 terms = keccak256(abi.encode(typeHash, people[from], to, amount, 0, type(uint256).max, nonce));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(names[from]), _digest(token, terms));
        bytes memory head = abi.encode(people[from], to, amount, 0, type(uint256).max, nonce);
        // transferWithAuthorization by v, r, s; or by bytes
        if (key) return bytes.concat(bytes4(0xe3ee160e), head, abi.encode(v, r, s));
        return bytes.concat(bytes4(0xcf092995), head, abi.encode(7 * 32, 65), abi.encodePacked(r, s, v), new bytes(31));
    }
}
