// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LibRLP} from "solady/utils/LibRLP.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {CodeArguments} from "./CodeArguments.sol";
import {GenesisRows} from "./GenesisRows.sol";
import {IGenesisToken} from "./IGenesisToken.sol";
import {VotingToken} from "./VotingToken.sol";

/// @title GenesisToken
/// @notice A token whose first holders stand in tables of code. See {IGenesisToken}.
/// @dev In its {CodeArguments} `rows` are the first accounts of the tables, 20 bytes each, and `extra` is the genesis hash, 32 bytes.
/// Table i is the contract that this one creates with nonce i + 1, so no address is stored. With one table its presence is the seal and
/// nothing is stored at all; with more, two slots carry the chain of hashes and the sum along.
contract GenesisToken layout at 0x47656e65736973_0000000000000000000000000000000000000000000000
    is
    VotingToken,
    IGenesisToken
{
    uint256 private constant KEY_BYTES = 20;
    uint256 private constant HASH_BYTES = 32;

    bytes32 private _rest;
    uint128 private _sum;
    uint128 private _next;

    /// @inheritdoc IGenesisToken
    function genesisHash() public view returns (bytes32) {
        return bytes32(CodeArguments.slice(_fixedBytes(), HASH_BYTES));
    }

    /// @inheritdoc IGenesisToken
    function numberOfTables() public view returns (uint256) {
        (uint256 word,) = CodeArguments.footer();
        return CodeArguments.rowsOf(word);
    }

    /// @inheritdoc IGenesisToken
    function nextTable() public view returns (uint256) {
        if (numberOfTables() > 1) return _next;
        return addressOfTable(0).code.length == 0 ? 0 : 1;
    }

    /// @inheritdoc IGenesisToken
    function addressOfTable(uint256 index) public view returns (address) {
        return LibRLP.computeAddress(address(this), index + 1);
    }

    /// @inheritdoc IGenesisToken
    function isSealed() public view returns (bool) {
        return nextTable() == numberOfTables();
    }

    /// @inheritdoc IGenesisToken
    function genesisOf(address account) external view returns (uint256) {
        return _genesisOf(account);
    }

    /// @inheritdoc VotingToken
    function totalSupply() public view override returns (uint256) {
        return isSealed() ? super.totalSupply() : 0;
    }

    /// @inheritdoc IGenesisToken
    function addTable(uint256 index, bytes calldata rows, bytes32 rest) external {
        (uint256 word,) = CodeArguments.footer();
        uint256 count = CodeArguments.rowsOf(word);
        uint256 next = nextTable();
        bool last = next == count - 1;

        // Check
        if (next == count) revert GenesisToken_IsSealed();
        if (index != next) revert GenesisToken_NotNext(index, next);
        if (keccak256(abi.encode(keccak256(rows), rest)) != (next == 0 ? genesisHash() : _rest) || last && rest != 0) {
            revert GenesisToken_WrongTable(index);
        }

        // Effect: the rows are announced while they are checked; whatever is wrong undoes it all.
        uint256 supply = CodeArguments.supplyOf(word);
        uint256 width = GenesisRows.width(supply);
        bytes memory table = rows;
        uint256 added = _announce(table, width, _keyAt(word, index), last ? 1 << 160 : _keyAt(word, index + 1));
        uint256 sum = count > 1 ? _sum + added : added;
        if (sum > supply || last && sum != supply) revert GenesisToken_WrongTotal(sum, supply);
        if (count > 1) {
            _rest = rest;
            _sum = uint128(sum);
            _next = uint128(next + 1);
        }
        emit TableAdded(index, SSTORE2.write(table), rows.length / width, added);
        if (last) emit Sealed(genesisHash(), supply);
    }

    /// @dev Nobody delegates before the seal: what the account has is not known yet.
    function _delegate(address account, address delegatee) internal override {
        if (!isSealed()) revert GenesisToken_NotSealed();
        super._delegate(account, delegatee);
    }

    function _genesisOf(address account) internal view override returns (uint256) {
        if (!isSealed()) return 0;
        (uint256 word,) = CodeArguments.footer();
        uint256 low;
        uint256 high = CodeArguments.rowsOf(word);
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            if (_keyAt(word, middle) > uint160(account)) high = middle;
            else low = middle + 1;
        }
        if (low == 0) return 0;
        address table = addressOfTable(low - 1);
        uint256 width = GenesisRows.width(CodeArguments.supplyOf(word));
        return GenesisRows.amountOf(table, 1, table.code.length / width, width, account);
    }

    function _fixedBytes() internal pure override returns (uint256) {
        return CodeArguments.FOOTER + HASH_BYTES;
    }

    /// @dev The first account of a table.
    function _keyAt(uint256 word, uint256 index) private view returns (uint256 key) {
        uint256 distance =
            _fixedBytes() + CodeArguments.textBytesOf(word) + (CodeArguments.rowsOf(word) - index) * KEY_BYTES;
        assembly ("memory-safe") {
            extcodecopy(address(), 0x00, sub(extcodesize(address()), distance), 20)
            key := shr(96, mload(0x00))
        }
    }

    /// @dev Checks that the accounts ascend from `first` and stay below `end`, announces each row, and adds the amounts up.
    function _announce(bytes memory rows, uint256 width, uint256 first, uint256 end) private returns (uint256 sum) {
        bool right;
        uint256 row;
        assembly ("memory-safe") {
            let place := add(rows, 0x20)
            let behind := add(place, mload(rows))
            let shift := sub(256, shl(3, sub(width, 20)))
            let before := sub(first, 1)
            right := and(iszero(mod(mload(rows), width)), gt(behind, place))
            right := and(right, eq(shr(96, mload(place)), first))
            for {} and(right, lt(place, behind)) {} {
                let account := shr(96, mload(place))
                let amount := shr(shift, mload(add(place, 20)))
                right := and(gt(account, before), gt(amount, 0))
                before := account
                sum := add(sum, amount)
                mstore(0x00, amount)
                log3(0x00, 0x20, 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef, 0, account)
                place := add(place, width)
                row := add(row, 1)
            }
            right := and(right, lt(before, end))
        }
        if (!right) revert GenesisToken_WrongRow(row == 0 ? 0 : row - 1);
    }
}
