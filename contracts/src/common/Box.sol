// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Box
/// @notice Holds tokens apart and does what the contract that made it says, and nothing else.
/// @dev Its maker calls with a target in the first 20 bytes and the call's data behind them. What the call answers is passed on.
contract Box {
    address private immutable _maker = msg.sender;

    fallback() external {
        address maker = _maker;
        assembly {
            if iszero(eq(caller(), maker)) { revert(0x00, 0x00) }
            let size := sub(calldatasize(), 20)
            calldatacopy(0x00, 20, size)
            let done := call(gas(), shr(96, calldataload(0x00)), 0, 0x00, size, 0x00, 0x00)
            returndatacopy(0x00, 0x00, returndatasize())
            if iszero(done) { revert(0x00, returndatasize()) }
            return(0x00, returndatasize())
        }
    }
}
