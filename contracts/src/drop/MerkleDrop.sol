// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Domain} from "../common/Domain.sol";
import {DropCode} from "./DropCode.sol";
import {ClaimRow, DropParameters, IMerkleClaims} from "./IMerkleClaims.sol";
import {IMerkleDrop} from "./IMerkleDrop.sol";
import {MerkleClaims} from "./MerkleClaims.sol";
import {PositionMultiproof} from "./PositionMultiproof.sol";

/// @title MerkleDrop
/// @notice A list of recipients made claimable by Merkle proof. See {IMerkleDrop}.
/// @dev Invariants: a position is paid at most once (bitmap, set before the transfer); what leaves is bounded by the balance of this
/// contract alone, which no other drop shares; before the expiry nothing leaves but claims. The code of this contract is never
/// deployed as it stands: DropFactory puts the parameters behind it (see {DropCode}) and sets the first owner.
contract MerkleDrop is Ownable, MerkleClaims, IMerkleDrop {
    using LibBitmap for LibBitmap.Bitmap;

    bytes32 private constant DOMAIN_NAME = keccak256("Bursar MerkleDrop");

    LibBitmap.Bitmap private _claimed;

    /// @inheritdoc IMerkleClaims
    function parameters() external pure returns (DropParameters memory) {
        return DropCode.parameters(0);
    }

    /// @inheritdoc IMerkleClaims
    function subRootCount() external pure returns (uint256) {
        return DropCode.tableLength(DropCode.settings(0));
    }

    /// @inheritdoc IMerkleDrop
    function isClaimed(uint256 index) external view returns (bool) {
        return _claimed.get(index);
    }

    /// @inheritdoc IMerkleClaims
    function indexOf(address account, uint256 amount, bytes32[] calldata proof) external pure returns (uint256) {
        return _position(0, DropCode.settings(0), account, amount, proof);
    }

    /// @inheritdoc IMerkleDrop
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        return Domain.fields("Bursar MerkleDrop");
    }

    /// @inheritdoc IMerkleClaims
    function claim(uint256 amount, bytes32[] calldata proof) external {
        uint256 settings = DropCode.settings(0);
        _checkWindow(0);
        _claim(settings, msg.sender, msg.sender, amount, _position(0, settings, msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleClaims
    function claimTo(address to, uint256 amount, bytes32[] calldata proof) external {
        uint256 settings = DropCode.settings(0);
        _checkWindow(0);
        _checkRecipient(to);
        _claim(settings, msg.sender, to, amount, _position(0, settings, msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleClaims
    function claimFor(address account, uint256 amount, bytes32[] calldata proof) external {
        uint256 settings = DropCode.settings(0);
        if (!DropCode.allowsClaimFor(settings)) revert Drop_ClaimForNotAllowed();
        _checkWindow(0);
        _claim(settings, account, account, amount, _position(0, settings, account, amount, proof));
    }

    /// @inheritdoc IMerkleClaims
    function claimWithAuthorization(
        address account,
        address to,
        uint256 amount,
        uint256 deadline,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external {
        // Check
        uint256 settings = DropCode.settings(0);
        _checkWindow(0);
        _checkRecipient(to);
        if (block.timestamp > deadline) revert Drop_DeadlinePassed(deadline);
        uint256 index = _position(0, settings, account, amount, proof);
        bytes32 digest =
            Domain.digest(DOMAIN_NAME, keccak256(abi.encode(CLAIM_TYPEHASH, index, account, to, amount, deadline)));
        if (!_hasSigned(account, digest, signature)) revert Drop_BadSignature();

        _claim(settings, account, to, amount, index);
    }

    /// @inheritdoc IMerkleClaims
    function claimMany(ClaimRow[] calldata rows) external {
        uint256 settings = DropCode.settings(0);
        _checkWindow(0);
        for (uint256 i; i < rows.length; ++i) {
            ClaimRow calldata row = rows[i];
            if (row.account != msg.sender && !DropCode.allowsClaimFor(settings)) revert Drop_ClaimForNotAllowed();
            _claim(
                settings,
                row.account,
                row.account,
                row.amount,
                _position(0, settings, row.account, row.amount, row.proof)
            );
        }
    }

    /// @inheritdoc IMerkleDrop
    function claimMultiproof(uint256[] calldata amounts, bytes32[] calldata proof, bool[] calldata proofFlags)
        external
    {
        // Check
        uint256 settings = DropCode.settings(0);
        _checkWindow(0);
        bytes32[] memory leaves = new bytes32[](amounts.length);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = _leafOf(settings, msg.sender, amounts[i]);
        }
        (bytes32 root, uint256[] memory indices) = PositionMultiproof.follow(leaves, proof, proofFlags, MAX_PROOF);
        if (root != DropCode.root(0)) revert Drop_InvalidProof();

        // Effect
        uint256 sum;
        for (uint256 i; i < leaves.length; ++i) {
            _mark(msg.sender, msg.sender, amounts[i], indices[i]);
            sum += amounts[i];
        }

        // Interaction
        SafeTransferLib.safeTransfer(DropCode.token(settings), msg.sender, sum);
    }

    /// @inheritdoc IMerkleClaims
    function clawback(address to) external onlyOwner {
        // Check
        (, uint64 expiry) = DropCode.window(0);
        if (expiry == 0 || block.timestamp < expiry) revert Drop_NotExpired(expiry);
        _checkRecipient(to);

        // Interaction
        uint256 amount = SafeTransferLib.safeTransferAll(DropCode.token(DropCode.settings(0)), to);
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
}
