// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Many transfers in one call
/// @notice What a token offers so that a list can be paid without a call for each row: the sender is debited once, the recipients are credited row
/// by row, and each row is announced by a `Transfer` event as if it had been a transfer of its own.
/// @dev Its ERC-165 id is that of the two functions. After a call every balance, delegation of votes and pause is what as many calls of `transfer`
/// (or `transferFrom`) in the order of the rows would have left, and it fails when the sum of the rows is more than the sender has or has
/// allowed; it may succeed where a row on the way would have failed because the sender is a recipient too.
interface IBatchTransfer {
    /// @notice The rows are not a whole number of rows of 32 bytes.
    error BatchTransfer_MalformedRows(uint256 length);

    /// @notice Moves the caller's tokens.
    /// @param rows Rows without padding: 20 bytes address, 12 bytes amount.
    /// @return total The sum of the rows.
    function transferMany(bytes calldata rows) external returns (uint256 total);

    /// @notice Moves the tokens of `from` out of its allowance to the caller.
    /// @param from Who is debited.
    /// @param rows Rows without padding: 20 bytes address, 12 bytes amount.
    /// @return total The sum of the rows.
    function transferManyFrom(address from, bytes calldata rows) external returns (uint256 total);
}
