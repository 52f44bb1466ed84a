// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Domain} from "../common/Domain.sol";
import {Transfers} from "../common/Transfers.sol";
import {IVoucherDrop, Voucher, VoucherDropParameters} from "./IVoucherDrop.sol";
import {VoucherDropCode} from "./VoucherDropCode.sol";

/// @title VoucherDrop
/// @notice Tokens for whom a signer has written a voucher. See {IVoucherDrop}.
/// @dev Invariants: a nonce of a signer is paid at most once, and never after it was revoked; what a signer's vouchers were paid is what its
/// budget went down by; before the expiry nothing leaves but claims. The code of this contract is never deployed as it stands:
/// DropFactory puts the parameters behind it (see {VoucherDropCode}) and sets the first owner and the first budget.
contract VoucherDrop is Ownable, IVoucherDrop {
    using LibBitmap for LibBitmap.Bitmap;

    bytes32 private constant DOMAIN_NAME = keccak256("Bursar VoucherDrop");
    bytes32 private constant VOUCHER_TYPEHASH =
        keccak256("Voucher(address account,uint256 amount,uint256 nonce,uint64 start,uint64 expiry)");
    bytes32 private constant BATCH_TYPEHASH =
        keccak256("VoucherBatch(bytes rows,uint256 nonce,uint64 start,uint64 expiry)");
    uint256 private constant ROW = 32;

    /// @dev Slot 0, where DropFactory writes the first budget.
    mapping(address signer => uint256) private _budgets;
    mapping(address signer => LibBitmap.Bitmap) private _used;

    /// @inheritdoc IVoucherDrop
    function parameters() external pure returns (VoucherDropParameters memory) {
        return VoucherDropCode.parameters();
    }

    /// @inheritdoc IVoucherDrop
    function budgetOf(address signer) external view returns (uint256) {
        return _budgets[signer];
    }

    /// @inheritdoc IVoucherDrop
    function isUsed(address signer, uint256 nonce) external view returns (bool) {
        return _used[signer].get(nonce);
    }

    /// @inheritdoc IVoucherDrop
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        return Domain.fields("Bursar VoucherDrop");
    }

    /// @inheritdoc IVoucherDrop
    function claim(Voucher calldata voucher, bytes32 r, bytes32 vs) external {
        _claim(voucher.account, voucher, r, vs);
    }

    /// @inheritdoc IVoucherDrop
    function claimTo(address to, Voucher calldata voucher, bytes32 r, bytes32 vs) external {
        if (voucher.account != msg.sender) revert Drop_NotYourVoucher(voucher.account);
        emit VoucherRedirected(msg.sender, to);
        _claim(to, voucher, r, vs);
    }

    /// @inheritdoc IVoucherDrop
    function claimBatch(bytes calldata rows, uint256 nonce, uint64 start, uint64 expiry, bytes32 r, bytes32 vs)
        external
    {
        // Check
        _checkWindow(start, expiry);
        if (rows.length == 0 || rows.length % ROW != 0) revert Drop_MalformedRows(rows.length);
        uint256 total = _sum(rows);
        bytes32 rowsHash = keccak256(rows);
        bytes32 structHash = keccak256(abi.encode(BATCH_TYPEHASH, rowsHash, nonce, start, expiry));
        address signer = ECDSA.recover(Domain.digest(DOMAIN_NAME, structHash), r, vs);

        // Effect
        _spend(signer, nonce, total);
        emit BatchClaimed(signer, nonce, rows.length / ROW, total, rowsHash);

        // Interaction
        address token = VoucherDropCode.token();
        for (uint256 offset; offset < rows.length;) {
            (address to, uint256 amount) = _row(rows, offset);
            if (!Transfers.send(token, to, amount, type(uint256).max)) revert Drop_RowFailed(offset / ROW, to);
            unchecked {
                offset += ROW;
            }
        }
    }

    /// @inheritdoc IVoucherDrop
    function revoke(address signer, uint256 first, uint256 count) external {
        if (msg.sender != signer && msg.sender != owner()) revert Drop_MayNotRevoke();
        _used[signer].setBatch(first, count);
        emit VouchersRevoked(signer, first, count);
    }

    /// @inheritdoc IVoucherDrop
    function setBudget(address signer, uint256 budget) external onlyOwner {
        if (signer == address(0)) revert Drop_InvalidSigner(signer);
        _budgets[signer] = budget;
        emit BudgetSet(signer, budget);
    }

    /// @inheritdoc IVoucherDrop
    function rotateSigner(address from, address to) external onlyOwner {
        if (to == address(0) || to == from) revert Drop_InvalidSigner(to);
        uint256 budget = _budgets[from];
        _budgets[from] = 0;
        _budgets[to] += budget;
        emit SignerRotated(from, to, budget);
    }

    /// @inheritdoc IVoucherDrop
    function clawback(address to) external onlyOwner {
        // Check
        (, uint64 expiry) = VoucherDropCode.window();
        if (expiry == 0 || block.timestamp < expiry) revert Drop_NotExpired(expiry);
        _checkRecipient(to);

        // Interaction
        uint256 amount = SafeTransferLib.safeTransferAll(VoucherDropCode.token(), to);
        emit ClawedBack(to, amount);
    }

    function _claim(address to, Voucher calldata voucher, bytes32 r, bytes32 vs) private {
        // Check
        _checkWindow(voucher.start, voucher.expiry);
        _checkRecipient(to);
        (uint256 amount, uint256 nonce) = (voucher.amount, voucher.nonce);
        address signer = ECDSA.recover(Domain.digest(DOMAIN_NAME, _hashOf(voucher)), r, vs);

        // Effect
        _spend(signer, nonce, amount);
        emit VoucherClaimed(voucher.account, signer, nonce, amount);

        // Interaction
        SafeTransferLib.safeTransfer(VoucherDropCode.token(), to, amount);
    }

    /// @dev The words of a voucher stand in the calldata as EIP-712 encodes them.
    function _hashOf(Voucher calldata voucher) private pure returns (bytes32 structHash) {
        bytes32 typeHash = VOUCHER_TYPEHASH;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), voucher, 0xa0)
            structHash := keccak256(m, 0xc0)
        }
    }

    /// @dev Marks the nonce and takes the amount off the budget. Whoever is no signer has no budget.
    function _spend(address signer, uint256 nonce, uint256 amount) private {
        if (amount == 0) revert Drop_ZeroAmount();
        if (!_used[signer].toggle(nonce)) revert Drop_NonceUsed(signer, nonce);
        uint256 budget = _budgets[signer];
        if (amount > budget) revert Drop_OverBudget(signer, budget, amount);
        unchecked {
            _budgets[signer] = budget - amount;
        }
    }

    /// @dev The sum of all amounts, which are narrow: no number of them overflows.
    function _sum(bytes calldata rows) private view returns (uint256 sum) {
        for (uint256 offset; offset < rows.length;) {
            (address to, uint256 amount) = _row(rows, offset);
            _checkRecipient(to);
            unchecked {
                sum += amount;
                offset += ROW;
            }
        }
    }

    function _row(bytes calldata rows, uint256 offset) private pure returns (address to, uint256 amount) {
        assembly ("memory-safe") {
            let row := calldataload(add(rows.offset, offset))
            to := shr(96, row)
            amount := and(row, 0xffffffffffffffffffffffff)
        }
    }

    /// @dev The drop's own window and the voucher's.
    function _checkWindow(uint64 voucherStart, uint64 voucherExpiry) private view {
        (uint64 start, uint64 expiry) = VoucherDropCode.window();
        if (block.timestamp < start) revert Drop_NotStarted(start);
        if (expiry != 0 && block.timestamp >= expiry) revert Drop_Expired(expiry);
        if (block.timestamp < voucherStart) revert Drop_NotStarted(voucherStart);
        if (voucherExpiry != 0 && block.timestamp >= voucherExpiry) revert Drop_Expired(voucherExpiry);
    }

    function _checkRecipient(address to) private view {
        if (to == address(0) || to == address(this)) revert Drop_InvalidRecipient(to);
    }
}
