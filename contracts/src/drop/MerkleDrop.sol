// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";
import {Code} from "../common/Code.sol";
import {Domain} from "../common/Domain.sol";
import {DropCode} from "./DropCode.sol";
import {ClaimRow, DropParameters, IMerkleDrop, LeafKind} from "./IMerkleDrop.sol";
import {PositionMultiproof} from "./PositionMultiproof.sol";
import {PositionProof} from "./PositionProof.sol";

/// @title MerkleDrop
/// @notice A list of recipients made claimable by Merkle proof. See {IMerkleDrop}.
/// @dev Invariants: a position is paid at most once (bitmap, set before the transfer); what leaves is bounded by the balance of this
/// contract alone, which no other drop shares; before the expiry nothing leaves but claims. The code of this contract is never
/// deployed as it stands: DropFactory puts the parameters behind it (see {DropCode}) and sets the first owner.
contract MerkleDrop is Ownable, IMerkleDrop {
    using LibBitmap for LibBitmap.Bitmap;

    uint256 private constant MAX_PROOF = 64;
    bytes32 private constant CLAIM_TYPEHASH =
        keccak256("Claim(uint256 index,address account,address to,uint256 amount,uint256 deadline)");

    bytes32 private constant DOMAIN_NAME = keccak256("Bursar MerkleDrop");

    LibBitmap.Bitmap private _claimed;

    /// @inheritdoc IMerkleDrop
    function parameters() external pure returns (DropParameters memory) {
        return DropCode.parameters();
    }

    /// @inheritdoc IMerkleDrop
    function subRootCount() external pure returns (uint256) {
        return DropCode.tableLength(DropCode.settings());
    }

    /// @inheritdoc IMerkleDrop
    function isClaimed(uint256 index) external view returns (bool) {
        return _claimed.get(index);
    }

    /// @inheritdoc IMerkleDrop
    function indexOf(address account, uint256 amount, bytes32[] calldata proof) external pure returns (uint256) {
        return _position(DropCode.settings(), account, amount, proof);
    }

    /// @inheritdoc IMerkleDrop
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        return Domain.fields("Bursar MerkleDrop");
    }

    /// @inheritdoc IMerkleDrop
    function claim(uint256 amount, bytes32[] calldata proof) external {
        uint256 settings = DropCode.settings();
        _checkWindow();
        _claim(settings, msg.sender, msg.sender, amount, _position(settings, msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleDrop
    function claimTo(address to, uint256 amount, bytes32[] calldata proof) external {
        uint256 settings = DropCode.settings();
        _checkWindow();
        _checkRecipient(to);
        _claim(settings, msg.sender, to, amount, _position(settings, msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleDrop
    function claimFor(address account, uint256 amount, bytes32[] calldata proof) external {
        uint256 settings = DropCode.settings();
        if (!DropCode.allowsClaimFor(settings)) revert Drop_ClaimForNotAllowed();
        _checkWindow();
        _claim(settings, account, account, amount, _position(settings, account, amount, proof));
    }

    /// @inheritdoc IMerkleDrop
    function claimWithAuthorization(
        address account,
        address to,
        uint256 amount,
        uint256 deadline,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external {
        // Check
        uint256 settings = DropCode.settings();
        _checkWindow();
        _checkRecipient(to);
        if (block.timestamp > deadline) revert Drop_DeadlinePassed(deadline);
        uint256 index = _position(settings, account, amount, proof);
        bytes32 digest =
            Domain.digest(DOMAIN_NAME, keccak256(abi.encode(CLAIM_TYPEHASH, index, account, to, amount, deadline)));
        if (!_hasSigned(account, digest, signature)) revert Drop_BadSignature();

        _claim(settings, account, to, amount, index);
    }

    /// @inheritdoc IMerkleDrop
    function claimMany(ClaimRow[] calldata rows) external {
        uint256 settings = DropCode.settings();
        _checkWindow();
        for (uint256 i; i < rows.length; ++i) {
            ClaimRow calldata row = rows[i];
            if (row.account != msg.sender && !DropCode.allowsClaimFor(settings)) revert Drop_ClaimForNotAllowed();
            _claim(
                settings, row.account, row.account, row.amount, _position(settings, row.account, row.amount, row.proof)
            );
        }
    }

    /// @inheritdoc IMerkleDrop
    function claimMultiproof(uint256[] calldata amounts, bytes32[] calldata proof, bool[] calldata proofFlags) external {
        // Check
        uint256 settings = DropCode.settings();
        _checkWindow();
        bytes32[] memory leaves = new bytes32[](amounts.length);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = _leafOf(settings, msg.sender, amounts[i]);
        }
        (bytes32 root, uint256[] memory indices) = PositionMultiproof.follow(leaves, proof, proofFlags, MAX_PROOF);
        if (root != DropCode.root()) revert Drop_InvalidProof();

        // Effect
        uint256 sum;
        for (uint256 i; i < leaves.length; ++i) {
            _mark(msg.sender, msg.sender, amounts[i], indices[i]);
            sum += amounts[i];
        }

        // Interaction
        SafeTransferLib.safeTransfer(DropCode.token(settings), msg.sender, sum);
    }

    /// @inheritdoc IMerkleDrop
    function clawback(address to) external onlyOwner {
        // Check
        (, uint64 expiry) = DropCode.window();
        if (expiry == 0 || block.timestamp < expiry) revert Drop_NotExpired(expiry);
        _checkRecipient(to);

        // Interaction
        uint256 amount = SafeTransferLib.safeTransferAll(DropCode.token(DropCode.settings()), to);
        emit ClawedBack(to, amount);
    }

    /// @dev Effect, then interaction, for a row whose proof led to `index`.
    function _claim(uint256 settings, address account, address to, uint256 amount, uint256 index) private {
        // Effect
        _mark(account, to, amount, index);

        // Interaction
        SafeTransferLib.safeTransfer(DropCode.token(settings), to, amount);
    }

    function _mark(address account, address to, uint256 amount, uint256 index) private {
        if (!_claimed.toggle(index)) revert Drop_AlreadyClaimed(index);
        emit Claimed(account, to, index, amount);
    }

    function _position(uint256 settings, address account, uint256 amount, bytes32[] calldata proof)
        private
        pure
        returns (uint256 index)
    {
        if (proof.length > MAX_PROOF) revert Drop_ProofTooLong(proof.length);
        bytes32 end = DropCode.root();
        uint256 depth = DropCode.depth(settings);
        uint256 nodes = proof.length;
        uint256 number;
        if (depth != 0 && nodes != 0) {
            number = uint256(proof[nodes - 1]);
            if (number >> depth == 0) {
                // The proof ends with the number of a sub-root.
                end = DropCode.subRoot(depth, number);
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

    function _leafOf(uint256 settings, address account, uint256 amount) private pure returns (bytes32 leaf) {
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
    function _hasSigned(address account, bytes32 digest, bytes calldata signature) private view returns (bool) {
        if (SignatureCheckerLib.isValidSignatureNowCalldata(account, digest, signature)) return true;
        if (account == address(0) || account.code.length == 0 || Code.isContract(account)) return false;
        return ECDSA.tryRecoverCalldata(digest, signature) == account;
    }

    function _checkWindow() private view {
        (uint64 start, uint64 expiry) = DropCode.window();
        if (block.timestamp < start) revert Drop_NotStarted(start);
        if (expiry != 0 && block.timestamp >= expiry) revert Drop_Expired(expiry);
    }

    function _checkRecipient(address to) private view {
        if (to == address(0) || to == address(this)) revert Drop_InvalidRecipient(to);
    }
}
