// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Everything a voucher drop is made with.
/// @param token The token that is given out.
/// @param owner Who appoints signers and may claw back what is left after the expiry.
/// @param signer The first signer; zero for none yet.
/// @param budget What the first signer may give out.
/// @param total The escrow that the drop holds when it comes into being.
/// @param start Unix seconds from which claims are accepted; zero for at once.
/// @param expiry Unix seconds from which they no longer are; zero for never.
/// @param uri Where the programme is described; informative.
struct VoucherDropParameters {
    address token;
    address owner;
    address signer;
    uint256 budget;
    uint256 total;
    uint64 start;
    uint64 expiry;
    string uri;
}

/// @notice What a signer promises to one account.
/// @param account Who is paid, or says who is.
/// @param amount In base units.
/// @param nonce Number of the voucher among those of its signer; each is good once. Dense numbers are cheapest: 256 share a word.
/// @param start Unix seconds from which it is good.
/// @param expiry Unix seconds from which it no longer is; zero for never.
struct Voucher {
    address account;
    uint256 amount;
    uint256 nonce;
    uint64 start;
    uint64 expiry;
}

/// @title Tokens for whom a signer has written a voucher
/// @notice A signer writes vouchers off the chain; whoever holds one can have it paid. What signers give out is bounded by their budgets,
/// which the owner sets and this contract counts down, and by this contract's own balance.
/// @dev Vouchers are EIP-712 data in the domain "Bursar VoucherDrop", version "1", of this chain and this address:
/// Voucher(address account,uint256 amount,uint256 nonce,uint64 start,uint64 expiry) and
/// VoucherBatch(bytes rows,uint256 nonce,uint64 start,uint64 expiry). Signers are keys; a signature is given as the two words of EIP-2098. A voucher
/// and a batch of one signer share one row of nonces. A voucher drop is created and funded by DropFactory.
interface IVoucherDrop {
    /// @notice Voucher `nonce` of `signer` was paid to `account`, or to whom the `VoucherRedirected` before it names.
    event VoucherClaimed(address indexed account, address signer, uint256 nonce, uint256 amount);

    /// @notice The voucher that `account` claims next to this is paid to `to`.
    event VoucherRedirected(address indexed account, address to);

    /// @notice Batch `nonce` of `signer` was paid: `count` rows, `total` in all; `rowsHash` is keccak256 of the rows.
    event BatchClaimed(address indexed signer, uint256 nonce, uint256 count, uint256 total, bytes32 rowsHash);

    /// @notice Vouchers of `signer` numbered `first` to `first + count − 1` are good for nothing, unless they were paid before.
    event VouchersRevoked(address indexed signer, uint256 first, uint256 count);

    /// @notice `signer` may give out `budget` from now on.
    event BudgetSet(address indexed signer, uint256 budget);

    /// @notice What `from` had left to give out, `budget`, is now `to`'s.
    event SignerRotated(address indexed from, address indexed to, uint256 budget);

    /// @notice The owner took what was left.
    event ClawedBack(address indexed to, uint256 amount);

    /// @notice Claims begin at `start`, of the drop or of the voucher.
    error Drop_NotStarted(uint64 start);

    /// @notice Claims ended at `expiry`, of the drop or of the voucher.
    error Drop_Expired(uint64 expiry);

    /// @notice The owner may claw back from `expiry` on; never, if it is zero.
    error Drop_NotExpired(uint64 expiry);

    /// @notice Voucher `nonce` of `signer` was paid or revoked.
    error Drop_NonceUsed(address signer, uint256 nonce);

    /// @notice `signer`, whom the signature leads to, has `budget` left, less than `amount`; zero for everybody who is no signer.
    error Drop_OverBudget(address signer, uint256 budget, uint256 amount);

    /// @notice A voucher is for more than nothing, and so is a batch.
    error Drop_ZeroAmount();

    /// @notice Tokens cannot be sent to the zero address or back to the drop.
    error Drop_InvalidRecipient(address to);

    /// @notice Only the account of a voucher may say who is paid.
    error Drop_NotYourVoucher(address account);

    /// @notice The rows are not a whole number of rows of 32 bytes, or there are none.
    error Drop_MalformedRows(uint256 length);

    /// @notice The token refused row `row` of the batch.
    error Drop_RowFailed(uint256 row, address to);

    /// @notice Only the owner and the signer itself may revoke its vouchers.
    error Drop_MayNotRevoke();

    /// @notice The zero address is nobody's key; and a signer cannot follow itself.
    error Drop_InvalidSigner(address signer);

    /// @notice The signature is no signature.
    error InvalidSignature();

    /// @notice The token refused a payment out of the drop, or the drop does not hold enough.
    error TransferFailed();

    /// @notice Pays a voucher to its account, on anybody's gas.
    function claim(Voucher calldata voucher, bytes32 r, bytes32 vs) external;

    /// @notice Pays a voucher of the caller to `to`.
    function claimTo(address to, Voucher calldata voucher, bytes32 r, bytes32 vs) external;

    /// @notice Pays many accounts by one signature, on anybody's gas. All or none.
    /// @param rows Rows without padding: 20 bytes address, 12 bytes amount.
    /// @param nonce Number of the batch among the signer's vouchers.
    /// @param start Unix seconds from which the batch is good.
    /// @param expiry Unix seconds from which it no longer is; zero for never.
    /// @param r First word of the signature over the four.
    /// @param vs Second word: its upper bit says which of the two keys.
    function claimBatch(bytes calldata rows, uint256 nonce, uint64 start, uint64 expiry, bytes32 r, bytes32 vs) external;

    /// @notice Makes vouchers good for nothing. The owner's right, and the signer's own.
    /// @param signer Whose vouchers.
    /// @param first Number of the first one.
    /// @param count How many, from there on; 256 cost about as much as one.
    function revoke(address signer, uint256 first, uint256 count) external;

    /// @notice Sets what a signer may give out from now on; zero dismisses it. Owner only.
    function setBudget(address signer, uint256 budget) external;

    /// @notice Gives the rest of a signer's budget to another and so dismisses the first: its vouchers are good for nothing. Owner only.
    function rotateSigner(address from, address to) external;

    /// @notice Pays the whole balance to `to`. Owner only, once the drop has expired.
    function clawback(address to) external;

    /// @notice What `signer` may still give out.
    function budgetOf(address signer) external view returns (uint256);

    /// @notice Whether voucher or batch `nonce` of `signer` was paid or revoked.
    function isUsed(address signer, uint256 nonce) external view returns (bool);

    /// @notice What the drop was made with. The present owner is `owner()`.
    function parameters() external view returns (VoucherDropParameters memory);

    /// @notice The EIP-712 domain (ERC-5267): name "Bursar VoucherDrop", version "1", chain and this address.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
