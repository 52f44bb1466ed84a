// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";
import {Code} from "../common/Code.sol";
import {ClaimRow, DropParameters, IMerkleDrop, LeafKind} from "./IMerkleDrop.sol";
import {PositionProof} from "./PositionProof.sol";

/// @title MerkleDrop
/// @notice A list of recipients made claimable by Merkle proof. See {IMerkleDrop}.
/// @dev Invariants: a position is paid at most once (bitmap, set before the transfer); what leaves is bounded by the balance of this
/// contract alone, which no other drop shares; before the expiry nothing leaves an open drop but claims.
contract MerkleDrop is Ownable, EIP712, IMerkleDrop {
    using LibBitmap for LibBitmap.Bitmap;

    uint256 private constant MAX_PROOF = 64;
    bytes32 private constant CLAIM_TYPEHASH =
        keccak256("Claim(uint256 index,address account,address to,uint256 amount,uint256 deadline)");

    address private immutable _token;
    address private immutable _firstOwner;
    bytes32 private immutable _root;
    uint256 private immutable _total;
    uint256 private immutable _rows;
    uint64 private immutable _start;
    uint64 private immutable _expiry;
    LeafKind private immutable _leafKind;
    bool private immutable _allowClaimFor;
    bytes32 private immutable _listHash;

    /// @inheritdoc IMerkleDrop
    bool public opened;
    string private _uri;
    LibBitmap.Bitmap private _claimed;

    constructor(DropParameters memory p) {
        // Check
        if (!Code.isContract(p.token)) revert Drop_TokenNotAContract(p.token);
        if (p.owner == address(0)) revert Drop_ZeroOwner();
        if (p.root == 0) revert Drop_ZeroRoot();
        if (p.total == 0) revert Drop_ZeroTotal();
        if (p.count == 0) revert Drop_ZeroCount();
        if (p.expiry != 0) {
            if (p.expiry <= p.start) revert Drop_ExpiryNotAfterStart(p.start, p.expiry);
            if (p.expiry <= block.timestamp) revert Drop_ExpiryInPast(p.expiry);
        }

        // Effect
        _token = p.token;
        _firstOwner = p.owner;
        _root = p.root;
        _total = p.total;
        _rows = p.count;
        _start = p.start;
        _expiry = p.expiry;
        _leafKind = p.leafKind;
        _allowClaimFor = p.allowClaimFor;
        _listHash = p.listHash;
        _uri = p.uri;
        _initializeOwner(p.owner);
    }

    /// @inheritdoc IMerkleDrop
    function parameters() external view returns (DropParameters memory) {
        return DropParameters({
            token: _token,
            owner: _firstOwner,
            root: _root,
            total: _total,
            count: _rows,
            start: _start,
            expiry: _expiry,
            leafKind: _leafKind,
            allowClaimFor: _allowClaimFor,
            listHash: _listHash,
            uri: _uri
        });
    }

    /// @inheritdoc IMerkleDrop
    function isClaimed(uint256 index) external view returns (bool) {
        return _claimed.get(index);
    }

    /// @inheritdoc IMerkleDrop
    function indexOf(address account, uint256 amount, bytes32[] calldata proof) external view returns (uint256) {
        return _position(account, amount, proof);
    }

    /// @inheritdoc IMerkleDrop
    function open() external {
        // Check
        if (opened) revert Drop_AlreadyOpen();
        if (_hasExpired()) revert Drop_Expired(_expiry);

        // Effect
        opened = true;
        emit Opened(_token, owner(), _root, _listHash, _total, _rows, _uri);

        // Interaction: a claim made from within the token's transfer lowers the balance and so fails the check below.
        uint256 balance = SafeTransferLib.balanceOf(_token, address(this));
        if (balance < _total) {
            SafeTransferLib.safeTransferFrom(_token, msg.sender, address(this), _total - balance);
            balance = SafeTransferLib.balanceOf(_token, address(this));
            if (balance < _total) revert Drop_Underfunded(balance, _total);
        }
    }

    /// @inheritdoc IMerkleDrop
    function claim(uint256 amount, bytes32[] calldata proof) external {
        _checkWindow();
        _claim(msg.sender, msg.sender, amount, _position(msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleDrop
    function claimTo(address to, uint256 amount, bytes32[] calldata proof) external {
        _checkWindow();
        _checkRecipient(to);
        _claim(msg.sender, to, amount, _position(msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleDrop
    function claimFor(address account, uint256 amount, bytes32[] calldata proof) external {
        if (!_allowClaimFor) revert Drop_ClaimForNotAllowed();
        _checkWindow();
        _claim(account, account, amount, _position(account, amount, proof));
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
        _checkWindow();
        _checkRecipient(to);
        if (block.timestamp > deadline) revert Drop_DeadlinePassed(deadline);
        uint256 index = _position(account, amount, proof);
        bytes32 digest = _hashTypedData(keccak256(abi.encode(CLAIM_TYPEHASH, index, account, to, amount, deadline)));
        if (!_hasSigned(account, digest, signature)) revert Drop_BadSignature();

        _claim(account, to, amount, index);
    }

    /// @inheritdoc IMerkleDrop
    function claimMany(ClaimRow[] calldata rows) external {
        _checkWindow();
        for (uint256 i; i < rows.length; ++i) {
            ClaimRow calldata row = rows[i];
            if (row.account != msg.sender && !_allowClaimFor) revert Drop_ClaimForNotAllowed();
            _claim(row.account, row.account, row.amount, _position(row.account, row.amount, row.proof));
        }
    }

    /// @inheritdoc IMerkleDrop
    function clawback(address to) external onlyOwner {
        // Check: a drop that was never opened has promised nothing, so its owner may take back what was sent too early.
        if (opened && !_hasExpired()) revert Drop_NotExpired(_expiry);
        _checkRecipient(to);

        // Interaction
        uint256 amount = SafeTransferLib.safeTransferAll(_token, to);
        emit ClawedBack(to, amount);
    }

    /// @dev Effect, then interaction, for a row whose proof led to `index`.
    function _claim(address account, address to, uint256 amount, uint256 index) private {
        // Effect
        if (!_claimed.toggle(index)) revert Drop_AlreadyClaimed(index);
        emit Claimed(index, account, to, amount);

        // Interaction
        SafeTransferLib.safeTransfer(_token, to, amount);
    }

    function _position(address account, uint256 amount, bytes32[] calldata proof) private view returns (uint256 index) {
        if (proof.length > MAX_PROOF) revert Drop_ProofTooLong(proof.length);
        bytes32 root;
        (root, index) = PositionProof.follow(_leafOf(account, amount), proof);
        if (root != _root) revert Drop_InvalidProof();
    }

    function _leafOf(address account, uint256 amount) private view returns (bytes32 leaf) {
        bool packed = _leafKind == LeafKind.Packed;
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
        if (!opened) revert Drop_NotOpen();
        if (block.timestamp < _start) revert Drop_NotStarted(_start);
        if (_hasExpired()) revert Drop_Expired(_expiry);
    }

    function _checkRecipient(address to) private view {
        if (to == address(0) || to == address(this)) revert Drop_InvalidRecipient(to);
    }

    function _hasExpired() private view returns (bool) {
        return _expiry != 0 && block.timestamp >= _expiry;
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Bursar MerkleDrop", "1");
    }
}
