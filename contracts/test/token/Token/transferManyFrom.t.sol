// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBatchTransfer} from "../../../src/token/IBatchTransfer.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_TransferManyFrom_Test is TokenTest {
    error InsufficientBalance();
    error InsufficientAllowance();

    function row(address to, uint256 amount) private pure returns (bytes memory) {
        return abi.encodePacked(to, uint96(amount));
    }

    function allow(IAnyToken which, uint256 amount) private {
        vm.prank(alice);
        which.approve(bob, amount);
    }

    function test_RevertWhen_RowsAreNotWholeNumberOfRows() external {
        allow(token, SUPPLY);
        vm.expectRevert(abi.encodeWithSelector(IBatchTransfer.BatchTransfer_MalformedRows.selector, 33));
        vm.prank(bob);
        token.transferManyFrom(alice, new bytes(33));
    }

    function test_RevertWhen_SumIsMoreThanPayerHas() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            allow(all[i], type(uint256).max);
            vm.expectRevert(InsufficientBalance.selector);
            vm.prank(bob);
            all[i].transferManyFrom(alice, bytes.concat(row(bob, SUPPLY), row(alice, 1)));
        }
    }

    function testFuzz_RevertWhen_SumIsMoreThanCallerMaySpend(uint256 first, uint256 second) external {
        first = within(first, 0, SUPPLY / 2);
        second = within(second, 1, SUPPLY / 2);
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            allow(all[i], first + second - 1);
            vm.expectRevert(InsufficientAllowance.selector);
            vm.prank(bob);
            all[i].transferManyFrom(alice, bytes.concat(row(bob, first), row(someone(1), second)));
        }
    }

    function testFuzz_SpendsSumOfAllowanceAndPaysEachRow(uint256 first, uint256 second, uint256 more) external {
        first = within(first, 0, SUPPLY / 2);
        second = within(second, 0, SUPPLY / 2);
        more = within(more, 0, SUPPLY);
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            allow(all[i], first + second + more);
            vm.prank(bob);
            vm.assertEq(
                all[i].transferManyFrom(alice, bytes.concat(row(bob, first), row(someone(1), second))), first + second
            );
            vm.assertEq(all[i].allowance(alice, bob), more);
            vm.assertEq(all[i].balanceOf(bob), first);
            vm.assertEq(all[i].balanceOf(someone(1)), second);
            vm.assertEq(all[i].balanceOf(alice), SUPPLY - first - second);
        }
    }

    function test_LeavesAllowanceWithoutEndAsItIs() external {
        allow(token, type(uint256).max);
        vm.prank(bob);
        token.transferManyFrom(alice, row(bob, 5));
        vm.assertEq(token.allowance(alice, bob), type(uint256).max);
    }
}
