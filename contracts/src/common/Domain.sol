// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title EIP-712 domains of contracts whose code carries no immutables
/// @dev Version "1", this chain, this address; the chain id is read at each use, so that a fork of the chain has its own domain.
library Domain {
    bytes32 private constant TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    /// @notice What a signer signs for `structHash` in the domain whose name hashes to `nameHash`.
    function digest(bytes32 nameHash, bytes32 structHash) internal view returns (bytes32 hash) {
        bytes32 separator = keccak256(abi.encode(TYPEHASH, nameHash, keccak256("1"), block.chainid, address(this)));
        assembly ("memory-safe") {
            mstore(0x00, 0x1901)
            mstore(0x20, separator)
            let m := mload(0x40)
            mstore(m, mload(0x1e)) // the two bytes, then the first thirty of the separator
            mstore(add(m, 0x20), shl(240, separator))
            mstore(add(m, 0x22), structHash)
            hash := keccak256(m, 0x42)
        }
    }

    /// @notice The answer of `eip712Domain()` (ERC-5267).
    function fields(string memory name)
        internal
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // name, version, chainId, verifyingContract
        return (0x0f, name, "1", block.chainid, address(this), 0, new uint256[](0));
    }
}
