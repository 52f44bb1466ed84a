// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

/// @notice What the direct form does by its own code: the tests take the kind's code away and see what still works, and what does not.
contract DirectToken_Plain_Test is TokenTest {
    address private carol = account("carol");

    function setUp() public override {
        super.setUp();
        token = newToken(TokenKind.Votes, TokenForm.Direct, alice);
        vm.prank(alice);
        token.transfer(bob, 1000); // alice's balance stands in her slot from now on
        vm.prank(bob);
        token.approve(carol, 500);
    }

    function testFuzz_PlainCallsNeedNoKind(uint256 amount, uint256 spent) external {
        amount = within(amount, 0, 400);
        spent = within(spent, 0, 400);
        _takeKindAway(TokenKind.Votes);
        vm.prank(bob);
        vm.assertTrue(token.transfer(carol, amount));
        vm.prank(carol);
        vm.assertTrue(token.transferFrom(bob, someone(1), spent));
        vm.prank(alice);
        vm.assertTrue(token.transfer(carol, amount));
        vm.prank(alice);
        vm.assertTrue(token.approve(bob, amount));
        vm.assertEq(token.balanceOf(bob), 1000 - amount - spent);
        vm.assertEq(token.balanceOf(carol), 2 * amount);
        vm.assertEq(token.balanceOf(alice), SUPPLY - 1000 - amount);
        vm.assertEq(token.balanceOf(someone(1)), spent);
    }

    function testFuzz_EverythingElseIsHandedOn(bytes4 selector, uint256 first, uint256 second, uint256 third) external {
        vm.assume(
            selector != token.transfer.selector && selector != token.transferFrom.selector
                && selector != token.balanceOf.selector && selector != token.approve.selector
        );
        _changesNothing(bob, abi.encodePacked(selector, abi.encode(first, second, third)));
        _changesNothing(carol, abi.encodePacked(selector, abi.encode(bob, carol, third % 500)));
    }

    function test_NeighboursOfSelectorsAreHandedOn() external {
        bytes4[4] memory known =
            [token.transfer.selector, token.transferFrom.selector, token.balanceOf.selector, token.approve.selector];
        for (uint256 i; i < 4; ++i) {
            for (uint256 bit; bit < 32; ++bit) {
                _changesNothing(carol, abi.encodePacked(known[i] ^ bytes4(uint32(1 << bit)), abi.encode(bob, carol, 5)));
            }
            _changesNothing(carol, abi.encodePacked(bytes4(uint32(known[i]) << 1), abi.encode(bob, carol, 5)));
            _changesNothing(carol, abi.encodePacked(bytes4(uint32(known[i]) >> 1), abi.encode(bob, carol, 5)));
            _changesNothing(carol, abi.encodePacked(bytes4((uint32(known[i]) << 1) + 1), abi.encode(bob, carol, 5)));
        }
    }

    function test_WhatIsNotPlainIsHandedOn() external {
        uint256 dirty = uint256(uint160(alice)) | 1 << 200;
        _changesNothing(bob, abi.encodeCall(token.transfer, (carol, 1001)));
        _changesNothing(bob, abi.encodeCall(token.transfer, (carol, 1 << 128)));
        _changesNothing(bob, abi.encodeCall(token.transfer, (carol, type(uint256).max)));
        _changesNothing(bob, abi.encodeCall(token.transfer, (bob, 1)));
        _changesNothing(bob, abi.encodePacked(token.transfer.selector, abi.encode(dirty, 1)));
        _changesNothing(bob, abi.encodePacked(token.transfer.selector, abi.encode(alice), new bytes(31)));
        _changesNothing(carol, abi.encodeCall(token.transferFrom, (bob, alice, 501)));
        _changesNothing(carol, abi.encodeCall(token.transferFrom, (bob, bob, 1)));
        _changesNothing(carol, abi.encodePacked(token.transferFrom.selector, abi.encode(bob, dirty, 1)));
        _changesNothing(
            carol, abi.encodePacked(token.transferFrom.selector, abi.encode(uint256(uint160(bob)) | 1 << 200, alice, 1))
        );
        _changesNothing(carol, abi.encodePacked(token.transferFrom.selector, abi.encode(bob, alice), new bytes(31)));
        _changesNothing(bob, abi.encodePacked(token.approve.selector, abi.encode(dirty, 1)));
        _changesNothing(bob, abi.encodePacked(token.approve.selector, abi.encode(alice), new bytes(31)));
    }

    function test_BalanceIsHandedOnWhereCodeMustBeAsked() external {
        token = newToken(TokenKind.Fixed, TokenForm.Direct, alice);
        vm.assertEq(token.balanceOf(bob), 0);
        _takeKindAway(TokenKind.Fixed);
        vm.assertEq(token.balanceOf(bob), 0);
        (, bytes memory answer) = address(token).staticcall(abi.encodeCall(token.balanceOf, (alice)));
        vm.assertEq(answer.length, 0);
        (, answer) =
            address(token).staticcall(abi.encodePacked(token.balanceOf.selector, uint256(uint160(bob)) | 1 << 200));
        vm.assertEq(answer.length, 0);
        (, answer) = address(token).staticcall(abi.encodePacked(token.balanceOf.selector, new bytes(31)));
        vm.assertEq(answer.length, 0);
    }

    function test_ValueIsHandedOn() external {
        vm.deal(bob, 10);
        bytes[3] memory calls = [
            abi.encodeCall(token.transfer, (carol, 1)),
            abi.encodeCall(token.approve, (carol, 1)),
            abi.encodeCall(token.balanceOf, (carol))
        ];
        for (uint256 i; i < 3; ++i) {
            vm.prank(bob);
            (bool success,) = address(token).call{value: 1}(calls[i]);
            vm.assertFalse(success);
        }
        vm.deal(carol, 10);
        vm.prank(carol);
        (bool done,) = address(token).call{value: 1}(abi.encodeCall(token.transferFrom, (bob, alice, 1)));
        vm.assertFalse(done);
        vm.assertEq(token.balanceOf(bob), 1000);
    }

    function test_VotersAreHandedOn() external {
        vm.prank(alice);
        token.delegate(alice);
        _changesNothing(alice, abi.encodeCall(token.transfer, (carol, 1)));
        _changesNothing(bob, abi.encodeCall(token.transfer, (alice, 1)));
        _changesNothing(carol, abi.encodeCall(token.transferFrom, (bob, alice, 1)));
    }

    function test_PausedAndZeroAreHandedOn() external {
        token = newToken(TokenKind.Managed, TokenForm.Direct, alice);
        vm.prank(alice);
        token.transfer(bob, 1000);
        vm.prank(bob);
        token.approve(carol, 500);
        _changesNothing(bob, abi.encodeCall(token.transfer, (address(0), 1)));
        _changesNothing(carol, abi.encodeCall(token.transferFrom, (bob, address(0), 1)));
        vm.prank(alice);
        token.pause();
        _changesNothing(bob, abi.encodeCall(token.transfer, (carol, 1)));
        _changesNothing(carol, abi.encodeCall(token.transferFrom, (bob, alice, 1)));
        vm.prank(alice);
        token.unpause();
        _takeKindAway(TokenKind.Managed);
        vm.prank(bob);
        vm.assertTrue(token.transfer(carol, 7));
        vm.prank(carol);
        vm.assertTrue(token.transferFrom(bob, alice, 3));
        vm.assertEq(token.balanceOf(bob), 990);
    }

    /// @dev Without the kind's code a call that is handed on does nothing and answers nothing.
    function _changesNothing(address from, bytes memory data) private {
        address kind = _kindOf();
        bytes memory code = kind.code;
        vm.etch(kind, "");
        bytes32[4] memory before = _slots();
        vm.recordLogs();
        vm.prank(from);
        (bool success, bytes memory answer) = address(token).call(data);
        vm.assertTrue(success);
        vm.assertEq(answer.length, 0);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        bytes32[4] memory behind = _slots();
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(before[i], behind[i]);
        }
        vm.etch(kind, code);
        vm.assertEq(token.allowance(bob, carol), 500);
    }

    function _takeKindAway(TokenKind kind) private {
        vm.etch(factory.codeOf(kind), "");
    }

    function _kindOf() private view returns (address) {
        return factory.codeOf(token.supportsInterface(0xe90fb3f6) ? TokenKind.Votes : TokenKind.Managed);
    }

    function _slots() private view returns (bytes32[4] memory slots) {
        address[4] memory people = [alice, bob, carol, address(0)];
        for (uint256 i; i < 4; ++i) {
            slots[i] = vm.load(address(token), bytes32(uint256(uint160(people[i]))));
        }
    }
}
