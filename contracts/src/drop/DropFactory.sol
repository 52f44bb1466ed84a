// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropCode} from "./DropCode.sol";
import {DropMaker} from "./DropMaker.sol";
import {IDropFactory} from "./IDropFactory.sol";
import {DropParameters} from "./IMerkleDrop.sol";
import {MerkleDrop} from "./MerkleDrop.sol";
import {SubRoots} from "./SubRoots.sol";

/// @title DropFactory
/// @notice Creates, funds and opens drops in one transaction, one for each salt of a creator. See {IDropFactory}.
/// @dev Invariants: where there is a drop, its escrow was complete when its creation ended; a creator's salt leads to one drop for ever;
/// nothing is pulled from anybody but the caller, and never more than the drop's total.
contract DropFactory is DropMaker {
    uint256 private constant MAX_DEPTH = 9;

    /// @inheritdoc IDropFactory
    function predictMerkleDrop(DropParameters calldata p, bytes32[] calldata table, address creator, bytes32 salt)
        external
        view
        returns (address)
    {
        return _predict(_merkleInitcode(p, table), creator, salt);
    }

    /// @inheritdoc IDropFactory
    function createMerkleDrop(DropParameters calldata p, bytes32[] calldata table, bytes32 salt)
        external
        returns (address drop)
    {
        // Check
        _checkToken(p.token);
        if (p.owner == address(0)) revert DropFactory_ZeroOwner();
        if (p.root == 0) revert DropFactory_ZeroRoot();
        if (p.total == 0) revert DropFactory_ZeroTotal();
        if (p.count == 0) revert DropFactory_ZeroCount();
        _checkWindow(p.start, p.expiry);
        _checkTable(p.root, table);

        // Effect: the drop's initcode calls nobody.
        drop = _create(_merkleInitcode(p, table), salt);
        emit MerkleDropCreated(drop, p.token, msg.sender, salt, p.root, p.listHash, p.total, p.count, p.uri);

        // Interaction
        _fund(p.token, drop, p.total);
    }

    function _checkTable(bytes32 root, bytes32[] calldata table) private pure {
        if (_depthOf(table.length) == 0) return;
        bytes memory copy = abi.encodePacked(table);
        uint256 start;
        assembly ("memory-safe") {
            start := add(copy, 0x20)
        }
        if (SubRoots.fold(start, table.length) != root) revert DropFactory_TableDoesNotFit();
    }

    function _merkleInitcode(DropParameters calldata p, bytes32[] calldata table) private pure returns (bytes memory) {
        bytes memory parameters = DropCode.pack(p, table, _depthOf(table.length));
        return _initcode(p.owner, "", bytes.concat(type(MerkleDrop).runtimeCode, parameters));
    }

    /// @dev Pairs between a table and the root.
    function _depthOf(uint256 length) private pure returns (uint256 depth) {
        if (length == 0) return 0;
        for (depth = 1; depth < MAX_DEPTH && 1 << depth < length; ++depth) {}
        if (1 << depth != length) revert DropFactory_BadTableLength(length);
    }
}
