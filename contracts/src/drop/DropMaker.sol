// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Code} from "../common/Code.sol";
import {Initcode} from "../common/Initcode.sol";
import {IDropFactory} from "./IDropFactory.sol";

/// @title What the creation of every kind of drop has in common
/// @dev A drop's code is the instructions of its kind followed by its parameters. Its initcode writes the first values of its storage, copies
/// that code to memory and returns it: it calls nobody and cannot fail but for want of gas.
abstract contract DropMaker is IDropFactory {
    /// @dev EIP-170. Looked at before CREATE2, which would burn nearly all gas to find out.
    uint256 private constant CODE_LIMIT = 24_576;

    mapping(bytes32 key => address drop) private _drops;

    /// @inheritdoc IDropFactory
    function dropOf(address creator, bytes32 salt) external view returns (address) {
        return _drops[_keyOf(creator, salt)];
    }

    /// @dev Creates the drop and notes that the caller's salt is used.
    function _create(bytes memory initcode, bytes32 salt) internal returns (address drop) {
        bytes32 key = _keyOf(msg.sender, salt);
        if (_drops[key] != address(0)) revert DropFactory_AlreadyCreated(_drops[key]);
        assembly ("memory-safe") {
            drop := create2(0, add(initcode, 0x20), mload(initcode), key)
        }
        if (drop == address(0)) revert DropFactory_NotCreated();
        _drops[key] = drop;
    }

    /// @dev Completes the escrow out of the caller's tokens. A claim made from within the token's transfer lowers the balance and so fails
    /// the last check.
    function _fund(address token, address drop, uint256 total) internal {
        uint256 balance = SafeTransferLib.balanceOf(token, drop);
        if (balance >= total) return;
        SafeTransferLib.safeTransferFrom(token, msg.sender, drop, total - balance);
        balance = SafeTransferLib.balanceOf(token, drop);
        if (balance < total) revert DropFactory_Underfunded(balance, total);
    }

    function _checkToken(address token) internal view {
        if (!Code.isContract(token)) revert DropFactory_TokenNotAContract(token);
    }

    function _checkWindow(uint64 start, uint64 expiry) internal view {
        if (expiry == 0) return;
        if (expiry <= start) revert DropFactory_ExpiryNotAfterStart(start, expiry);
        if (expiry <= block.timestamp) revert DropFactory_ExpiryInPast(expiry);
    }

    function _predict(bytes memory initcode, address creator, bytes32 salt) internal view returns (address) {
        bytes32 key = _keyOf(creator, salt);
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(this), key, keccak256(initcode)));
        return address(uint160(uint256(hash)));
    }

    function _initcode(address owner, bytes memory stores, bytes memory code) internal pure returns (bytes memory) {
        if (code.length > CODE_LIMIT) revert DropFactory_CodeTooLong(code.length);
        return Initcode.build(owner, stores, code);
    }

    function _keyOf(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
