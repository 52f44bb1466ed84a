// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Page} from "../common/Page.sol";
import {DirectManagedToken} from "./DirectManagedToken.sol";
import {DirectToken} from "./DirectToken.sol";
import {FixedToken} from "./FixedToken.sol";
import {GenesisRows} from "./GenesisRows.sol";
import {GenesisToken} from "./GenesisToken.sol";
import {ITokenFactory} from "./ITokenFactory.sol";
import {ManagedToken} from "./ManagedToken.sol";
import {TokenInitcode} from "./TokenInitcode.sol";
import {TokenForm, TokenKind, TokenParameters} from "./TokenParameters.sol";
import {VotesToken} from "./VotesToken.sol";

/// @title TokenFactory
/// @notice Creates tokens at addresses known beforehand, each at most once. See {ITokenFactory}.
/// @dev It creates nothing but the kinds (in its constructor) and tokens (by CREATE2).
contract TokenFactory is ITokenFactory {
    uint256 private constant MAX_TEXT = 255;
    uint8 private constant MAX_DECIMALS = 38;
    uint256 private constant HASH_BYTES = 32;
    uint256 private constant KEY_BYTES = 20;

    address private immutable _fixed;
    address private immutable _managed;
    address private immutable _votes;
    address private immutable _genesis;
    address private immutable _directFixed;
    address private immutable _directManaged;
    address private immutable _directVotes;
    address private immutable _directGenesis;

    /// @dev By owner and position. The first word carries the owner's count in its upper 96 bits.
    mapping(address owner => mapping(uint256 position => uint256 token)) private _tokens;

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
        _check(p);
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
    function tokensOf(address owner, uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory page, uint256 total)
    {
        mapping(uint256 => uint256) storage tokens = _tokens[owner];
        total = tokens[0] >> 160;
        page = new address[](Page.length(total, offset, limit));
        for (uint256 i; i < page.length; ++i) {
            page[i] = address(uint160(tokens[offset + i]));
        }
    }

    /// @inheritdoc ITokenFactory
    function createToken(TokenParameters calldata p, bytes32 salt) external returns (address token) {
        bytes memory initcode = initcodeOf(p);
        bytes32 ownSalt = _saltOf(msg.sender, salt);
        token = _addressOf(ownSalt, keccak256(initcode));

        // Check: before CREATE2, because a collision would burn all gas that it is given.
        if (token.code.length != 0) revert TokenFactory_AlreadyCreated(token);

        // Effect
        _list(token, p.owner);

        // Interaction: the new code calls nobody.
        bool created;
        assembly ("memory-safe") {
            created := create2(0, add(initcode, 0x20), mload(initcode), ownSalt)
        }
        if (!created) revert TokenFactory_CreationFailed();
        emit TokenCreated(token, p.owner, msg.sender, p.kind, p.form, p.supply, salt);
    }

    function _list(address token, address owner) private {
        mapping(uint256 => uint256) storage tokens = _tokens[owner];
        unchecked {
            uint256 first = tokens[0];
            if (first == 0) {
                tokens[0] = 1 << 160 | uint160(token);
            } else {
                tokens[first >> 160] = uint160(token);
                tokens[0] = first + (1 << 160);
            }
        }
    }

    function _check(TokenParameters calldata p) private pure {
        if (p.owner == address(0)) revert TokenFactory_ZeroOwner();
        uint256 length = bytes(p.name).length;
        if (length == 0 || length > MAX_TEXT) revert TokenFactory_InvalidName(length);
        length = bytes(p.symbol).length;
        if (length == 0 || length > MAX_TEXT) revert TokenFactory_InvalidSymbol(length);
        length = bytes(p.description).length;
        if (length > MAX_TEXT) revert TokenFactory_DescriptionTooLong(length);
        if (p.decimals > MAX_DECIMALS) revert TokenFactory_DecimalsTooHigh(p.decimals);

        uint256 supply = p.supply;
        uint256 limit = p.limit;
        if (p.kind == TokenKind.Managed) {
            if (limit < supply || limit == 0 || limit >> 127 != 0) revert TokenFactory_InvalidLimit(limit);
        } else {
            if (supply == 0) revert TokenFactory_ZeroSupply();
            if (limit != 0) revert TokenFactory_InvalidLimit(limit);
        }

        bytes calldata rows = p.rows;
        if (p.kind == TokenKind.Genesis) {
            if (rows.length < HASH_BYTES) revert TokenFactory_InvalidRows(rows.length);
            _checkRows(rows[HASH_BYTES:], KEY_BYTES);
        } else if (rows.length != 0) {
            uint256 sum = _checkRows(rows, GenesisRows.width(supply));
            if (sum != supply) revert TokenFactory_WrongTotal(sum, supply);
        }
    }

    /// @dev Accounts ascend from above zero; amounts, where rows have any, are above zero.
    function _checkRows(bytes calldata rows, uint256 width) private pure returns (uint256 sum) {
        if (rows.length == 0 || rows.length % width != 0) revert TokenFactory_InvalidRows(rows.length);
        bool right = true;
        uint256 row;
        assembly ("memory-safe") {
            let place := rows.offset
            let behind := add(place, rows.length)
            let shift := sub(256, shl(3, sub(width, 20)))
            for { let before := 0 } and(right, lt(place, behind)) {} {
                let account := shr(96, calldataload(place))
                let amount := shr(shift, calldataload(add(place, 20))) // a shift by 256, where there are none, gives zero
                right := and(gt(account, before), or(gt(amount, 0), eq(width, 20)))
                before := account
                sum := add(sum, amount)
                place := add(place, width)
                row := add(row, 1)
            }
        }
        if (!right) revert TokenFactory_InvalidRow(row - 1);
    }

    function _saltOf(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }

    function _addressOf(bytes32 salt, bytes32 initcodeHash) private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, initcodeHash)))));
    }
}
