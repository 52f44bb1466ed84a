// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LibMap} from "solady/utils/LibMap.sol";
import {Page} from "../common/Page.sol";
import {FixedToken} from "./FixedToken.sol";
import {ITokenFactory, TokenParameters} from "./ITokenFactory.sol";

/// @title TokenFactory
/// @notice Creates fixed-supply tokens at addresses known beforehand, each at most once. See {ITokenFactory}.
/// @dev Token numbers are 40 bits wide and stand six to a word in an owner's list: 2^40 creations cost more gas than a chain has.
contract TokenFactory is ITokenFactory {
    using LibMap for LibMap.Uint40Map;

    uint256 private _count;
    mapping(uint256 index => address token) private _tokens;
    mapping(address token => address owner) private _owners;
    mapping(address owner => uint256 count) private _countOf;
    mapping(address owner => LibMap.Uint40Map indices) private _indicesOf;

    /// @inheritdoc ITokenFactory
    function predictToken(TokenParameters calldata p, address creator, bytes32 salt) external view returns (address) {
        return _addressOf(_saltOf(creator, p.owner, salt), keccak256(_initcode(p)));
    }

    /// @inheritdoc ITokenFactory
    function ownerOf(address token) external view returns (address) {
        return _owners[token];
    }

    /// @inheritdoc ITokenFactory
    function tokensOf(address owner, uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory page, uint256 total)
    {
        total = _countOf[owner];
        page = new address[](Page.length(total, offset, limit));
        for (uint256 i; i < page.length; ++i) {
            page[i] = _tokens[_indicesOf[owner].get(offset + i)];
        }
    }

    /// @inheritdoc ITokenFactory
    function tokenCount() external view returns (uint256) {
        return _count;
    }

    /// @inheritdoc ITokenFactory
    function tokenAt(uint256 index) external view returns (address) {
        if (index >= _count) revert TokenFactory_NoSuchToken(index, _count);
        return _tokens[index];
    }

    /// @inheritdoc ITokenFactory
    function createToken(TokenParameters calldata p, bytes32 salt) external returns (address token) {
        bytes memory initcode = _initcode(p);
        bytes32 ownSalt = _saltOf(msg.sender, p.owner, salt);
        token = _addressOf(ownSalt, keccak256(initcode));

        // Check: before CREATE2, because a collision would burn all gas that it is given.
        if (p.owner == address(0)) revert TokenFactory_ZeroOwner();
        if (token.code.length != 0) revert TokenFactory_AlreadyCreated(token);

        // Effect
        _record(token, p.owner);

        // Interaction: the token's constructor calls nobody.
        assembly ("memory-safe") {
            if iszero(create2(0, add(initcode, 0x20), mload(initcode), ownSalt)) {
                let m := mload(0x40)
                returndatacopy(m, 0, returndatasize())
                revert(m, returndatasize())
            }
        }
        emit TokenCreated(
            token, p.owner, msg.sender, p.name, p.symbol, p.decimals, FixedToken(token).totalSupply(), salt
        );
    }

    function _record(address token, address owner) private {
        uint256 index = _count;
        uint256 position = _countOf[owner];
        _tokens[index] = token;
        _owners[token] = owner;
        _indicesOf[owner].set(position, uint40(index));
        unchecked {
            _count = index + 1;
            _countOf[owner] = position + 1;
        }
    }

    function _initcode(TokenParameters calldata p) private pure returns (bytes memory) {
        return abi.encodePacked(type(FixedToken).creationCode, abi.encode(p.name, p.symbol, p.decimals, p.genesis));
    }

    function _saltOf(address creator, address owner, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, owner, salt));
    }

    function _addressOf(bytes32 salt, bytes32 initcodeHash) private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, initcodeHash)))));
    }
}
