// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Pays many recipients in one transaction, each batch of a run at most once
/// @notice One instance serves everybody on a chain. It has no owner, holds nothing between calls and can only spend what the caller
/// of `pay` has approved, in the call that spends it.
/// @dev A call from within a payment reverts with Solady's `Reentrancy()`.
interface IPayout {
    /// @notice A batch was paid. `total` is what the recipients received in base units, without the `failed` rows that went back to
    /// the payer; `count` is the number of rows, failed ones included; `rowsHash` is keccak256 of the rows as sent.
    event BatchPaid(
        address indexed payer,
        bytes32 indexed run,
        uint256 indexed batch,
        address token,
        uint256 count,
        uint256 total,
        uint256 failed,
        bytes32 rowsHash
    );

    /// @notice Row `row` (counted from zero) could not be paid and its amount went back to the payer.
    event RowFailed(bytes32 indexed run, uint256 indexed batch, uint256 row, address to, uint256 amount);

    /// @notice There is no contract at `token`.
    error Payout_TokenNotAContract(address token);

    /// @notice Only bits 0 (SKIP_FAILURES) and 1 (WIDE) have a meaning.
    error Payout_UnknownFlags(uint8 flags);

    /// @notice There are no rows.
    error Payout_NoRows();

    /// @notice The rows are not a whole number of rows long.
    error Payout_MalformedRows(uint256 length, uint256 rowLength);

    /// @notice Row `row` pays the zero address.
    error Payout_ZeroRecipient(uint256 row);

    /// @notice The amounts add up to more than 2^256 − 1.
    error Payout_TotalOverflow();

    /// @notice The caller has paid this batch of this run before.
    error Payout_BatchAlreadyPaid(bytes32 run, uint256 batch);

    /// @notice Pulling `expected` raised the balance by `received`: the token takes a fee or rounds.
    error Payout_FeeOnTransfer(uint256 expected, uint256 received);

    /// @notice The token refused row `row`.
    error Payout_RowFailed(uint256 row, address to);

    /// @notice Not enough gas to give row `row` its full share, so nothing was paid. Send again with a higher limit.
    error Payout_OutOfGas(uint256 row);

    /// @notice The balance after the call is not what it was before: the token moved something else than it was told.
    error Payout_BalanceChanged(uint256 before, uint256 afterwards);

    /// @notice The token refused to move the sum from the payer: balance or allowance too small.
    error TransferFromFailed();

    /// @notice The token refused to move the failed rows' amounts back to the payer.
    error TransferFailed();

    /// @notice Pays `rows` in `token` out of the caller's allowance to this contract.
    /// @param token An ERC-20 token; it may return nothing, but must neither take a fee nor round.
    /// @param run What the batch belongs to; the caller's own choice.
    /// @param batch Number of the batch within the run. Dense numbers are cheapest: 256 share a word.
    /// @param rows Rows without padding. Narrow: 20 bytes address, 12 bytes amount. Wide: 20 bytes address, 32 bytes amount.
    /// @param flags Bit 0, SKIP_FAILURES: a row that the token refuses is reported and its amount goes back to the caller, instead of
    /// reverting all. Each row is given 300,000 gas then, neither more nor less. Bit 1, WIDE: rows are wide.
    /// @return paid What the recipients received, in base units.
    function pay(address token, bytes32 run, uint256 batch, bytes calldata rows, uint8 flags)
        external
        returns (uint256 paid);

    /// @notice Whether `payer` has paid this batch of this run.
    function isPaid(address payer, bytes32 run, uint256 batch) external view returns (bool);
}
