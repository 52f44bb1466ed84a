// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropParameters} from "../drop/IMerkleClaims.sol";
import {SubRoots} from "../drop/SubRoots.sol";
import {ClaimableInitcode} from "./ClaimableInitcode.sol";
import {ClaimableManagedToken} from "./ClaimableManagedToken.sol";
import {ClaimableToken} from "./ClaimableToken.sol";
import {IClaimableFactory} from "./IClaimableFactory.sol";
import {ITokenFactory} from "./ITokenFactory.sol";
import {TokenListing} from "./TokenListing.sol";
import {TokenForm, TokenKind, TokenParameters} from "./TokenParameters.sol";

/// @title ClaimableFactory
/// @notice Creates tokens that give a part of their supply out to a list by themselves. See {IClaimableFactory}.
contract ClaimableFactory is TokenListing, IClaimableFactory {
    address private immutable _fixed;
    address private immutable _managed;
    address private immutable _votes;

    /// @param factory The factory of tokens, whose kinds carry out what is not plain.
    constructor(ITokenFactory factory) {
        _fixed = address(new ClaimableToken(factory.codeOf(TokenKind.Fixed)));
        _managed = address(new ClaimableManagedToken(factory.codeOf(TokenKind.Managed)));
        _votes = address(new ClaimableToken(factory.codeOf(TokenKind.Votes)));
    }

    /// @inheritdoc IClaimableFactory
    function predictToken(
        TokenParameters calldata p,
        DropParameters calldata claims,
        bytes32[] calldata table,
        address creator,
        bytes32 salt
    ) external view returns (address) {
        return _addressOf(_saltOf(creator, salt), keccak256(initcodeOf(p, claims, table)));
    }

    /// @inheritdoc IClaimableFactory
    function initcodeOf(TokenParameters calldata p, DropParameters calldata claims, bytes32[] calldata table)
        public
        view
        returns (bytes memory)
    {
        if (p.kind == TokenKind.Genesis || p.form != TokenForm.Direct) {
            revert ClaimableFactory_CannotBeClaimable(p.kind, p.form);
        }
        if (claims.total == 0 || claims.total > p.supply) {
            revert ClaimableFactory_InvalidEscrow(claims.total, p.supply);
        }
        _check(p, claims.total);
        return ClaimableInitcode.build(p, claims, table, _checkClaims(claims, table), codeOf(p.kind));
    }

    /// @inheritdoc IClaimableFactory
    function codeOf(TokenKind kind) public view returns (address) {
        if (kind == TokenKind.Fixed) return _fixed;
        if (kind == TokenKind.Managed) return _managed;
        return kind == TokenKind.Votes ? _votes : address(0);
    }

    /// @inheritdoc IClaimableFactory
    function createToken(
        TokenParameters calldata p,
        DropParameters calldata claims,
        bytes32[] calldata table,
        bytes32 salt
    ) external returns (address token) {
        uint64 expiry = claims.expiry;
        if (expiry != 0 && expiry <= block.timestamp) revert ClaimableFactory_ExpiryInPast(expiry);
        token = _create(p, initcodeOf(p, claims, table), salt);
        emit ClaimsOpened(token, claims.root, claims.listHash, claims.total, claims.count, claims.uri);
    }

    /// @return depth Of the table.
    function _checkClaims(DropParameters calldata claims, bytes32[] calldata table)
        private
        pure
        returns (uint256 depth)
    {
        if (claims.token != address(0) || claims.owner == address(0) || claims.root == 0 || claims.count == 0) {
            revert ClaimableFactory_IncompleteClaims();
        }
        if (claims.expiry != 0 && claims.expiry <= claims.start) {
            revert ClaimableFactory_ExpiryNotAfterStart(claims.start, claims.expiry);
        }
        bool fits;
        (depth, fits) = SubRoots.depthOf(table.length);
        if (!fits) revert ClaimableFactory_BadTableLength(table.length);
        if (depth == 0) return depth;
        bytes memory copy = abi.encodePacked(table);
        uint256 start;
        assembly ("memory-safe") {
            start := add(copy, 0x20)
        }
        if (SubRoots.fold(start, table.length) != claims.root) revert ClaimableFactory_TableDoesNotFit();
    }
}
