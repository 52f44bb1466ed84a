// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Initcode of contracts whose parameters stand behind their instructions
library Initcode {
    /// @dev Solady's slot of the owner.
    bytes32 private constant OWNER_SLOT = 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffff74873927;

    /// @notice Initcode that makes `owner` the owner, carries `stores` out and returns `code`, which has less than 2^16 bytes. It calls nobody.
    /// @dev PUSH2 length DUP1 PUSH2 offset RETURNDATASIZE CODECOPY RETURNDATASIZE RETURN, where nothing was called and so RETURNDATASIZE is zero.
    function build(address owner, bytes memory stores, bytes memory code) internal pure returns (bytes memory) {
        bytes memory head = bytes.concat(store(OWNER_SLOT, uint160(owner)), stores);
        return abi.encodePacked(head, hex"61", uint16(code.length), hex"8061", uint16(head.length + 11), hex"3d393df3", code);
    }

    /// @notice PUSH32 value PUSH32 slot SSTORE.
    function store(bytes32 slot, uint256 value) internal pure returns (bytes memory) {
        return abi.encodePacked(hex"7f", value, hex"7f", slot, hex"55");
    }
}
