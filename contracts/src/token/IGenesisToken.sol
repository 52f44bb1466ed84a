// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVotesToken} from "./IVotesToken.sol";

/// @title A token whose first holders stand in tables of code
/// @notice The list of first holders, of any length, is fixed when the token is created: by a hash over all of it. Then anybody adds it
/// table by table, in order; each row is announced as a Transfer from zero. With the last table the token is sealed: the supply and every
/// first holder's balance are there at once, and transfers begin. Before that there is no supply, no balance, and nothing to move.
/// @dev A table holds up to 767 rows of 32 bytes (account 20, amount 12) or, when the supply does not fit in 96 bits, 682 rows of 36 bytes
/// (account 20, amount 16), strictly ascending by account within and across tables. The genesis hash is a chain from the end: after the last
/// table comes zero; before it, keccak256(abi.encode(keccak256(rows), what comes after)). The first account of each table stands behind
/// the token's code, so a balance is found by two binary searches in code.
interface IGenesisToken is IVotesToken {
    /// @notice Table `index` was added; its `holders` are announced by Transfer events of the same transaction.
    event TableAdded(uint256 indexed index, address indexed table, uint256 holders, uint256 amount);

    /// @notice The whole list is there; balances and supply exist from now on.
    event Sealed(bytes32 genesisHash, uint256 supply);

    /// @notice Table `next` is awaited, not `index`: one below `next` is there already.
    error GenesisToken_NotNext(uint256 index, uint256 next);

    /// @notice All tables are there.
    error GenesisToken_IsSealed();

    /// @notice Not all tables are there yet.
    error GenesisToken_NotSealed();

    /// @notice These rows, followed by what `rest` stands for, are not what the genesis hash stands for.
    error GenesisToken_WrongTable(uint256 index);

    /// @notice Row `row` of the table (counted from zero) is not above the one before it, leaves the range of its table, or has no amount.
    error GenesisToken_WrongRow(uint256 row);

    /// @notice The rows add up to `sum` instead of the supply.
    error GenesisToken_WrongTotal(uint256 sum, uint256 supply);

    /// @notice Adds a table. Anybody may: its content was fixed when the token was created.
    /// @param index The number of the table, counted from zero: `nextTable()`.
    /// @param rows Its rows.
    /// @param rest The hash of the tables after it; zero for the last one.
    function addTable(uint256 index, bytes calldata rows, bytes32 rest) external;

    /// @notice The hash over all rows, fixed at creation.
    function genesisHash() external view returns (bytes32);

    /// @notice How many tables the list has.
    function numberOfTables() external view returns (uint256);

    /// @notice The table that is awaited; `numberOfTables()` when the token is sealed.
    function nextTable() external view returns (uint256);

    /// @notice Where table `index` is or will be.
    function addressOfTable(uint256 index) external view returns (address);

    /// @notice Whether all tables are there.
    function isSealed() external view returns (bool);

    /// @notice What `account` has in the list; zero before the seal. Does not change when the account moves it.
    function genesisOf(address account) external view returns (uint256);
}
