// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Code} from "../common/Code.sol";
import {Transfers} from "../common/Transfers.sol";
import {IBatchTransfer} from "../token/IBatchTransfer.sol";
import {IPayout, Payment} from "./IPayout.sol";
import {PayoutRows, Rows} from "./PayoutRows.sol";

/// @title Payout
/// @notice Pays many recipients in one transaction, each batch of a run at most once. See {IPayout}.
/// @dev Invariants: a batch is marked before anything moves; what goes out in a call is what came in with it; the balance of a token is
/// the same before and after. There is no lock: a call from within another one keeps these three too, and so takes nothing of what is here for the
/// other.
contract Payout is IPayout {
    using LibBitmap for LibBitmap.Bitmap;
    using PayoutRows for Rows;

    uint8 private constant SKIP_FAILURES = 1;
    uint8 private constant WIDE = 2;
    uint8 private constant EQUAL = 4;
    uint8 private constant BY_TOKEN = 8;
    uint8 private constant ERC1155 = 4;

    /// @dev What a row may spend when failures are skipped, or when it is paid in the native coin. Fixed, so that a row's failure cannot
    /// depend on the gas limit of the call.
    uint256 private constant ROW_GAS = 300_000;
    /// @dev A call passes on at most 63/64 of the gas left; beyond that, room for the call itself.
    uint256 private constant ROW_GAS_FLOOR = (ROW_GAS * 64) / 63 + 20_000;

    mapping(bytes32 runKey => LibBitmap.Bitmap) private _batches;

    /// @inheritdoc IPayout
    function isPaid(address payer, bytes32 run, uint256 batch) external view returns (bool) {
        return _batches[_runKey(payer, run)].get(batch);
    }

    /// @inheritdoc IPayout
    function pay(address token, bytes32 run, uint256 batch, bytes calldata rows, uint8 flags)
        external
        payable
        returns (uint256 paid)
    {
        uint256 rest;
        (paid, rest) = _pay(token, run, batch, rows, flags, msg.value);
        if (rest != 0) revert Payout_WrongValue(msg.value - rest, msg.value);
    }

    /// @inheritdoc IPayout
    function payMany(Payment[] calldata payments) external payable returns (uint256[] memory paid) {
        paid = new uint256[](payments.length);
        uint256 rest = msg.value;
        for (uint256 i; i < payments.length; ++i) {
            Payment calldata p = payments[i];
            (paid[i], rest) = _pay(p.token, p.run, p.batch, p.rows, p.flags, rest);
        }
        if (rest != 0) revert Payout_WrongValue(msg.value - rest, msg.value);
    }

    /// @inheritdoc IPayout
    function payNfts(address token, bytes32 run, uint256 batch, bytes calldata rows, uint8 flags)
        external
        returns (uint256 paid)
    {
        // Check
        if (flags > (SKIP_FAILURES | WIDE | ERC1155)) revert Payout_UnknownFlags(flags);
        _checkToken(token);
        uint256 width = flags & WIDE == 0 ? 12 : 32; // bytes of an id, or of an amount
        uint256 length = 20 + (flags & ERC1155 == 0 ? width : 2 * width);
        if (rows.length == 0) revert Payout_NoRows();
        if (rows.length % length != 0) revert Payout_MalformedRows(rows.length, length);

        // Effect
        _mark(run, batch);

        // Interaction: from the payer to each recipient; nothing comes here.
        uint256 count = rows.length / length;
        uint256 failed;
        for (uint256 row; row < count; ++row) {
            if (!_sendNft(token, rows[row * length:(row + 1) * length], width, flags, row)) {
                (address to, uint256 id,) = _nft(rows[row * length:], width);
                if (flags & SKIP_FAILURES == 0) revert Payout_RowFailed(row, to);
                emit RowFailed(run, batch, row, to, id);
                ++failed;
            }
        }
        paid = count - failed;
        emit NftBatchPaid(msg.sender, run, batch, token, count, failed, keccak256(rows));
    }

    /// @dev `value` is what is there of the native coin, `rest` what is left of it.
    function _pay(address token, bytes32 run, uint256 batch, bytes calldata rows, uint8 flags, uint256 value)
        private
        returns (uint256 paid, uint256 rest)
    {
        // Check
        if (flags > (SKIP_FAILURES | WIDE | EQUAL) && flags != BY_TOKEN) revert Payout_UnknownFlags(flags);
        if (token != address(0) || flags == BY_TOKEN) _checkToken(token);
        Rows memory r = PayoutRows.read(rows, flags);
        paid = r.sum();

        // Effect
        _mark(run, batch);

        // Interaction
        uint256 failed;
        rest = value;
        if (token == address(0)) {
            if (value < paid) revert Payout_WrongValue(paid, value);
            rest = value - paid;
            (paid, failed) = _sendAll(token, run, batch, r, flags, paid);
        } else if (flags == BY_TOKEN) {
            IBatchTransfer(token).transferManyFrom(msg.sender, rows);
        } else {
            uint256 before = _pull(token, paid);
            (paid, failed) = _sendAll(token, run, batch, r, flags, paid);
            // Nothing stays, and nothing that was here before is gone.
            uint256 afterwards = SafeTransferLib.balanceOf(token, address(this));
            if (afterwards != before) revert Payout_BalanceChanged(before, afterwards);
        }
        emit BatchPaid(msg.sender, run, batch, token, r.count(), paid, failed, keccak256(rows));
    }

    /// @dev Pays every row, or those that can be paid, and gives the rest of `sum` back.
    function _sendAll(address token, bytes32 run, uint256 batch, Rows memory r, uint8 flags, uint256 sum)
        private
        returns (uint256 paid, uint256 failed)
    {
        if (flags & SKIP_FAILURES == 0) {
            _sendOrRevert(token, r);
            return (sum, 0);
        }
        uint256 unpaid;
        (failed, unpaid) = _sendOrSkip(token, run, batch, r);
        if (unpaid != 0) {
            if (token == address(0)) SafeTransferLib.safeTransferETH(msg.sender, unpaid);
            else SafeTransferLib.safeTransfer(token, msg.sender, unpaid);
        }
        paid = sum - unpaid;
    }

    /// @dev Moves the sum here and returns the balance before.
    function _pull(address token, uint256 sum) private returns (uint256 before) {
        before = SafeTransferLib.balanceOf(token, address(this));
        SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), sum);
        uint256 balance = SafeTransferLib.balanceOf(token, address(this));
        uint256 received = balance > before ? balance - before : 0;
        if (received != sum) revert Payout_FeeOnTransfer(sum, received);
    }

    function _sendOrRevert(address token, Rows memory r) private {
        if (r.isWord() && token != address(0)) {
            uint256 failed = Transfers.sendWords(token, r.start, r.end);
            if (failed == r.end) return;
            (address recipient,) = PayoutRows.rowAt(failed, r.length, 0);
            revert Payout_RowFailed(r.number(failed), recipient);
        }
        (uint256 length, uint256 equal, uint256 end) = (r.length, r.amount, r.end);
        for (uint256 place = r.start; place < end;) {
            (address to, uint256 amount) = PayoutRows.rowAt(place, length, equal);
            if (!_send(token, to, amount, type(uint256).max)) revert Payout_RowFailed(r.number(place), to);
            unchecked {
                place += length;
            }
        }
    }

    function _sendOrSkip(address token, bytes32 run, uint256 batch, Rows memory r)
        private
        returns (uint256 failed, uint256 unpaid)
    {
        (uint256 length, uint256 equal, uint256 end) = (r.length, r.amount, r.end);
        for (uint256 place = r.start; place < end;) {
            _checkGas(r.number(place));
            (address to, uint256 amount) = PayoutRows.rowAt(place, length, equal);
            if (!_send(token, to, amount, ROW_GAS)) {
                ++failed;
                unpaid += amount;
                emit RowFailed(run, batch, r.number(place), to, amount);
            }
            unchecked {
                place += length;
            }
        }
    }

    function _send(address token, address to, uint256 amount, uint256 gasLimit) private returns (bool success) {
        if (token != address(0)) return Transfers.send(token, to, amount, gasLimit);
        assembly ("memory-safe") {
            success := call(ROW_GAS, to, amount, 0x00, 0x00, 0x00, 0x00)
        }
    }

    function _sendNft(address token, bytes calldata row, uint256 width, uint8 flags, uint256 position)
        private
        returns (bool success)
    {
        (address to, uint256 id, uint256 amount) = _nft(row, width);
        if (to == address(0)) revert Payout_ZeroRecipient(position);
        bytes memory data = flags & ERC1155 == 0
            ? abi.encodeWithSignature("safeTransferFrom(address,address,uint256)", msg.sender, to, id)
            : abi.encodeWithSignature(
                "safeTransferFrom(address,address,uint256,uint256,bytes)", msg.sender, to, id, amount, ""
            );
        uint256 gasLimit = type(uint256).max;
        if (flags & SKIP_FAILURES != 0) {
            _checkGas(position);
            gasLimit = ROW_GAS;
        }
        assembly ("memory-safe") {
            success := call(gasLimit, token, 0, add(data, 0x20), mload(data), 0x00, 0x00)
        }
    }

    function _mark(bytes32 run, uint256 batch) private {
        if (!_batches[_runKey(msg.sender, run)].toggle(batch)) revert Payout_BatchAlreadyPaid(run, batch);
    }

    function _checkGas(uint256 row) private view {
        if (gasleft() < ROW_GAS_FLOOR) revert Payout_OutOfGas(row);
    }

    function _checkToken(address token) private view {
        if (!Code.isContract(token)) revert Payout_TokenNotAContract(token);
    }

    /// @dev A row of an address and one or two numbers.
    function _nft(bytes calldata row, uint256 width) private pure returns (address to, uint256 id, uint256 amount) {
        assembly ("memory-safe") {
            let shift := sub(256, shl(3, width))
            to := shr(96, calldataload(row.offset))
            id := shr(shift, calldataload(add(row.offset, 20)))
            amount := shr(shift, calldataload(add(row.offset, add(20, width))))
        }
    }

    function _runKey(address payer, bytes32 run) private pure returns (bytes32) {
        return keccak256(abi.encode(payer, run));
    }
}
