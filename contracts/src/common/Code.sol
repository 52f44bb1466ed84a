// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Tells contracts from accounts
library Code {
    /// @dev An EIP-7702 delegation is exactly 0xef0100 followed by 20 bytes of address.
    uint256 private constant DELEGATION_LENGTH = 23;
    uint256 private constant DELEGATION_PREFIX = 0xef0100;

    /// @notice Whether a contract's code stands at `account`. False for accounts without code and for accounts that merely delegate
    /// (EIP-7702): those can change their code at will.
    function isContract(address account) internal view returns (bool result) {
        assembly ("memory-safe") {
            let size := extcodesize(account)
            result := gt(size, 0)
            if eq(size, DELEGATION_LENGTH) {
                mstore(0x00, 0)
                extcodecopy(account, 0x00, 0, 3)
                result := iszero(eq(shr(232, mload(0x00)), DELEGATION_PREFIX))
            }
        }
    }
}
