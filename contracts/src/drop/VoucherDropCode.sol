// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CodeTail} from "../common/CodeTail.sol";
import {VoucherDropParameters} from "./IVoucherDrop.sol";

/// @title The parameters of a voucher drop, behind its instructions
/// @dev Layout, from the end of the code backwards: seven fixed words, then the URI:
///
///     … instructions | URI | token | window | total | owner | signer | budget | URI length |
///
/// window: start in the low 64 bits, expiry in the next 64.
library VoucherDropCode {
    uint256 private constant FIXED = 0xe0;

    /// @notice What stands behind the instructions.
    function pack(VoucherDropParameters calldata p) internal pure returns (bytes memory) {
        return bytes.concat(
            bytes(p.uri),
            abi.encode(
                p.token,
                uint256(p.start) | (uint256(p.expiry) << 64),
                p.total,
                p.owner,
                p.signer,
                p.budget,
                bytes(p.uri).length
            )
        );
    }

    function token() internal pure returns (address) {
        return address(uint160(CodeTail.word(0xe0)));
    }

    function window() internal pure returns (uint64 start, uint64 expiry) {
        uint256 packed = CodeTail.word(0xc0);
        start = uint64(packed);
        expiry = uint64(packed >> 64);
    }

    function parameters() internal pure returns (VoucherDropParameters memory p) {
        p.token = token();
        (p.start, p.expiry) = window();
        p.total = CodeTail.word(0xa0);
        p.owner = address(uint160(CodeTail.word(0x80)));
        p.signer = address(uint160(CodeTail.word(0x60)));
        p.budget = CodeTail.word(0x40);
        uint256 length = CodeTail.word(0x20);
        p.uri = CodeTail.text(FIXED + length, length);
    }
}
