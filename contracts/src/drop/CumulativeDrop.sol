// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {ReentrancyGuard} from "solady/utils/ReentrancyGuard.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {CumulativeDropCode} from "./CumulativeDropCode.sol";
import {CumulativeClaim, CumulativeDropParameters, ICumulativeDrop, Proposal, TokenAmount} from "./ICumulativeDrop.sol";
import {PositionProof} from "./PositionProof.sol";
import {SubRoots} from "./SubRoots.sol";

/// @title CumulativeDrop
/// @notice Recurring programmes in any number of tokens. See {ICumulativeDrop}.
/// @dev Invariants: an account was paid of a token exactly what `claimed` says, and that never falls; no list is active whose total of a token is
/// above its escrow; a list was open to every watcher's veto for the whole window before it became active; before the expiry nothing leaves but
/// claims. The code of this contract is never deployed as it stands: DropFactory puts the parameters behind it (see {CumulativeDropCode}) and
/// sets the first owner and the first escrow.
contract CumulativeDrop is Ownable, ReentrancyGuard, ICumulativeDrop {
    uint256 private constant MAX_PROOF = 64;
    uint256 private constant MAX_SUB_ROOTS = 512;

    /// @dev Slot 0, where DropFactory writes the first escrow.
    mapping(address token => uint256) private _escrow;
    mapping(address account => mapping(address token => uint256)) private _claimed;
    bytes32 private _pendingHash;
    uint64 private _pendingReadyAt;
    uint64 private _lastId;
    uint64 private _activeId;
    uint64 private _subRootCount;
    bytes32 private _activeRoot;
    bytes32[MAX_SUB_ROOTS] private _subRoots;

    modifier beforeExpiry() {
        _checkNotExpired();
        _;
    }

    /// @inheritdoc ICumulativeDrop
    function parameters() external pure returns (CumulativeDropParameters memory) {
        return CumulativeDropCode.parameters();
    }

    /// @inheritdoc ICumulativeDrop
    function claimed(address account, address token) external view returns (uint256) {
        return _claimed[account][token];
    }

    /// @inheritdoc ICumulativeDrop
    function escrowOf(address token) external view returns (uint256) {
        return _escrow[token];
    }

    /// @inheritdoc ICumulativeDrop
    function active() external view returns (uint256 id, bytes32 root) {
        return (_activeId, _activeRoot);
    }

    /// @inheritdoc ICumulativeDrop
    function pending() external view returns (uint256 id, bytes32 proposalHash, uint256 readyAt) {
        return (_lastId, _pendingHash, _pendingReadyAt);
    }

    /// @inheritdoc ICumulativeDrop
    function subRoot(uint256 number) external view returns (bytes32) {
        return number < MAX_SUB_ROOTS ? _subRoots[number] : bytes32(0);
    }

    /// @inheritdoc ICumulativeDrop
    function claim(address token, uint256 cumulative, uint256 number, bytes32[] calldata proof) external beforeExpiry {
        _claim(msg.sender, token, cumulative, number, proof);
    }

    /// @inheritdoc ICumulativeDrop
    function claimMany(CumulativeClaim[] calldata rows) external beforeExpiry {
        for (uint256 i; i < rows.length; ++i) {
            CumulativeClaim calldata row = rows[i];
            _claim(msg.sender, row.token, row.cumulative, row.number, row.proof);
        }
    }

    /// @inheritdoc ICumulativeDrop
    function claimFor(address account, CumulativeClaim[] calldata rows) external beforeExpiry {
        if (!CumulativeDropCode.allowsClaimFor()) revert Drop_ClaimForNotAllowed();
        for (uint256 i; i < rows.length; ++i) {
            CumulativeClaim calldata row = rows[i];
            _claim(account, row.token, row.cumulative, row.number, row.proof);
        }
    }

    /// @inheritdoc ICumulativeDrop
    function fund(address token, uint256 amount) external nonReentrant beforeExpiry {
        uint256 before = SafeTransferLib.balanceOf(token, address(this));
        SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), amount);
        uint256 received = SafeTransferLib.balanceOf(token, address(this)) - before;
        _escrow[token] += received;
        emit Funded(token, msg.sender, received);
    }

    /// @inheritdoc ICumulativeDrop
    function propose(Proposal calldata proposal) external onlyOwner beforeExpiry returns (uint256 id) {
        // Check
        bytes32 root = _rootOf(proposal.subRoots);
        _checkTotals(proposal.totals);

        // Effect
        id = ++_lastId;
        uint256 readyAt = block.timestamp + CumulativeDropCode.window();
        _pendingReadyAt = uint64(readyAt);
        _pendingHash = keccak256(abi.encode(proposal));
        emit Proposed(id, root, readyAt, proposal.listHash, proposal.uri, proposal.totals);
    }

    /// @inheritdoc ICumulativeDrop
    function veto(uint256 id) external {
        // Check
        _checkWatcher();
        if (id != _lastId || _pendingHash == 0) revert Drop_NotProposed();

        // Effect
        _clearPending();
        emit Vetoed(id, msg.sender);
    }

    /// @inheritdoc ICumulativeDrop
    function activate(Proposal calldata proposal) external beforeExpiry {
        // Check
        if (_pendingHash != keccak256(abi.encode(proposal))) revert Drop_NotProposed();
        if (block.timestamp < _pendingReadyAt) revert Drop_WindowNotOver(_pendingReadyAt);

        // Effect
        _clearPending();
        bytes32 root = _rootOf(proposal.subRoots);
        uint256 count = proposal.subRoots.length;
        uint256 former = _subRootCount;
        for (uint256 i; i < count; ++i) {
            _subRoots[i] = proposal.subRoots[i];
        }
        for (uint256 i = count; i < former; ++i) {
            _subRoots[i] = 0; // nothing of the list before can be claimed from
        }
        _subRootCount = uint64(count);
        _activeId = _lastId;
        _activeRoot = root;
        emit Activated(_lastId, root);
    }

    /// @inheritdoc ICumulativeDrop
    function clawback(address token, address to) external onlyOwner {
        // Check
        uint64 expiry = CumulativeDropCode.expiry();
        if (expiry == 0 || block.timestamp < expiry) revert Drop_NotExpired(expiry);
        if (to == address(0) || to == address(this)) revert Drop_InvalidRecipient(to);

        // Interaction
        uint256 amount = SafeTransferLib.safeTransferAll(token, to);
        emit ClawedBack(token, to, amount);
    }

    function _claim(address account, address token, uint256 cumulative, uint256 number, bytes32[] calldata proof)
        private
    {
        // Check
        if (number >= MAX_SUB_ROOTS) revert Drop_NoSuchSubRoot(number);
        if (proof.length > MAX_PROOF) revert Drop_ProofTooLong(proof.length);
        (bytes32 top,) = PositionProof.follow(_leafOf(account, token, cumulative), proof, proof.length);
        if (top != _subRoots[number]) revert Drop_InvalidProof();
        uint256 before = _claimed[account][token];
        if (cumulative <= before) revert Drop_NothingToClaim(account, token, before);

        // Effect
        _claimed[account][token] = cumulative;
        uint256 amount;
        unchecked {
            amount = cumulative - before;
        }
        emit Claimed(account, token, amount);

        // Interaction
        SafeTransferLib.safeTransfer(token, account, amount);
    }

    function _clearPending() private {
        _pendingHash = 0;
        _pendingReadyAt = 0;
    }

    function _checkNotExpired() private view {
        uint64 expiry = CumulativeDropCode.expiry();
        if (expiry != 0 && block.timestamp >= expiry) revert Drop_Expired(expiry);
    }

    function _checkWatcher() private view {
        address[] memory watchers = CumulativeDropCode.watchers();
        for (uint256 i; i < watchers.length; ++i) {
            if (watchers[i] == msg.sender) return;
        }
        revert Drop_NotAWatcher(msg.sender);
    }

    function _checkTotals(TokenAmount[] calldata totals) private view {
        address last;
        for (uint256 i; i < totals.length; ++i) {
            (address token, uint256 total) = (totals[i].token, totals[i].amount);
            if (token <= last) revert Drop_TokensNotAscending(i);
            if (total > _escrow[token]) revert Drop_TotalAboveEscrow(token, total, _escrow[token]);
            last = token;
        }
    }

    function _rootOf(bytes32[] calldata subRoots) private pure returns (bytes32 root) {
        uint256 count = subRoots.length;
        if (count == 0 || count > MAX_SUB_ROOTS || count & (count - 1) != 0) revert Drop_BadSubRoots(count);
        bytes memory copy = abi.encodePacked(subRoots);
        assembly ("memory-safe") {
            count := add(copy, 0x20)
        }
        root = SubRoots.fold(count, subRoots.length);
        if (root == 0) revert Drop_BadSubRoots(subRoots.length);
    }

    function _leafOf(address account, address token, uint256 cumulative) private pure returns (bytes32 leaf) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, shr(96, shl(96, account))) // the compiler promises no clean upper bits
            mstore(add(m, 0x20), shr(96, shl(96, token)))
            mstore(add(m, 0x40), cumulative)
            mstore(0x00, keccak256(m, 0x60))
            leaf := keccak256(0x00, 0x20)
        }
    }
}
