// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DirectManagedToken} from "./DirectManagedToken.sol";
import {DirectToken} from "./DirectToken.sol";
import {FixedToken} from "./FixedToken.sol";
import {GenesisToken} from "./GenesisToken.sol";
import {ITokenFactory} from "./ITokenFactory.sol";
import {ManagedToken} from "./ManagedToken.sol";
import {TokenInitcode} from "./TokenInitcode.sol";
import {TokenListing} from "./TokenListing.sol";
import {TokenForm, TokenKind, TokenParameters} from "./TokenParameters.sol";
import {VotesToken} from "./VotesToken.sol";

/// @title TokenFactory
/// @notice Creates tokens at addresses known beforehand, each at most once. See {ITokenFactory}.
/// @dev It creates nothing but the kinds (in its constructor) and tokens (by CREATE2).
contract TokenFactory is TokenListing, ITokenFactory {
    address private immutable _fixed;
    address private immutable _managed;
    address private immutable _votes;
    address private immutable _genesis;
    address private immutable _directFixed;
    address private immutable _directManaged;
    address private immutable _directVotes;
    address private immutable _directGenesis;

    constructor() {
        _fixed = address(new FixedToken());
        _managed = address(new ManagedToken());
        _votes = address(new VotesToken());
        _genesis = address(new GenesisToken());
        _directFixed = address(new DirectToken(_fixed));
        _directManaged = address(new DirectManagedToken(_managed));
        _directVotes = address(new DirectToken(_votes));
        _directGenesis = address(new DirectToken(_genesis));
    }

    /// @inheritdoc ITokenFactory
    function predictToken(TokenParameters calldata p, address creator, bytes32 salt) external view returns (address) {
        return _addressOf(_saltOf(creator, salt), keccak256(initcodeOf(p)));
    }

    /// @inheritdoc ITokenFactory
    function initcodeOf(TokenParameters calldata p) public view returns (bytes memory) {
        _check(p, 0);
        return TokenInitcode.build(p, p.form == TokenForm.Clone ? codeOf(p.kind) : directCodeOf(p.kind));
    }

    /// @inheritdoc ITokenFactory
    function codeOf(TokenKind kind) public view returns (address) {
        if (kind == TokenKind.Fixed) return _fixed;
        if (kind == TokenKind.Managed) return _managed;
        return kind == TokenKind.Votes ? _votes : _genesis;
    }

    /// @inheritdoc ITokenFactory
    function directCodeOf(TokenKind kind) public view returns (address) {
        if (kind == TokenKind.Fixed) return _directFixed;
        if (kind == TokenKind.Managed) return _directManaged;
        return kind == TokenKind.Votes ? _directVotes : _directGenesis;
    }

    /// @inheritdoc ITokenFactory
    function createToken(TokenParameters calldata p, bytes32 salt) external returns (address token) {
        return _create(p, initcodeOf(p), salt);
    }
}
