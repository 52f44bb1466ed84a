// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GenesisRows} from "./GenesisRows.sol";
import {ITokenFactory} from "./ITokenFactory.sol";
import {TokenForm, TokenKind, TokenParameters} from "./TokenParameters.sol";

/// @title Creation code of tokens
/// @notice What is run to create a token: code that copies what follows it to the beginning of memory, announces the first holders from there
/// as Transfers from zero, and leaves the copy behind as the token's code, which ends in the {CodeArguments}.
/// @dev Put together in place, back to front where a word reaches into what stands before it.
library TokenInitcode {
    uint256 private constant CODE_LIMIT = 24_576; // EIP-170
    uint256 private constant HASH = 32;
    uint256 private constant KEY = 20;

    /// @dev PUSH2 length, DUP1, PUSH1 10, PUSH0, CODECOPY, PUSH0, RETURN.
    uint256 private constant SILENT = 0x61000080600a5f395ff3;
    uint256 private constant SILENT_BYTES = 10;

    /// @dev PUSH2 length, DUP1, PUSH1 81, PUSH0, CODECOPY, PUSH2 end, PUSH2 place, JUMPDEST (at 14), DUP1, MLOAD, PUSH1 96, SHR, PUSH0, PUSH32.
    /// On the stack: length, end, place; then account, 0, and by the word that follows the topic of Transfer.
    uint256 private constant BEGIN = 0x6100008060515f396100006100005b805160601c5f7f;
    uint256 private constant TOPIC = 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef;

    /// @dev DUP4, PUSH1 20, ADD, MLOAD, PUSH1 shift, SHR, DUP7, MSTORE: the amount stands behind the copy. PUSH1 32, DUP7, LOG3, PUSH1 width, ADD,
    /// DUP2, DUP2, LT, PUSH1 14, JUMPI; POP, POP, PUSH0, RETURN.
    uint256 private constant END = 0x836014015160001c8652602086a3600001818110600e5750505ff3;
    uint256 private constant ANNOUNCING_BYTES = 81;

    /// @notice The creation code of a token.
    /// @param code The kind's code, for a clone, or the code that the direct form begins with.
    function build(TokenParameters calldata p, address code) internal view returns (bytes memory initcode) {
        bool late = p.kind == TokenKind.Genesis;
        bool silent = late || p.supply == 0;
        uint256 start; // of the token's code
        assembly ("memory-safe") {
            initcode := mload(0x40)
            start := add(add(initcode, 0x20), ANNOUNCING_BYTES)
            if silent { start := add(add(initcode, 0x20), SILENT_BYTES) }
        }

        uint256 rows = p.form == TokenForm.Clone ? _putProxy(start, code) : _putCopy(start, code);
        bytes calldata given = p.rows;
        uint256 place = _put(rows, late ? given[HASH:] : given);
        uint256 width = late ? KEY : GenesisRows.width(p.supply);
        uint256 count = (place - rows) / width;
        uint256 sizes = uint256(p.decimals) << 40 | count;
        (place, sizes) = _putText(place, p.description, sizes, 16);
        (place, sizes) = _putText(place, p.symbol, sizes, 24);
        (place, sizes) = _putText(place, p.name, sizes, 32);
        if (late) place = _put(place, given[:HASH]);
        if (p.kind == TokenKind.Managed) place = _putWord(place, uint256(p.limit) << 128, 16);
        uint256 footer = place;
        place = _putWord(place, uint256(uint160(p.owner)) << 96, 20);
        place = _putWord(place, uint256(p.supply) << 128, 16);
        place = _putWord(place, sizes << 208, 6);

        // Checked here, because the chain would take all gas for it.
        if (place - start > CODE_LIMIT) revert ITokenFactory.TokenFactory_CodeTooLong(place - start);

        // Where there are no rows, the footer begins with one of 36 bytes: the owner and the supply.
        if (count == 0) (rows, count, width) = (footer, 1, 36);
        assembly ("memory-safe") {
            let length := sub(place, start)
            switch silent
            case 0 {
                let first := sub(rows, start)
                let shift := sub(256, shl(3, sub(width, 20)))
                mstore(sub(start, 32), or(END, or(shl(160, shift), shl(88, width))))
                mstore(sub(start, 59), TOPIC)
                mstore(
                    sub(start, 91),
                    or(BEGIN, or(shl(152, length), or(shl(88, add(first, mul(count, width))), shl(64, first))))
                )
            }
            default { mstore(sub(start, 32), or(SILENT, shl(56, length))) }
            let content := add(initcode, 0x20)
            mstore(initcode, sub(place, content))
            mstore(place, 0)
            mstore(0x40, and(add(place, 0x3f), not(0x1f)))
        }
    }

    /// @dev A proxy that hands every call to `code`.
    function _putProxy(uint256 place, address code) private pure returns (uint256) {
        place = _putWord(place, 0x5f5f365f5f37365f73 << 184, 9);
        place = _putWord(place, uint256(uint160(code)) << 96, 20);
        return _putWord(place, 0x5af43d5f5f3e5f3d91602a57fd5bf3 << 136, 15);
    }

    function _putCopy(uint256 place, address code) private view returns (uint256 next) {
        assembly ("memory-safe") {
            let size := extcodesize(code)
            extcodecopy(code, place, 0, size)
            next := add(place, size)
        }
    }

    function _put(uint256 place, bytes calldata content) private pure returns (uint256 next) {
        assembly ("memory-safe") {
            calldatacopy(place, content.offset, content.length)
            next := add(place, content.length)
        }
    }

    /// @dev A text, and its length among the sizes.
    function _putText(uint256 place, string calldata text, uint256 sizes, uint256 shift)
        private
        pure
        returns (uint256, uint256)
    {
        return (_put(place, bytes(text)), sizes | bytes(text).length << shift);
    }

    function _putWord(uint256 place, uint256 word, uint256 size) private pure returns (uint256 next) {
        assembly ("memory-safe") {
            mstore(place, word)
            next := add(place, size)
        }
    }
}
