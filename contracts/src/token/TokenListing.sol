// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Page} from "../common/Page.sol";
import {GenesisRows} from "./GenesisRows.sol";
import {ITokenFactory} from "./ITokenFactory.sol";
import {ITokenListing} from "./ITokenListing.sol";
import {TokenKind, TokenParameters} from "./TokenParameters.sol";

/// @title What the creation of every token has in common
abstract contract TokenListing is ITokenListing {
    uint256 private constant MAX_TEXT = 255;
    uint8 private constant MAX_DECIMALS = 38;
    uint256 private constant HASH_BYTES = 32;
    uint256 private constant KEY_BYTES = 20;

    /// @dev By owner and position. The first word carries the owner's count in its upper 96 bits.
    mapping(address owner => mapping(uint256 position => uint256 token)) private _tokens;

    /// @inheritdoc ITokenListing
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

    /// @dev Creates the token that `initcode` makes, for the caller and its salt.
    function _create(TokenParameters calldata p, bytes memory initcode, bytes32 salt) internal returns (address token) {
        bytes32 ownSalt = _saltOf(msg.sender, salt);
        token = _addressOf(ownSalt, keccak256(initcode));

        // Check: before CREATE2, because a collision would burn all gas that it is given.
        if (token.code.length != 0) revert ITokenFactory.TokenFactory_AlreadyCreated(token);

        // Effect
        _list(token, p.owner);

        // Interaction: the new code calls nobody.
        bool created;
        assembly ("memory-safe") {
            created := create2(0, add(initcode, 0x20), mload(initcode), ownSalt)
        }
        if (!created) revert ITokenFactory.TokenFactory_CreationFailed();
        emit ITokenFactory.TokenCreated(token, p.owner, msg.sender, p.kind, p.form, p.supply, salt);
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

    /// @dev `escrow` is what no row names, because it is the token's own.
    function _check(TokenParameters calldata p, uint256 escrow) internal pure {
        if (p.owner == address(0)) revert ITokenFactory.TokenFactory_ZeroOwner();
        uint256 length = bytes(p.name).length;
        if (length == 0 || length > MAX_TEXT) revert ITokenFactory.TokenFactory_InvalidName(length);
        length = bytes(p.symbol).length;
        if (length == 0 || length > MAX_TEXT) revert ITokenFactory.TokenFactory_InvalidSymbol(length);
        length = bytes(p.description).length;
        if (length > MAX_TEXT) revert ITokenFactory.TokenFactory_DescriptionTooLong(length);
        if (p.decimals > MAX_DECIMALS) revert ITokenFactory.TokenFactory_DecimalsTooHigh(p.decimals);

        uint256 supply = p.supply;
        uint256 limit = p.limit;
        if (p.kind == TokenKind.Managed) {
            if (limit < supply || limit == 0 || limit >> 127 != 0) {
                revert ITokenFactory.TokenFactory_InvalidLimit(limit);
            }
        } else {
            if (supply == 0) revert ITokenFactory.TokenFactory_ZeroSupply();
            if (limit != 0) revert ITokenFactory.TokenFactory_InvalidLimit(limit);
        }

        bytes calldata rows = p.rows;
        if (p.kind == TokenKind.Genesis) {
            if (rows.length < HASH_BYTES) revert ITokenFactory.TokenFactory_InvalidRows(rows.length);
            _checkRows(rows[HASH_BYTES:], KEY_BYTES);
        } else if (rows.length != 0) {
            uint256 sum = _checkRows(rows, GenesisRows.width(supply));
            if (sum != supply - escrow) revert ITokenFactory.TokenFactory_WrongTotal(sum, supply - escrow);
        }
    }

    /// @dev Accounts ascend from above zero; amounts, where rows have any, are above zero.
    function _checkRows(bytes calldata rows, uint256 width) private pure returns (uint256 sum) {
        if (rows.length == 0 || rows.length % width != 0) revert ITokenFactory.TokenFactory_InvalidRows(rows.length);
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
        if (!right) revert ITokenFactory.TokenFactory_InvalidRow(row - 1);
    }

    function _saltOf(address creator, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }

    function _addressOf(bytes32 salt, bytes32 initcodeHash) internal view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, initcodeHash)))));
    }
}
