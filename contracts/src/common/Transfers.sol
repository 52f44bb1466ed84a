// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Transfers whose failure the caller deals with
library Transfers {
    /// @notice Whether the token took the transfer: the call succeeded and returned either nothing or a word that is 1.
    /// @dev At most one word of the answer is copied, so a long one costs nothing. Whether there is a contract at `token` is not looked at.
    function send(address token, address to, uint256 amount, uint256 gasLimit) internal returns (bool success) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, shl(224, 0xa9059cbb)) // transfer(address,uint256)
            mstore(add(m, 0x04), to)
            mstore(add(m, 0x24), amount)
            success := call(gasLimit, token, 0, m, 0x44, 0x00, 0x20)
            if returndatasize() {
                success := and(success, and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1)))
            }
        }
    }

    /// @notice Sends what the words of calldata from `place` to `end` say, one after the other: 20 bytes address, 12 bytes amount. Ends at the first
    /// transfer that the token does not take, as {send} would tell.
    /// @return failed The place of that word; `end` when there is none.
    function sendWords(address token, uint256 place, uint256 end) internal returns (uint256 failed) {
        assembly ("memory-safe") {
            // The call from 0x10 on: selector, recipient in the lower 20 bytes of a word, amount. What it returns lands on the recipient, whose place ends with
            // twelve zero bytes until it does: only a whole word that is 1 reads as 1. (A call that fails with the word 1 passes for one that is done; the caller
            // compares its balance in the end.)
            let m := mload(0x40)
            let mask := sub(shl(96, lt(place, add(end, 1))), 1) // in a variable: a constant would be computed at each use
            mstore(0x00, 0xa9059cbb000000000000000000000000) // transfer(address,uint256)

            // Row by row until a multiple of four is left, then four in a round: rounds are dear.
            let some := add(place, and(sub(end, place), 0x60))
            for {} lt(place, some) { place := add(place, 0x20) } {
                let row := calldataload(place)
                mstore(0x20, row)
                mstore(0x34, and(row, mask))
                let success := call(gas(), token, 0, 0x10, 0x44, 0x20, 0x20)
                if xor(mload(0x20), 1) {
                    if or(iszero(success), returndatasize()) { break }
                }
            }
            if and(eq(place, some), lt(place, end)) {
                for {} 1 {} {
                    let row := calldataload(place)
                    mstore(0x20, row)
                    mstore(0x34, and(row, mask))
                    let success := call(gas(), token, 0, 0x10, 0x44, 0x20, 0x20)
                    if xor(mload(0x20), 1) {
                        if or(iszero(success), returndatasize()) { break }
                    }
                    row := calldataload(add(place, 0x20))
                    mstore(0x20, row)
                    mstore(0x34, and(row, mask))
                    success := call(gas(), token, 0, 0x10, 0x44, 0x20, 0x20)
                    if xor(mload(0x20), 1) {
                        if or(iszero(success), returndatasize()) {
                            place := add(place, 0x20)
                            break
                        }
                    }
                    row := calldataload(add(place, 0x40))
                    mstore(0x20, row)
                    mstore(0x34, and(row, mask))
                    success := call(gas(), token, 0, 0x10, 0x44, 0x20, 0x20)
                    if xor(mload(0x20), 1) {
                        if or(iszero(success), returndatasize()) {
                            place := add(place, 0x40)
                            break
                        }
                    }
                    row := calldataload(add(place, 0x60))
                    mstore(0x20, row)
                    mstore(0x34, and(row, mask))
                    success := call(gas(), token, 0, 0x10, 0x44, 0x20, 0x20)
                    if xor(mload(0x20), 1) {
                        if or(iszero(success), returndatasize()) {
                            place := add(place, 0x60)
                            break
                        }
                    }
                    place := add(place, 0x80)
                    if lt(place, end) { continue }
                    break
                }
            }
            failed := place
            mstore(0x40, m)
        }
    }
}
