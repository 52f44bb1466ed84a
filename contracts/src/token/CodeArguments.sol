// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title The arguments that stand behind a token's code
/// @notice The last bytes of a token's code, whether it is a clone or has its own copy of the code:
///
///     rows ‖ description ‖ symbol ‖ name ‖ extra ‖ owner 20 ‖ supply 16 ‖ decimals 1 ‖ bytes of name 1 ‖ of symbol 1 ‖ of description 1 ‖
///     number of rows 2
///
/// What `rows` and `extra` are, the kind of the token says. Nothing can ever change these bytes.
library CodeArguments {
    /// @notice Bytes of the fixed part at the end.
    uint256 internal constant FOOTER = 42;

    /// @notice The last 32 bytes, for the functions below.
    /// @return word The low ten bytes of the owner, then everything behind it.
    /// @return owner The owner of record.
    function footer() internal view returns (uint256 word, address owner) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0x16, sub(extcodesize(address()), 42), 42)
            owner := shr(96, mload(0x16))
            word := mload(0x20)
        }
    }

    function supplyOf(uint256 word) internal pure returns (uint256) {
        return uint128(word >> 48);
    }

    function decimalsOf(uint256 word) internal pure returns (uint8) {
        return uint8(word >> 40);
    }

    function nameBytesOf(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 32);
    }

    function symbolBytesOf(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 24);
    }

    function descriptionBytesOf(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 16);
    }

    function rowsOf(uint256 word) internal pure returns (uint256) {
        return uint16(word);
    }

    /// @notice How many bytes the texts have together.
    function textBytesOf(uint256 word) internal pure returns (uint256) {
        return nameBytesOf(word) + symbolBytesOf(word) + descriptionBytesOf(word);
    }

    /// @notice The `length` bytes that begin `distance` bytes before the end.
    function slice(uint256 distance, uint256 length) internal view returns (bytes memory result) {
        assembly ("memory-safe") {
            result := mload(0x40)
            mstore(result, length)
            let content := add(result, 0x20)
            extcodecopy(address(), content, sub(extcodesize(address()), distance), length)
            mstore(add(content, length), 0)
            mstore(0x40, add(content, and(add(length, 0x3f), not(0x1f))))
        }
    }
}
