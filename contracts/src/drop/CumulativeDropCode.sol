// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CodeTail} from "../common/CodeTail.sol";
import {CumulativeDropParameters} from "./ICumulativeDrop.sol";

/// @title The parameters of a cumulative drop, behind its instructions
/// @dev Layout, from the end of the code backwards: four fixed words, then the watchers, then the URI:
///
///     … instructions | URI | watchers | settings | owner | watchers' count | URI length |
///
/// settings: window in the low 64 bits, expiry in the next 64, then 8 bits for whether anybody may claim for others.
library CumulativeDropCode {
    uint256 private constant FIXED = 0x80;

    /// @notice What stands behind the instructions.
    function pack(CumulativeDropParameters calldata p) internal pure returns (bytes memory) {
        uint256 settings = uint256(p.window) | (uint256(p.expiry) << 64) | (p.allowClaimFor ? uint256(1) << 128 : 0);
        return bytes.concat(
            bytes(p.uri),
            abi.encodePacked(p.watchers),
            abi.encode(settings, p.owner, p.watchers.length, bytes(p.uri).length)
        );
    }

    function window() internal pure returns (uint64) {
        return uint64(CodeTail.word(FIXED));
    }

    function expiry() internal pure returns (uint64) {
        return uint64(CodeTail.word(FIXED) >> 64);
    }

    function allowsClaimFor() internal pure returns (bool) {
        return uint8(CodeTail.word(FIXED) >> 128) != 0;
    }

    function watchers() internal pure returns (address[] memory all) {
        uint256 count = CodeTail.word(0x40);
        all = new address[](count);
        for (uint256 i; i < count; ++i) {
            all[i] = address(uint160(CodeTail.word(FIXED + 0x20 * (count - i))));
        }
    }

    function parameters() internal pure returns (CumulativeDropParameters memory p) {
        p.window = window();
        p.expiry = expiry();
        p.allowClaimFor = allowsClaimFor();
        p.owner = address(uint160(CodeTail.word(0x60)));
        p.watchers = watchers();
        uint256 length = CodeTail.word(0x20);
        p.uri = CodeTail.text(FIXED + 0x20 * p.watchers.length + length, length);
    }
}
