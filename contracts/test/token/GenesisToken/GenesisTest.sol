// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

/// @notice A GenesisToken of three tables: five, four and one holders of 100 each, the first and the last not among them.
abstract contract GenesisTest is TokenTest {
    address[] internal holders;
    bytes[] internal tables;

    function setUp() public virtual override {
        super.setUp();
        address[] memory all = new address[](10);
        for (uint256 i; i < 10; ++i) {
            all[i] = someone(i);
        }
        all[3] = alice;
        all[7] = bob;
        holders = sorted(all);
        tables.push(rowsOf(_part(0, 5), 100));
        tables.push(rowsOf(_part(5, 9), 100));
        tables.push(rowsOf(_part(9, 10), 100));
        TokenParameters memory p = parametersOf(TokenKind.Genesis, TokenForm.Direct, alice);
        p.supply = 1000;
        token = newGenesis(p, tables);
    }

    function add(uint256 index) internal {
        token.addTable(index, tables[index], restAfter(tables, index + 1));
    }

    function seal() internal {
        for (uint256 i; i < tables.length; ++i) {
            add(i);
        }
    }

    /// @dev A token of one table with these rows.
    function newOf(bytes memory rows, uint128 supply) internal {
        TokenParameters memory p = parametersOf(TokenKind.Genesis, TokenForm.Clone, alice);
        p.supply = supply;
        delete tables;
        tables.push(rows);
        token = newGenesis(p, tables);
    }

    function _part(uint256 from, uint256 to) private view returns (address[] memory part) {
        part = new address[](to - from);
        for (uint256 i = from; i < to; ++i) {
            part[i - from] = holders[i];
        }
    }
}
