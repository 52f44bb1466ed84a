// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Code} from "../common/Code.sol";
import {DropCode} from "./DropCode.sol";
import {IDropFactory} from "./IDropFactory.sol";
import {DropParameters} from "./IMerkleDrop.sol";
import {MerkleDrop} from "./MerkleDrop.sol";
import {SubRoots} from "./SubRoots.sol";

/// @title DropFactory
/// @notice Creates, funds and opens drops in one transaction, one for each salt of a creator. See {IDropFactory}.
/// @dev Invariants: where there is a drop, its escrow was complete when its creation ended; a creator's salt leads to one drop for ever;
/// nothing is pulled from anybody but the caller, and never more than the drop's total.
contract DropFactory is IDropFactory {
    uint256 private constant MAX_DEPTH = 9;
    /// @dev Solady's slot of the owner.
    bytes32 private constant OWNER_SLOT = 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffff74873927;

    mapping(bytes32 key => address drop) private _drops;

    /// @inheritdoc IDropFactory
    function dropOf(address creator, bytes32 salt) external view returns (address) {
        return _drops[_keyOf(creator, salt)];
    }

    /// @inheritdoc IDropFactory
    function predictMerkleDrop(DropParameters calldata p, bytes32[] calldata table, address creator, bytes32 salt)
        external
        view
        returns (address)
    {
        bytes32 initcodeHash = keccak256(_initcode(p, table));
        return address(
            uint160(
                uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), _keyOf(creator, salt), initcodeHash)))
            )
        );
    }

    /// @inheritdoc IDropFactory
    function createMerkleDrop(DropParameters calldata p, bytes32[] calldata table, bytes32 salt)
        external
        returns (address drop)
    {
        // Check
        _check(p);
        _checkTable(p.root, table);
        bytes32 key = _keyOf(msg.sender, salt);
        if (_drops[key] != address(0)) revert DropFactory_AlreadyCreated(_drops[key]);

        // Effect: the drop's constructor calls nobody.
        drop = _create(_initcode(p, table), key);
        _drops[key] = drop;
        emit MerkleDropCreated(drop, p.token, msg.sender, salt, p.root, p.listHash, p.total, p.count, p.uri);

        // Interaction: a claim made from within the token's transfer lowers the balance and so fails the check below.
        uint256 balance = SafeTransferLib.balanceOf(p.token, drop);
        if (balance < p.total) {
            SafeTransferLib.safeTransferFrom(p.token, msg.sender, drop, p.total - balance);
            balance = SafeTransferLib.balanceOf(p.token, drop);
            if (balance < p.total) revert DropFactory_Underfunded(balance, p.total);
        }
    }

    function _check(DropParameters calldata p) private view {
        if (!Code.isContract(p.token)) revert DropFactory_TokenNotAContract(p.token);
        if (p.owner == address(0)) revert DropFactory_ZeroOwner();
        if (p.root == 0) revert DropFactory_ZeroRoot();
        if (p.total == 0) revert DropFactory_ZeroTotal();
        if (p.count == 0) revert DropFactory_ZeroCount();
        if (p.expiry != 0) {
            if (p.expiry <= p.start) revert DropFactory_ExpiryNotAfterStart(p.start, p.expiry);
            if (p.expiry <= block.timestamp) revert DropFactory_ExpiryInPast(p.expiry);
        }
    }

    function _checkTable(bytes32 root, bytes32[] calldata table) private pure {
        if (table.length == 0) return;
        if (table.length != 1 << _depthOf(table.length)) revert DropFactory_BadTableLength(table.length);
        bytes memory copy = abi.encodePacked(table);
        uint256 start;
        assembly ("memory-safe") {
            start := add(copy, 0x20)
        }
        if (SubRoots.fold(start, table.length) != root) revert DropFactory_TableDoesNotFit();
    }

    /// @dev Pairs between the table and the root.
    function _depthOf(uint256 length) private pure returns (uint256 depth) {
        if (length == 0) return 0;
        for (depth = 1; 1 << depth < length; ++depth) {}
        if (depth > MAX_DEPTH) revert DropFactory_BadTableLength(length);
    }

    /// @dev Initcode that stores the owner and returns `code`: PUSH20 owner PUSH32 slot SSTORE, PUSH2 length DUP1 PUSH1 65
    /// RETURNDATASIZE CODECOPY RETURNDATASIZE RETURN.
    function _initcode(DropParameters calldata p, bytes32[] calldata table) private pure returns (bytes memory) {
        bytes memory code =
            bytes.concat(type(MerkleDrop).runtimeCode, DropCode.pack(p, table, _depthOf(table.length)));
        if (code.length > type(uint16).max) revert DropFactory_CodeTooLong();
        return abi.encodePacked(
            hex"73", p.owner, hex"7f", OWNER_SLOT, hex"5561", uint16(code.length), hex"8060413d393df3", code
        );
    }

    function _create(bytes memory initcode, bytes32 key) private returns (address drop) {
        assembly ("memory-safe") {
            drop := create2(0, add(initcode, 0x20), mload(initcode), key)
        }
        if (drop == address(0)) revert DropFactory_CodeTooLong();
    }

    function _keyOf(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
