// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Initcode} from "../common/Initcode.sol";
import {CumulativeDrop} from "./CumulativeDrop.sol";
import {CumulativeDropCode} from "./CumulativeDropCode.sol";
import {DropCode} from "./DropCode.sol";
import {DropMaker} from "./DropMaker.sol";
import {CumulativeDropParameters, TokenAmount} from "./ICumulativeDrop.sol";
import {IDropFactory} from "./IDropFactory.sol";
import {DropParameters} from "./IMerkleDrop.sol";
import {VoucherDropParameters} from "./IVoucherDrop.sol";
import {MerkleDrop} from "./MerkleDrop.sol";
import {SubRoots} from "./SubRoots.sol";
import {VoucherDrop} from "./VoucherDrop.sol";
import {VoucherDropCode} from "./VoucherDropCode.sol";

/// @title DropFactory
/// @notice Creates, funds and opens drops in one transaction, one for each salt of a creator. See {IDropFactory}.
/// @dev Invariants: where there is a drop, its escrow was complete when its creation ended; a creator's salt leads to one drop for ever;
/// nothing is pulled from anybody but the caller, and never more than the drop's total.
contract DropFactory is DropMaker {
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

    /// @inheritdoc IDropFactory
    function predictVoucherDrop(VoucherDropParameters calldata p, address creator, bytes32 salt)
        external
        view
        returns (address)
    {
        return _predict(_voucherInitcode(p), creator, salt);
    }

    /// @inheritdoc IDropFactory
    function createVoucherDrop(VoucherDropParameters calldata p, bytes32 salt) external returns (address drop) {
        // Check
        _checkToken(p.token);
        if (p.owner == address(0)) revert DropFactory_ZeroOwner();
        if (p.total == 0) revert DropFactory_ZeroTotal();
        if (p.signer == address(0) && p.budget != 0) revert DropFactory_BudgetWithoutSigner(p.budget);
        _checkWindow(p.start, p.expiry);

        // Effect
        drop = _create(_voucherInitcode(p), salt);
        emit VoucherDropCreated(drop, p.token, msg.sender, salt, p.signer, p.budget, p.total, p.uri);

        // Interaction
        _fund(p.token, drop, p.total);
    }

    /// @inheritdoc IDropFactory
    function predictCumulativeDrop(
        CumulativeDropParameters calldata p,
        TokenAmount[] calldata escrow,
        address creator,
        bytes32 salt
    ) external view returns (address) {
        return _predict(_cumulativeInitcode(p, escrow), creator, salt);
    }

    /// @inheritdoc IDropFactory
    function createCumulativeDrop(CumulativeDropParameters calldata p, TokenAmount[] calldata escrow, bytes32 salt)
        external
        returns (address drop)
    {
        // Check
        if (p.owner == address(0)) revert DropFactory_ZeroOwner();
        if (p.window == 0) revert DropFactory_NoWindow();
        _checkWindow(0, p.expiry);
        if (p.watchers.length == 0) revert DropFactory_NoWatchers();
        for (uint256 i; i < p.watchers.length; ++i) {
            if (p.watchers[i] == address(0)) revert DropFactory_ZeroWatcher(i);
        }
        for (uint256 i; i < escrow.length; ++i) {
            _checkToken(escrow[i].token);
            if (escrow[i].amount == 0) revert DropFactory_ZeroTotal();
            if (i != 0 && escrow[i].token <= escrow[i - 1].token) revert DropFactory_TokensNotAscending(i);
        }

        // Effect
        drop = _create(_cumulativeInitcode(p, escrow), salt);
        emit CumulativeDropCreated(drop, msg.sender, salt, p.window, p.watchers, escrow, p.uri);

        // Interaction: there is no list yet that anybody could claim from.
        for (uint256 i; i < escrow.length; ++i) {
            _fund(escrow[i].token, drop, escrow[i].amount);
        }
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

    function _voucherInitcode(VoucherDropParameters calldata p) private pure returns (bytes memory) {
        bytes memory budget = p.budget == 0 ? bytes("") : Initcode.store(_slotOf(p.signer), p.budget);
        return _initcode(p.owner, budget, bytes.concat(type(VoucherDrop).runtimeCode, VoucherDropCode.pack(p)));
    }

    function _cumulativeInitcode(CumulativeDropParameters calldata p, TokenAmount[] calldata escrow)
        private
        pure
        returns (bytes memory)
    {
        bytes memory amounts;
        for (uint256 i; i < escrow.length; ++i) {
            amounts = bytes.concat(amounts, Initcode.store(_slotOf(escrow[i].token), escrow[i].amount));
        }
        return _initcode(p.owner, amounts, bytes.concat(type(CumulativeDrop).runtimeCode, CumulativeDropCode.pack(p)));
    }

    /// @dev Where a mapping in slot 0 keeps the word of `key`.
    function _slotOf(address key) private pure returns (bytes32) {
        return keccak256(abi.encode(key, uint256(0)));
    }

    /// @dev Pairs between a table and the root.
    function _depthOf(uint256 length) private pure returns (uint256 depth) {
        bool fits;
        (depth, fits) = SubRoots.depthOf(length);
        if (!fits) revert DropFactory_BadTableLength(length);
    }
}
