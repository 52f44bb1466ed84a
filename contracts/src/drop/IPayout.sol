// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice One batch among several.
/// @param token An ERC-20 token, or zero for the chain's native coin.
/// @param run What the batch belongs to; the caller's own choice.
/// @param batch Number of the batch within the run.
/// @param rows See {IPayout-pay}.
/// @param flags See {IPayout-pay}.
struct Payment {
    address token;
    bytes32 run;
    uint256 batch;
    bytes rows;
    uint8 flags;
}

/// @title Pays many recipients in one transaction, each batch of a run at most once
/// @notice One instance serves everybody on a chain. It has no owner, holds nothing between calls and can only spend what the caller
/// of `pay` has approved, in the call that spends it.
/// @dev A call from within a payment is a payment of its own: what it brings in it gives out, whatever is here of others. Batches of every kind (tokens, native coin, NFTs) share the numbers of
/// their run. Native coin sent here without a call is refused; what a contract forces on this one stays for ever.
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

    /// @notice NFTs were sent: of `count` rows all but `failed`; `rowsHash` is keccak256 of the rows as sent.
    event NftBatchPaid(
        address indexed payer,
        bytes32 indexed run,
        uint256 indexed batch,
        address token,
        uint256 count,
        uint256 failed,
        bytes32 rowsHash
    );

    /// @notice Row `row` (counted from zero) could not be paid and its amount went back to the payer. For NFTs `amount` is the id, which stayed with
    /// the payer.
    event RowFailed(bytes32 indexed run, uint256 indexed batch, uint256 row, address to, uint256 amount);

    /// @notice There is no contract at `token`.
    error Payout_TokenNotAContract(address token);

    /// @notice Bits without a meaning, or bits that do not go together.
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

    /// @notice The rows cost `expected` of the native coin, of which there were `given`.
    error Payout_WrongValue(uint256 expected, uint256 given);

    /// @notice The token, or the recipient of native coin, refused row `row`.
    error Payout_RowFailed(uint256 row, address to);

    /// @notice Not enough gas to give row `row` its full share, so nothing was paid. Send again with a higher limit.
    error Payout_OutOfGas(uint256 row);

    /// @notice The balance after the call is not what it was before: the token moved something else than it was told.
    error Payout_BalanceChanged(uint256 before, uint256 afterwards);

    /// @notice The token refused to move the sum from the payer: balance or allowance too small.
    error TransferFromFailed();

    /// @notice The token refused to move the failed rows' amounts back to the payer.
    error TransferFailed();

    /// @notice The payer refused the failed rows' amounts in the native coin.
    error ETHTransferFailed();

    /// @notice Pays `rows` in `token` out of the caller's allowance to this contract, or in the native coin sent along.
    /// @param token An ERC-20 token; it may return nothing, but must neither take a fee nor round. Zero for the native coin: exactly the sum of the
    /// rows must be sent along, and each recipient is given 300,000 gas to take it.
    /// @param run What the batch belongs to; the caller's own choice.
    /// @param batch Number of the batch within the run. Dense numbers are cheapest: 256 share a word.
    /// @param rows Rows without padding. Narrow: 20 bytes address, 12 bytes amount. Wide: 20 bytes address, 32 bytes amount. Equal: the amount
    /// once (12 bytes, or 32 when wide), then 20 bytes address for each row.
    /// @param flags Bit 0, SKIP_FAILURES: a row that the token refuses is reported and its amount goes back to the caller, instead of
    /// reverting all. Each row is given 300,000 gas then, neither more nor less. Bit 1, WIDE: amounts have 32 bytes. Bit 2, EQUAL: all rows have
    /// the same amount. Bit 3, BY_TOKEN, alone: the token itself carries the rows out ({IBatchTransfer-transferManyFrom}), for less gas.
    /// @return paid What the recipients received, in base units.
    function pay(address token, bytes32 run, uint256 batch, bytes calldata rows, uint8 flags)
        external
        payable
        returns (uint256 paid);

    /// @notice Pays several batches, of several tokens and the native coin. All or none.
    /// @return paid What the recipients of each batch received.
    function payMany(Payment[] calldata payments) external payable returns (uint256[] memory paid);

    /// @notice Sends the caller's NFTs, for which it has made this contract an operator, by `safeTransferFrom`.
    /// @param token An ERC-721 or ERC-1155 contract.
    /// @param run What the batch belongs to; the caller's own choice.
    /// @param batch Number of the batch within the run.
    /// @param rows Rows without padding: 20 bytes address, id, and for ERC-1155 an amount; 12 bytes each, or 32 when wide.
    /// @param flags Bit 0, SKIP_FAILURES: a row that is refused is reported and its NFT stays with the caller. Bit 1, WIDE. Bit 2, ERC-1155.
    /// @return paid How many rows were carried out.
    function payNfts(address token, bytes32 run, uint256 batch, bytes calldata rows, uint8 flags)
        external
        returns (uint256 paid);

    /// @notice Whether `payer` has paid this batch of this run.
    function isPaid(address payer, bytes32 run, uint256 batch) external view returns (bool);
}
