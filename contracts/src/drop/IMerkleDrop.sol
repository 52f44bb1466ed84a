// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimRow, DropParameters, IMerkleClaims, LeafKind} from "./IMerkleClaims.sol";

/// @title A list of recipients made claimable by Merkle proof
/// @notice Each row can be claimed once. A claim is paid out of this contract's own balance and nothing else, so a tree that promises
/// more than was escrowed can disappoint its own recipients but never spend anybody else's money.
/// @dev A drop is created, funded and opened by DropFactory in one transaction: where there is a drop, its escrow was complete.
/// The bitmap index of a row is its position (see {IMerkleClaims}). Equal rows that are siblings share it and can be claimed once only: lists
/// must not repeat a row.
interface IMerkleDrop is IMerkleClaims {
    /// @notice The token refused a payment out of the drop, or the drop does not hold enough.
    error TransferFailed();

    /// @notice Pays several rows of the caller at once, proved together and paid by one transfer of their sum. All or none.
    /// @param amounts The rows' amounts, in the order of their leaves in the proof.
    /// @param proof The nodes that do not follow from the leaves.
    /// @param proofFlags For each pair, whether its second half follows from the leaves; proof and flags are in OpenZeppelin's format. Each
    /// row has the index that its own proof gives it. A table of sub-roots plays no part here.
    function claimMultiproof(uint256[] calldata amounts, bytes32[] calldata proof, bool[] calldata proofFlags) external;

    /// @notice Whether the row at position `index` has been paid.
    function isClaimed(uint256 index) external view returns (bool);

    /// @notice The EIP-712 domain (ERC-5267): name "Bursar MerkleDrop", version "1", chain and this address.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
