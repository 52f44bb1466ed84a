// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../src/token/TokenParameters.sol";
import {Vm} from "../base/Vm.sol";
import {IAnyToken} from "./IAnyToken.sol";
import {TokenTest} from "./TokenTest.sol";

/// @notice Whatever sequence of calls is made, our tokens answer, announce and end as OpenZeppelin's ERC20, ERC20Permit and ERC20Votes do.
/// @dev Differences, none of which these calls can meet:
/// - OpenZeppelin refuses transfers to the zero address, approvals for it, and transfers from it; ours are as ERC-20 has them.
/// - Errors have other names. They are compared by class: {_classOf}.
/// - OpenZeppelin's `delegateBySig` reports a wrong nonce before anything else; ours reports it as an invalid signature. Both are one class.
/// - `getPastTotalSupply` before the token's creation is zero there and the supply here; only later times are asked for.
/// - OpenZeppelin's `checkpoints`, ours (Solady's) `checkpointAt` are left out: neither is in ERC-5805.
contract Oracle_Test is TokenTest {
    enum Class {
        None,
        Balance,
        Allowance,
        Expired,
        Signature,
        Future,
        Other
    }

    struct Move {
        uint8 kind;
        uint8 sender;
        uint8 from;
        uint8 to;
        uint256 amount;
        bool spoil;
    }

    string[4] private names = ["alice", "bob", "carol", "dave"];
    address[4] private people;
    IAnyToken private oracle;
    uint256 private start;

    function setUp() public override {
        super.setUp();
        vm.setEvmVersion("cancun"); // OpenZeppelin's code needs it
        oracle = IAnyToken(create("OracleToken", abi.encode(alice, SUPPLY)));
        for (uint256 i; i < 4; ++i) {
            people[i] = account(names[i]);
        }
        start = vm.getBlockTimestamp();
    }

    function testFuzz_FixedCloneBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Fixed, TokenForm.Clone, alice), moves, 6);
    }

    function testFuzz_FixedDirectBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Fixed, TokenForm.Direct, alice), moves, 6);
    }

    function testFuzz_ManagedCloneBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Managed, TokenForm.Clone, alice), moves, 6);
    }

    function testFuzz_ManagedDirectBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Managed, TokenForm.Direct, alice), moves, 6);
    }

    function testFuzz_VotesCloneBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Votes, TokenForm.Clone, alice), moves, 11);
    }

    function testFuzz_VotesDirectBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Votes, TokenForm.Direct, alice), moves, 11);
    }

    function testFuzz_GenesisCloneBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Genesis, TokenForm.Clone, alice), moves, 11);
    }

    function testFuzz_GenesisDirectBehavesAsOpenZeppelinToken(Move[24] memory moves) external {
        _compare(newToken(TokenKind.Genesis, TokenForm.Direct, alice), moves, 11);
    }

    function _compare(IAnyToken ours, Move[24] memory moves, uint256 kinds) private {
        for (uint256 i; i < moves.length; ++i) {
            Move memory move = moves[i];
            if (move.kind % 13 == 0) vm.warp(vm.getBlockTimestamp() + move.amount % 5);
            (bytes memory data, bytes memory theirs) = (_callOf(ours, move, kinds), _callOf(oracle, move, kinds));
            vm.recordLogs();
            (bool success, bytes memory answer) = _send(ours, people[move.sender % 4], data);
            Vm.Log[] memory logs = vm.getRecordedLogs();
            (bool expected, bytes memory expectedAnswer) = _send(oracle, people[move.sender % 4], theirs);
            _compareLogs(logs, vm.getRecordedLogs());
            vm.assertEq(success, expected);
            if (success) vm.assertEq(answer, expectedAnswer);
            else _compareErrors(answer, expectedAnswer);
        }
        _compareState(ours, kinds > 6);
    }

    function _send(IAnyToken to, address from, bytes memory data) private returns (bool success, bytes memory answer) {
        vm.prank(from);
        (success, answer) = address(to).call(data);
    }

    /// @dev An error that no class is known for would hide a difference.
    function _compareErrors(bytes memory ours, bytes memory theirs) private pure {
        Class class = _classOf(ours);
        vm.assertTrue(class != Class.Other, "an error of no class");
        vm.assertEq(uint256(class), uint256(_classOf(theirs)));
    }

    function _compareLogs(Vm.Log[] memory ours, Vm.Log[] memory theirs) private pure {
        vm.assertEq(ours.length, theirs.length, "events");
        for (uint256 i; i < ours.length; ++i) {
            vm.assertEq(
                keccak256(abi.encode(ours[i].topics, ours[i].data)),
                keccak256(abi.encode(theirs[i].topics, theirs[i].data))
            );
        }
    }

    function _compareState(IAnyToken ours, bool votes) private view {
        vm.assertEq(ours.totalSupply(), oracle.totalSupply());
        if (votes) {
            vm.assertEq(ours.clock(), oracle.clock());
            vm.assertEq(ours.CLOCK_MODE(), oracle.CLOCK_MODE());
        }
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(ours.balanceOf(people[i]), oracle.balanceOf(people[i]));
            vm.assertEq(ours.nonces(people[i]), oracle.nonces(people[i]));
            for (uint256 j; j < 4; ++j) {
                vm.assertEq(ours.allowance(people[i], people[j]), oracle.allowance(people[i], people[j]));
            }
            if (!votes) continue;
            vm.assertEq(ours.delegates(people[i]), oracle.delegates(people[i]));
            vm.assertEq(ours.getVotes(people[i]), oracle.getVotes(people[i]));
            for (uint256 time = start; time < vm.getBlockTimestamp(); ++time) {
                vm.assertEq(ours.getPastVotes(people[i], time), oracle.getPastVotes(people[i], time));
            }
        }
    }

    /// @dev The same wish in the words of either token: signatures are made for the token that they are shown to.
    function _callOf(IAnyToken to, Move memory move, uint256 kinds) private view returns (bytes memory) {
        uint256 kind = move.kind % kinds;
        uint256 amount = move.amount % 7 == 0 ? move.amount : move.amount % (SUPPLY / 2);
        address from = people[move.from % 4];
        address whom = people[move.to % 4];
        if (kind == 0) return abi.encodeCall(to.transfer, (whom, amount));
        if (kind == 1) return abi.encodeCall(to.approve, (whom, move.amount % 5 == 0 ? type(uint256).max : amount));
        if (kind == 2) return abi.encodeCall(to.transferFrom, (from, whom, amount));
        if (kind == 3) return _permit(to, move, from, whom, amount);
        if (kind == 4) return abi.encodeCall(to.balanceOf, (whom));
        if (kind == 5) return abi.encodeCall(to.transfer, (whom, to.balanceOf(people[move.sender % 4])));
        if (kind == 6) return abi.encodeCall(to.delegate, (move.spoil ? address(0) : whom));
        if (kind == 7) return _delegation(to, move, whom);
        if (kind == 8) return abi.encodeCall(to.getVotes, (whom));
        uint256 time = within(move.amount, start, vm.getBlockTimestamp() + 1);
        return kind == 9 ? abi.encodeCall(to.getPastVotes, (whom, time)) : abi.encodeCall(to.getPastTotalSupply, (time));
    }

    function _permit(IAnyToken to, Move memory move, address from, address whom, uint256 amount)
        private
        view
        returns (bytes memory)
    {
        uint256 nonce = to.nonces(from) + (move.amount % 11 == 0 ? 1 : 0);
        uint256 deadline = vm.getBlockTimestamp() + 3 - move.amount % 5;
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        (uint8 v, bytes32 r, bytes32 s) =
            _sign(to, keccak256(abi.encode(typeHash, from, whom, amount, nonce, deadline)), move.from, move.spoil);
        return abi.encodeCall(to.permit, (from, whom, amount, deadline, v, r, s));
    }

    function _delegation(IAnyToken to, Move memory move, address whom) private view returns (bytes memory) {
        uint256 nonce = to.nonces(people[move.from % 4]) + (move.amount % 11 == 0 ? 1 : 0);
        uint256 expiry = vm.getBlockTimestamp() + 3 - move.amount % 5;
        bytes32 typeHash = keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)");
        (uint8 v, bytes32 r, bytes32 s) =
            _sign(to, keccak256(abi.encode(typeHash, whom, nonce, expiry)), move.from, false);
        return abi.encodeCall(to.delegateBySig, (whom, nonce, expiry, move.spoil ? 3 : v, r, s));
    }

    function _sign(IAnyToken to, bytes32 structHash, uint256 signer, bool spoil)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", to.DOMAIN_SEPARATOR(), structHash));
        return vm.sign(keyOf(names[(spoil ? signer + 1 : signer) % 4]), digest);
    }

    function _classOf(bytes memory answer) private pure returns (Class) {
        bytes4 selector = bytes4(answer);
        if (selector == 0xf4d678b8 || selector == 0xe450d38c) return Class.Balance; // InsufficientBalance, ERC20InsufficientBalance
        if (selector == 0x13be252b || selector == 0xfb8f41b2) return Class.Allowance; // InsufficientAllowance, ERC20InsufficientAllowance
        if (selector == 0x1a15a3cc || selector == 0x62791302) return Class.Expired; // PermitExpired, ERC2612ExpiredSignature
        if (selector == 0x3480e9e1 || selector == 0x4683af0e) return Class.Expired; // ERC5805DelegateSignatureExpired, VotesExpiredSignature
        if (selector == 0xddafbaef || selector == 0x4b800e46) return Class.Signature; // InvalidPermit, ERC2612InvalidSigner
        if (selector == 0x1838d95c || selector == 0x752d88c0 || selector == 0xf645eedf) return Class.Signature; // ERC5805DelegateInvalidSignature, InvalidAccountNonce, ECDSAInvalidSignature
        if (selector == 0xf9874464 || selector == 0xecd3f81e) return Class.Future; // ERC5805FutureLookup (two signatures)
        return Class.Other;
    }
}
