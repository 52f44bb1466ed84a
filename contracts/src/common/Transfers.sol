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
}
