// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {Allocation} from "../../../src/token/Allocation.sol";
import {IFixedTokenErrors} from "../../../src/token/IFixedToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract FixedToken_Constructor_Test is TokenTest {
    function test_RevertWhen_NameIsEmpty() external {
        vm.expectRevert(IFixedTokenErrors.FixedToken_EmptyName.selector);
        newToken("", "WSC", 18, genesis(alice, 1));
    }

    function test_RevertWhen_SymbolIsEmpty() external {
        vm.expectRevert(IFixedTokenErrors.FixedToken_EmptySymbol.selector);
        newToken("WebsiteCoin", "", 18, genesis(alice, 1));
    }

    function testFuzz_RevertWhen_ThereAreMoreThan77Decimals(uint8 decimals) external {
        decimals = uint8(within(decimals, 78, 255));
        vm.expectRevert(abi.encodeWithSelector(IFixedTokenErrors.FixedToken_DecimalsTooHigh.selector, decimals));
        newToken("WebsiteCoin", "WSC", decimals, genesis(alice, 1));
    }

    function test_RevertWhen_GenesisIsEmpty() external {
        vm.expectRevert(IFixedTokenErrors.FixedToken_EmptyGenesis.selector);
        newToken("WebsiteCoin", "WSC", 18, new Allocation[](0));
    }

    function test_RevertWhen_RowIsForZeroAddress() external {
        vm.expectRevert(abi.encodeWithSelector(IFixedTokenErrors.FixedToken_ZeroAddressAllocation.selector, 1));
        newToken("WebsiteCoin", "WSC", 18, genesis(alice, 1, address(0), 1));
    }

    function test_RevertWhen_RowHasNoAmount() external {
        vm.expectRevert(abi.encodeWithSelector(IFixedTokenErrors.FixedToken_ZeroAmountAllocation.selector, 1));
        newToken("WebsiteCoin", "WSC", 18, genesis(alice, 1, bob, 0));
    }

    function testFuzz_RevertWhen_SumOverflows(uint256 first, uint256 second) external {
        first = within(first, 1, type(uint256).max);
        second = within(second, type(uint256).max - first + 1, type(uint256).max);
        vm.expectRevert(ERC20.TotalSupplyOverflow.selector);
        newToken("WebsiteCoin", "WSC", 18, genesis(alice, first, bob, second));
    }

    function test_When_AccountStandsInTwoRows_AddsThemUp() external {
        token = newToken("WebsiteCoin", "WSC", 18, genesis(alice, 3, alice, 4));
        vm.assertEq(token.balanceOf(alice), 7);
        vm.assertEq(token.totalSupply(), 7);
    }

    function testFuzz_MintsEachRow(uint128[] memory amounts) external {
        vm.assume(amounts.length > 0);
        uint256 sum;
        Allocation[] memory rows = new Allocation[](amounts.length % 20 + 1);
        for (uint256 i; i < rows.length; ++i) {
            rows[i] = Allocation(someone(i), uint256(amounts[i % amounts.length]) + 1);
            sum += rows[i].amount;
        }
        token = newToken("WebsiteCoin", "WSC", 18, rows);
        vm.assertEq(token.totalSupply(), sum);
        for (uint256 i; i < rows.length; ++i) {
            vm.assertEq(token.balanceOf(rows[i].to), rows[i].amount);
        }
    }

    function test_AnnouncesEachRowAsTransferFromZero() external {
        vm.expectEmit();
        emit ERC20.Transfer(address(0), alice, 5);
        vm.expectEmit();
        emit ERC20.Transfer(address(0), bob, 7);
        newToken("WebsiteCoin", "WSC", 18, genesis(alice, 5, bob, 7));
    }

    function test_Allows77Decimals() external {
        token = newToken("WebsiteCoin", "WSC", 77, genesis(alice, 10 ** 77));
        vm.assertEq(token.totalSupply(), 10 ** 77);
    }
}
