// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title First holders as they stand in code
/// @notice Rows of 32 bytes (account 20, amount 12) or, when the token's supply does not fit in 96 bits, of 36 bytes (account 20, amount
/// 16), strictly ascending by account.
library GenesisRows {
    /// @notice Bytes of a row of a token with this supply.
    function width(uint256 supply) internal pure returns (uint256 result) {
        assembly ("memory-safe") {
            result := add(32, shl(2, iszero(iszero(shr(96, supply)))))
        }
    }

    /// @notice What `account` has in the `count` rows of `bytesPerRow` bytes that begin at byte `start` of the code of `target`.
    function amountOf(address target, uint256 start, uint256 count, uint256 bytesPerRow, address account)
        internal
        view
        returns (uint256 amount)
    {
        assembly ("memory-safe") {
            account := shr(96, shl(96, account))
            let low := 0
            for { let high := count } lt(low, high) {} {
                let middle := shr(1, add(low, high))
                extcodecopy(target, 0x00, add(start, mul(middle, bytesPerRow)), bytesPerRow) // at most 36 of 64 bytes of scratch
                let key := shr(96, mload(0x00))
                if eq(key, account) {
                    amount := shr(sub(256, shl(3, sub(bytesPerRow, 20))), mload(0x14))
                    break
                }
                switch lt(key, account)
                case 0 { high := middle }
                default { low := add(middle, 1) }
            }
        }
    }
}
