// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPayout} from "./IPayout.sol";

/// @notice How the rows of a batch are to be read.
/// @param start Where the first row begins in the calldata.
/// @param end Where the last one ends.
/// @param length Bytes of a row.
/// @param amount What every row is given, when rows are addresses only; otherwise zero.
struct Rows {
    uint256 start;
    uint256 end;
    uint256 length;
    uint256 amount;
}

/// @title Rows of a batch of payments, without padding
/// @dev Narrow: address 20, amount 12. Wide: address 20, amount 32. Equal: the amount once, 12 or 32 bytes, then addresses of 20 bytes.
library PayoutRows {
    uint256 internal constant WIDE = 2;
    uint256 internal constant EQUAL = 4;

    uint256 private constant AMOUNT = 0xffffffffffffffffffffffff;

    function read(bytes calldata rows, uint256 flags) internal pure returns (Rows memory r) {
        if (rows.length == 0) revert IPayout.Payout_NoRows();
        uint256 amountLength = flags & WIDE == 0 ? 12 : 32;
        uint256 head = flags & EQUAL == 0 ? 0 : amountLength;
        r.length = flags & EQUAL == 0 ? 20 + amountLength : 20;
        if (rows.length <= head || (rows.length - head) % r.length != 0) {
            revert IPayout.Payout_MalformedRows(rows.length, r.length);
        }
        assembly ("memory-safe") {
            mstore(r, add(rows.offset, head))
            mstore(add(r, 0x20), add(rows.offset, rows.length))
            mstore(add(r, 0x60), shr(sub(256, shl(3, head)), calldataload(rows.offset))) // nothing when there is no head
        }
    }

    function count(Rows memory r) internal pure returns (uint256) {
        return (r.end - r.start) / r.length;
    }

    /// @notice The number of the row at `place`.
    function number(Rows memory r, uint256 place) internal pure returns (uint256) {
        return (place - r.start) / r.length;
    }

    /// @notice The row at `place`: what follows the address is the amount; nothing follows it when all amounts are `equal`.
    function rowAt(uint256 place, uint256 length, uint256 equal) internal pure returns (address to, uint256 amount) {
        assembly ("memory-safe") {
            to := shr(96, calldataload(place))
            amount := or(equal, shr(sub(416, shl(3, length)), calldataload(add(place, 20))))
        }
    }

    /// @notice Whether each row is one word: address 20, amount 12.
    function isWord(Rows memory r) internal pure returns (bool) {
        return r.length == 0x20;
    }

    /// @notice The sum of all amounts. Faults are only noted in the loop and looked for when there is one.
    function sum(Rows memory r) internal pure returns (uint256 total) {
        if (isWord(r)) return _sumOfWords(r);
        bool overflow;
        bool zeroRecipient;
        (uint256 length, uint256 equal, uint256 end) = (r.length, r.amount, r.end);
        for (uint256 place = r.start; place < end;) {
            (address to, uint256 amount) = rowAt(place, length, equal);
            assembly ("memory-safe") {
                total := add(total, amount)
                overflow := or(overflow, lt(total, amount))
                zeroRecipient := or(zeroRecipient, iszero(to))
                place := add(place, length)
            }
        }
        if (zeroRecipient) revert IPayout.Payout_ZeroRecipient(_firstZeroRecipient(r));
        if (overflow) revert IPayout.Payout_TotalOverflow();
    }

    /// @dev {sum} of rows that are words, four in a round. Fewer than 2^160 amounts below 2^96 cannot overflow.
    function _sumOfWords(Rows memory r) private pure returns (uint256 total) {
        bool zeroRecipient;
        assembly ("memory-safe") {
            let place := mload(r)
            let end := mload(add(r, 0x20))
            for { let some := add(place, and(sub(end, place), 0x60)) } lt(place, some) { place := add(place, 0x20) } {
                let row := calldataload(place)
                total := add(total, and(row, AMOUNT))
                zeroRecipient := or(zeroRecipient, iszero(gt(row, AMOUNT)))
            }
            if lt(place, end) {
                let mask := sub(shl(96, lt(place, end)), 1) // AMOUNT in a variable: the constant would be computed at each use
                for {} 1 {} {
                    let row := calldataload(place)
                    let amount := and(row, mask)
                    total := add(total, amount)
                    zeroRecipient := or(zeroRecipient, eq(row, amount))
                    row := calldataload(add(place, 0x20))
                    amount := and(row, mask)
                    total := add(total, amount)
                    zeroRecipient := or(zeroRecipient, eq(row, amount))
                    row := calldataload(add(place, 0x40))
                    amount := and(row, mask)
                    total := add(total, amount)
                    zeroRecipient := or(zeroRecipient, eq(row, amount))
                    row := calldataload(add(place, 0x60))
                    amount := and(row, mask)
                    total := add(total, amount)
                    zeroRecipient := or(zeroRecipient, eq(row, amount))
                    place := add(place, 0x80)
                    if lt(place, end) { continue }
                    break
                }
            }
        }
        if (zeroRecipient) revert IPayout.Payout_ZeroRecipient(_firstZeroRecipient(r));
    }

    function _firstZeroRecipient(Rows memory r) private pure returns (uint256 row) {
        for (;; ++row) {
            (address to,) = rowAt(r.start + row * r.length, r.length, 0);
            if (to == address(0)) return row;
        }
    }
}
