// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {LibString} from "solady/utils/LibString.sol";
import {Allocation} from "./Allocation.sol";
import {IFixedToken} from "./IFixedToken.sol";

/// @title FixedToken
/// @notice A token whose supply is fixed at birth. See {IFixedToken}.
/// @dev Name and symbol of up to 31 bytes live in the code (packed into a word, zero means "too long"); longer ones in storage.
contract FixedToken is ERC20, IFixedToken {
    uint8 private constant MAX_DECIMALS = 77;

    bytes32 private immutable _packedName;
    bytes32 private immutable _packedSymbol;
    bytes32 private immutable _nameHash;
    uint8 private immutable _decimals;

    string private _longName;
    string private _longSymbol;

    constructor(string memory name_, string memory symbol_, uint8 decimals_, Allocation[] memory genesis) {
        // Check
        if (bytes(name_).length == 0) revert FixedToken_EmptyName();
        if (bytes(symbol_).length == 0) revert FixedToken_EmptySymbol();
        if (decimals_ > MAX_DECIMALS) revert FixedToken_DecimalsTooHigh(decimals_);
        if (genesis.length == 0) revert FixedToken_EmptyGenesis();

        // Effect
        _packedName = LibString.packOne(name_);
        _packedSymbol = LibString.packOne(symbol_);
        _nameHash = keccak256(bytes(name_));
        _decimals = decimals_;
        if (bytes(name_).length > 31) _longName = name_;
        if (bytes(symbol_).length > 31) _longSymbol = symbol_;

        for (uint256 row; row < genesis.length; ++row) {
            Allocation memory allocation = genesis[row];
            if (allocation.to == address(0)) revert FixedToken_ZeroAddressAllocation(row);
            if (allocation.amount == 0) revert FixedToken_ZeroAmountAllocation(row);
            _mint(allocation.to, allocation.amount);
        }
    }

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        return _packedName == 0 ? _longName : LibString.unpackOne(_packedName);
    }

    /// @inheritdoc ERC20
    function symbol() public view override returns (string memory) {
        return _packedSymbol == 0 ? _longSymbol : LibString.unpackOne(_packedSymbol);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc IFixedToken
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name_,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        fields = 0x0f; // name, version, chainId, verifyingContract
        name_ = name();
        version = "1";
        chainId = block.chainid;
        verifyingContract = address(this);
        salt = 0;
        extensions = new uint256[](0);
    }

    /// @dev The hash of the name, so that a permit need not build the name first.
    function _constantNameHash() internal view override returns (bytes32) {
        return _nameHash;
    }

    /// @dev No built-in allowance for anybody.
    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}
