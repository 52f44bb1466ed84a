// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {IGenesisToken} from "../../../src/token/IGenesisToken.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {GenesisTest} from "./GenesisTest.sol";

contract GenesisToken_AddTable_Test is GenesisTest {
    function test_RevertGiven_AllTablesAreThere() external {
        seal();
        vm.expectRevert(IGenesisToken.GenesisToken_IsSealed.selector);
        token.addTable(3, tables[2], 0);
        newOf(rowsOf(list(alice), 5), 5);
        add(0);
        vm.expectRevert(IGenesisToken.GenesisToken_IsSealed.selector);
        add(0);
    }

    function testFuzz_RevertWhen_ItIsNotNextTable(uint256 index) external {
        index = within(index, 1, type(uint256).max);
        bytes32 rest = restAfter(tables, 1);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_NotNext.selector, index, 0));
        token.addTable(index, tables[0], rest);
    }

    function test_RevertWhen_TableComesAgain() external {
        add(0);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_NotNext.selector, 0, 1));
        add(0);
    }

    function testFuzz_RevertWhen_RowsAreOthers(uint256 byteNumber, uint8 change) external {
        bytes memory rows = tables[0];
        byteNumber = within(byteNumber, 0, rows.length - 1);
        rows[byteNumber] ^= bytes1(uint8(within(change, 1, 255)));
        bytes32 rest = restAfter(tables, 1);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongTable.selector, 0));
        token.addTable(0, rows, rest);
    }

    function testFuzz_RevertWhen_RestIsAnother(bytes32 rest) external {
        vm.assume(rest != restAfter(tables, 1));
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongTable.selector, 0));
        token.addTable(0, tables[0], rest);
    }

    function test_RevertGiven_HashPromisesMoreTablesThanThereAre() external {
        TokenParameters memory p = parametersOf(TokenKind.Genesis, TokenForm.Clone, alice);
        p.supply = 500;
        p.rows = abi.encodePacked(restAfter(tables, 0), holders[0]);
        token = newToken(p);
        bytes32 rest = restAfter(tables, 1);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongTable.selector, 0));
        token.addTable(0, tables[0], rest);
    }

    function test_RevertWhen_FirstAccountIsAnother() external {
        TokenParameters memory p = parametersOf(TokenKind.Genesis, TokenForm.Clone, alice);
        bytes memory rows = rowsOf(list(bob), 100);
        p.supply = 100;
        p.rows = abi.encodePacked(keccak256(abi.encode(keccak256(rows), 0)), address(uint160(bob) - 1));
        token = newToken(p);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongRow.selector, 0));
        token.addTable(0, rows, 0);
    }

    function test_RevertWhen_RowsDoNotAscend() external {
        newOf(abi.encodePacked(rowsOf(list(holders[1], holders[1]), 50)), 100);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongRow.selector, 1));
        add(0);
        newOf(abi.encodePacked(rowsOf(list(holders[1], holders[0]), 50)), 100);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongRow.selector, 1));
        add(0);
    }

    function test_RevertWhen_RowHasNoAmount() external {
        newOf(bytes.concat(rowsOf(list(holders[0], holders[1]), 50), rowsOf(list(holders[2]), 0)), 100);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongRow.selector, 2));
        add(0);
    }

    function test_RevertWhen_RowsReachIntoNextTable() external {
        tables[0] = rowsOf(list(holders[0], holders[5]), 100);
        TokenParameters memory p = parametersOf(TokenKind.Genesis, TokenForm.Clone, alice);
        p.supply = 700;
        token = newGenesis(p, tables);
        bytes32 rest = restAfter(tables, 1);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongRow.selector, 1));
        token.addTable(0, tables[0], rest);
    }

    function test_RevertWhen_ThereIsNoRow() external {
        TokenParameters memory p = parametersOf(TokenKind.Genesis, TokenForm.Clone, alice);
        p.rows = abi.encodePacked(keccak256(abi.encode(keccak256(""), 0)), bob);
        token = newToken(p);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongRow.selector, 0));
        token.addTable(0, "", 0);
    }

    function test_RevertWhen_LastRowIsCut() external {
        newOf(bytes.concat(rowsOf(list(alice), 5), hex"ff"), 5);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongRow.selector, 0));
        add(0);
    }

    function test_RevertWhen_RowsAddUpToLess() external {
        newOf(rowsOf(list(alice), 5), 6);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongTotal.selector, 5, 6));
        add(0);
    }

    function test_RevertWhen_RowsAddUpToMore() external {
        TokenParameters memory p = parametersOf(TokenKind.Genesis, TokenForm.Direct, alice);
        p.supply = 700;
        token = newGenesis(p, tables);
        add(0);
        bytes32 rest = restAfter(tables, 2);
        vm.expectRevert(abi.encodeWithSelector(IGenesisToken.GenesisToken_WrongTotal.selector, 900, 700));
        token.addTable(1, tables[1], rest);
        vm.assertEq(token.totalSupply(), 0);
    }

    function test_Given_TokenIsNotSealed_LetsNobodyMoveAnything() external {
        add(0);
        add(1);
        for (uint256 i; i < 10; ++i) {
            vm.expectRevert(ERC20.InsufficientBalance.selector);
            vm.prank(holders[i]);
            token.transfer(someone(50), 1);
        }
    }

    function test_Given_TokenIsNotSealed_LetsNobodyDelegate() external {
        add(0);
        vm.expectRevert(IGenesisToken.GenesisToken_NotSealed.selector);
        vm.prank(alice);
        token.delegate(alice);
        add(1);
        add(2);
        vm.prank(alice);
        token.delegate(bob);
        vm.assertEq(token.getVotes(bob), 100);
    }

    function testFuzz_MayBeCalledByAnybody(address caller) external {
        vm.assume(caller != address(vm));
        vm.prank(caller);
        add(0);
        vm.assertEq(token.nextTable(), 1);
    }

    function test_AnnouncesEachRowAndTable() external {
        for (uint256 i; i < 5; ++i) {
            vm.expectEmit(address(token));
            emit IAnyToken.Transfer(address(0), holders[i], 100);
        }
        vm.expectEmit(address(token));
        emit IGenesisToken.TableAdded(0, token.addressOfTable(0), 5, 500);
        add(0);
    }

    function test_AnnouncesSeal() external {
        add(0);
        add(1);
        vm.expectEmit(address(token));
        emit IGenesisToken.Sealed(restAfter(tables, 0), 1000);
        add(2);
    }

    function test_Takes767Rows() external {
        bytes memory rows = new bytes(767 * 32);
        for (uint160 i; i < 767; ++i) {
            bytes32 row = bytes32(bytes.concat(bytes20((i + 1) << 100), bytes12(uint96(i + 1))));
            assembly ("memory-safe") {
                mstore(add(add(rows, 0x20), mul(i, 0x20)), row)
            }
        }
        newOf(rows, 767 * 768 / 2);
        add(0);
        for (uint160 i; i < 767; ++i) {
            vm.assertEq(token.balanceOf(address((i + 1) << 100)), i + 1);
        }
    }
}
