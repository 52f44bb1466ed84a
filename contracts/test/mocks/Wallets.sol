// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A contract account that accepts one digest, by ERC-1271.
contract ContractWallet {
    bytes32 public accepted;

    function accept(bytes32 digest) external {
        accepted = digest;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return digest == accepted && digest != 0 ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @notice A contract account that knows nothing of ERC-1271.
contract SilentWallet {}
