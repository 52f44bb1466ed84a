// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBatchTransfer} from "../../../src/token/IBatchTransfer.sol";
import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_TransferMany_Test is TokenTest {
    error InsufficientBalance();

    function row(address to, uint256 amount) private pure returns (bytes memory) {
        return abi.encodePacked(to, uint96(amount));
    }

    function testFuzz_RevertWhen_RowsAreNotWholeNumberOfRows(uint256 length) external {
        length = within(length, 1, 500);
        if (length % 32 == 0) ++length;
        vm.expectRevert(abi.encodeWithSelector(IBatchTransfer.BatchTransfer_MalformedRows.selector, length));
        vm.prank(alice);
        token.transferMany(new bytes(length));
    }

    function test_RevertWhen_SumIsMoreThanCallerHas() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.expectRevert(InsufficientBalance.selector);
            vm.prank(alice);
            all[i].transferMany(bytes.concat(row(bob, SUPPLY), row(someone(1), 1)));
            vm.assertEq(all[i].balanceOf(bob), 0);
        }
    }

    function test_RevertWhen_SumWithRowToCallerItselfIsMoreThanCallerHas() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            for (uint256 again; again < 2; ++again) {
                vm.expectRevert(InsufficientBalance.selector);
                vm.prank(alice);
                all[i].transferMany(bytes.concat(row(alice, SUPPLY), row(bob, 1)));
                vm.prank(alice);
                all[i].transfer(alice, SUPPLY); // from here on out of the slot
            }
        }
    }

    function test_RevertGiven_ManagedTokenThatIsPaused() external {
        for (uint256 form; form < 2; ++form) {
            token = newToken(TokenKind.Managed, TokenForm(form), alice);
            vm.prank(alice);
            token.pause();
            vm.expectRevert(IManagedToken.ManagedToken_Paused.selector);
            vm.prank(alice);
            token.transferMany("");
        }
    }

    function test_RevertWhen_RowOfManagedTokenGoesToZeroAddress() external {
        for (uint256 form; form < 2; ++form) {
            token = newToken(TokenKind.Managed, TokenForm(form), alice);
            vm.expectRevert(IManagedToken.ManagedToken_ZeroRecipient.selector);
            vm.prank(alice);
            token.transferMany(bytes.concat(row(bob, 1), row(address(0), 1)));
        }
    }

    function test_When_ThereAreNoRows_MovesNothing() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.prank(alice);
            vm.assertEq(all[i].transferMany(""), 0);
            vm.assertEq(all[i].balanceOf(alice), SUPPLY);
        }
    }

    function test_AnnouncesEveryRowAndAnswersSum() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.expectEmit(address(all[i]));
            emit IAnyToken.Transfer(alice, bob, 7);
            vm.expectEmit(address(all[i]));
            emit IAnyToken.Transfer(alice, alice, 0);
            vm.expectEmit(address(all[i]));
            emit IAnyToken.Transfer(alice, bob, 5);
            vm.prank(alice);
            vm.assertEq(all[i].transferMany(bytes.concat(row(bob, 7), row(alice, 0), row(bob, 5))), 12);
            vm.assertEq(all[i].balanceOf(bob), 12);
        }
    }

    function test_TakesWholeOfGenesisAmountOnce() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.prank(alice);
            all[i].transferMany(row(bob, SUPPLY));
            vm.assertEq(all[i].balanceOf(alice), 0);
            vm.assertEq(all[i].balanceOf(bob), SUPPLY);
            vm.expectRevert(InsufficientBalance.selector);
            vm.prank(alice);
            all[i].transferMany(row(bob, 1));
        }
    }

    /// @dev Twins of every kind: one pays its rows at once, the other one by one; alice, bob and others delegate or not.
    function testFuzz_LeavesWhatAsManyTransfersLeave(uint256 seed, uint256 kind, uint256 form, uint256 delegations)
        external
    {
        IAnyToken other = newToken(TokenKind(kind % 4), TokenForm(form % 2), alice);
        token = newToken(TokenKind(kind % 4), TokenForm(form % 2), alice);
        address[5] memory people = [alice, bob, someone(1), someone(2), token.ownerOfRecord()];
        bytes memory rows;
        for (uint256 i; i < 4; ++i) {
            if (kind % 4 > 1 && delegations >> i & 1 != 0) {
                address to = people[(delegations >> 8 * i + 8) % 4];
                vm.prank(people[i]);
                token.delegate(to);
                vm.prank(people[i]);
                other.delegate(to);
            }
        }
        for (uint256 i; i < 6; ++i) {
            (address to, uint256 amount) = (people[(seed >> 40 * i) % 4], within(seed >> 40 * i + 8, 0, SUPPLY / 6));
            rows = bytes.concat(rows, row(to, amount));
            vm.prank(alice);
            other.transfer(to, amount);
        }
        vm.prank(alice);
        token.transferMany(rows);
        for (uint256 i; i < 4; ++i) {
            bytes32 slot = bytes32(uint256(uint160(people[i])));
            vm.assertEq(vm.load(address(token), slot) << 1, vm.load(address(other), slot) << 1);
            vm.assertEq(token.balanceOf(people[i]), other.balanceOf(people[i]));
            if (kind % 4 > 1) vm.assertEq(token.getVotes(people[i]), other.getVotes(people[i]));
        }
    }
}
