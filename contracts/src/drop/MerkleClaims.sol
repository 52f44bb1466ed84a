// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ECDSA} from "solady/utils/ECDSA.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";
import {Code} from "../common/Code.sol";
import {DropCode} from "./DropCode.sol";
import {IMerkleClaims, LeafKind} from "./IMerkleClaims.sol";
import {PositionProof} from "./PositionProof.sol";

/// @title The checks of claims by Merkle proof
/// @dev `behind` says where the parameters stand: see {DropCode}. `settings` are {DropCode.settings}, read once in a call.
abstract contract MerkleClaims is IMerkleClaims {
    uint256 internal constant MAX_PROOF = 64;
    bytes32 internal constant CLAIM_TYPEHASH =
        keccak256("Claim(uint256 index,address account,address to,uint256 amount,uint256 deadline)");

    function _position(uint256 behind, uint256 settings, address account, uint256 amount, bytes32[] calldata proof)
        internal
        pure
        returns (uint256 index)
    {
        if (proof.length > MAX_PROOF) revert Drop_ProofTooLong(proof.length);
        bytes32 end = DropCode.root(behind);
        uint256 depth = DropCode.depth(settings);
        uint256 nodes = proof.length;
        uint256 number;
        if (depth != 0 && nodes != 0) {
            number = uint256(proof[nodes - 1]);
            if (number >> depth == 0) {
                // The proof ends with the number of a sub-root.
                end = DropCode.subRoot(behind, depth, number);
                unchecked {
                    --nodes;
                }
            } else {
                depth = 0;
            }
        } else {
            depth = 0;
        }
        bytes32 top;
        (top, index) = PositionProof.follow(_leafOf(settings, account, amount), proof, nodes);
        if (top != end) revert Drop_InvalidProof();
        index = (index << depth) | (depth == 0 ? 0 : number);
    }

    function _leafOf(uint256 settings, address account, uint256 amount) internal pure returns (bytes32 leaf) {
        bool packed = DropCode.leafKind(settings) == LeafKind.Packed;
        assembly ("memory-safe") {
            account := shr(96, shl(96, account)) // the compiler promises no clean upper bits
            mstore(0x20, amount)
            switch packed
            case 0 {
                mstore(0x00, account)
                mstore(0x00, keccak256(0x00, 0x40))
                leaf := keccak256(0x00, 0x20)
            }
            default {
                mstore(0x00, shl(96, account))
                mstore(0x14, amount)
                leaf := keccak256(0x00, 0x34)
            }
        }
    }

    /// @dev An account that delegates (EIP-7702) may answer by ERC-1271, but its own key always counts too.
    function _hasSigned(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (SignatureCheckerLib.isValidSignatureNowCalldata(account, digest, signature)) return true;
        if (account == address(0) || account.code.length == 0 || Code.isContract(account)) return false;
        return ECDSA.tryRecoverCalldata(digest, signature) == account;
    }

    function _checkWindow(uint256 behind) internal view {
        (uint64 start, uint64 expiry) = DropCode.window(behind);
        if (block.timestamp < start) revert Drop_NotStarted(start);
        if (expiry != 0 && block.timestamp >= expiry) revert Drop_Expired(expiry);
    }

    function _checkRecipient(address to) internal view {
        if (to == address(0) || to == address(this)) revert Drop_InvalidRecipient(to);
    }
}
