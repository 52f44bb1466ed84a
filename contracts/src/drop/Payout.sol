// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {ReentrancyGuard} from "solady/utils/ReentrancyGuard.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Code} from "../common/Code.sol";
import {IPayout} from "./IPayout.sol";

/// @title Payout
/// @notice Pays many recipients in one transaction, each batch of a run at most once. See {IPayout}.
/// @dev Invariants: a batch is marked before anything moves; what goes out in a call is what came in with it; the balance of a token is
/// the same before and after.
contract Payout is ReentrancyGuard, IPayout {
    using LibBitmap for LibBitmap.Bitmap;

    uint8 private constant SKIP_FAILURES = 1;
    uint8 private constant WIDE = 2;
    uint256 private constant NARROW_ROW = 32;
    uint256 private constant WIDE_ROW = 52;

    /// @dev What a row may spend when failures are skipped. Fixed, so that a row's failure cannot depend on the gas limit of the call.
    uint256 private constant ROW_GAS = 300_000;
    /// @dev A call passes on at most 63/64 of the gas left; beyond that, room for the call itself.
    uint256 private constant ROW_GAS_FLOOR = (ROW_GAS * 64) / 63 + 10_000;

    mapping(bytes32 runKey => LibBitmap.Bitmap) private _batches;

    /// @inheritdoc IPayout
    function isPaid(address payer, bytes32 run, uint256 batch) external view returns (bool) {
        return _batches[_runKey(payer, run)].get(batch);
    }

    /// @inheritdoc IPayout
    function pay(address token, bytes32 run, uint256 batch, bytes calldata rows, uint8 flags)
        external
        nonReentrant
        returns (uint256 paid)
    {
        // Check
        if (flags > (SKIP_FAILURES | WIDE)) revert Payout_UnknownFlags(flags);
        if (!Code.isContract(token)) revert Payout_TokenNotAContract(token);
        uint256 rowLength = flags & WIDE == 0 ? NARROW_ROW : WIDE_ROW;
        if (rows.length == 0) revert Payout_NoRows();
        if (rows.length % rowLength != 0) revert Payout_MalformedRows(rows.length, rowLength);
        paid = _sum(rows, rowLength);

        // Effect
        if (!_batches[_runKey(msg.sender, run)].toggle(batch)) revert Payout_BatchAlreadyPaid(run, batch);

        // Interaction
        uint256 before = _pull(token, paid);
        uint256 failed;
        if (flags & SKIP_FAILURES == 0) {
            _sendAll(token, rows, rowLength);
        } else {
            uint256 unpaid;
            (failed, unpaid) = _sendOrSkip(token, run, batch, rows, rowLength);
            if (unpaid != 0) SafeTransferLib.safeTransfer(token, msg.sender, unpaid);
            paid -= unpaid;
        }
        _checkBalance(token, before);
        _emitPaid(token, run, batch, rows, rowLength, paid, failed);
    }

    /// @dev Moves the sum here and returns the balance before.
    function _pull(address token, uint256 sum) private returns (uint256 before) {
        before = SafeTransferLib.balanceOf(token, address(this));
        SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), sum);
        uint256 balance = SafeTransferLib.balanceOf(token, address(this));
        uint256 received = balance > before ? balance - before : 0;
        if (received != sum) revert Payout_FeeOnTransfer(sum, received);
    }

    /// @dev Nothing stays, and nothing that was here before is gone.
    function _checkBalance(address token, uint256 before) private view {
        uint256 afterwards = SafeTransferLib.balanceOf(token, address(this));
        if (afterwards != before) revert Payout_BalanceChanged(before, afterwards);
    }

    function _emitPaid(
        address token,
        bytes32 run,
        uint256 batch,
        bytes calldata rows,
        uint256 rowLength,
        uint256 paid,
        uint256 failed
    ) private {
        bytes32 rowsHash = keccak256(rows);
        emit BatchPaid(msg.sender, run, batch, token, rows.length / rowLength, paid, failed, rowsHash);
    }

    function _sendAll(address token, bytes calldata rows, uint256 rowLength) private {
        for (uint256 offset; offset < rows.length;) {
            (address to, uint256 amount) = _row(rows, offset, rowLength);
            if (!_send(token, to, amount, type(uint256).max)) revert Payout_RowFailed(offset / rowLength, to);
            unchecked {
                offset += rowLength;
            }
        }
    }

    function _sendOrSkip(address token, bytes32 run, uint256 batch, bytes calldata rows, uint256 rowLength)
        private
        returns (uint256 failed, uint256 unpaid)
    {
        for (uint256 offset; offset < rows.length;) {
            if (gasleft() < ROW_GAS_FLOOR) revert Payout_OutOfGas(offset / rowLength);
            (address to, uint256 amount) = _row(rows, offset, rowLength);
            if (!_send(token, to, amount, ROW_GAS)) {
                ++failed;
                unpaid += amount;
                emit RowFailed(run, batch, offset / rowLength, to, amount);
            }
            unchecked {
                offset += rowLength;
            }
        }
    }

    /// @dev Whether the token took the transfer: the call succeeded and returned either nothing or a word that is 1. At most one word
    /// of the answer is copied, so a long one costs the caller nothing.
    function _send(address token, address to, uint256 amount, uint256 gasLimit) private returns (bool success) {
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

    /// @dev The sum of all amounts. Faults are only noted in the loop and looked for when there is one.
    function _sum(bytes calldata rows, uint256 rowLength) private pure returns (uint256 sum) {
        bool overflow;
        bool zeroRecipient;
        for (uint256 offset; offset < rows.length;) {
            (address to, uint256 amount) = _row(rows, offset, rowLength);
            assembly ("memory-safe") {
                sum := add(sum, amount)
                overflow := or(overflow, lt(sum, amount))
                zeroRecipient := or(zeroRecipient, iszero(to))
                offset := add(offset, rowLength)
            }
        }
        if (zeroRecipient) revert Payout_ZeroRecipient(_firstZeroRecipient(rows, rowLength));
        if (overflow) revert Payout_TotalOverflow();
    }

    function _firstZeroRecipient(bytes calldata rows, uint256 rowLength) private pure returns (uint256 row) {
        for (;; ++row) {
            (address to,) = _row(rows, row * rowLength, rowLength);
            if (to == address(0)) return row;
        }
    }

    /// @dev The row at `offset`: an address, then an amount that fills the rest (12 bytes of a narrow row, 32 of a wide one).
    function _row(bytes calldata rows, uint256 offset, uint256 rowLength)
        private
        pure
        returns (address to, uint256 amount)
    {
        assembly ("memory-safe") {
            let row := add(rows.offset, offset)
            to := shr(96, calldataload(row))
            amount := shr(sub(416, shl(3, rowLength)), calldataload(add(row, 20)))
        }
    }

    function _runKey(address payer, bytes32 run) private pure returns (bytes32) {
        return keccak256(abi.encode(payer, run));
    }
}
