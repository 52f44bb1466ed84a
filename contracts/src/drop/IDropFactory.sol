// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeDropParameters, TokenAmount} from "./ICumulativeDrop.sol";
import {DropParameters} from "./IMerkleDrop.sol";
import {VoucherDropParameters} from "./IVoucherDrop.sol";

/// @title Creates, funds and opens drops
/// @notice One transaction makes a drop and completes its escrow out of the caller's tokens; when the escrow cannot be completed, nothing
/// happens. A caller can use a salt once only, whatever the drop: the second attempt is refused even when its list was edited.
/// @dev A drop's code is the instructions of its kind, then its own parameters. Nobody, this factory included, can change them. Drops of all kinds
/// share the caller's salts.
interface IDropFactory {
    /// @notice `creator` made `drop` under `salt`; it holds `total` of `token` and accepts claims.
    event MerkleDropCreated(
        address indexed drop,
        address indexed token,
        address indexed creator,
        bytes32 salt,
        bytes32 root,
        bytes32 listHash,
        uint256 total,
        uint256 count,
        string uri
    );

    /// @notice `creator` made `drop` under `salt`; it holds `total` of `token`, of which `signer` may give out `budget`.
    event VoucherDropCreated(
        address indexed drop,
        address indexed token,
        address indexed creator,
        bytes32 salt,
        address signer,
        uint256 budget,
        uint256 total,
        string uri
    );

    /// @notice `creator` made the programme `drop` under `salt`; it holds the escrow and has no list yet.
    event CumulativeDropCreated(
        address indexed drop,
        address indexed creator,
        bytes32 salt,
        uint256 window,
        address[] watchers,
        TokenAmount[] escrow,
        string uri
    );

    /// @notice The creator has used this salt for `drop`.
    error DropFactory_AlreadyCreated(address drop);

    /// @notice There is no contract at `token`.
    error DropFactory_TokenNotAContract(address token);

    /// @notice The drop needs an owner; it may renounce later.
    error DropFactory_ZeroOwner();

    /// @notice The root is missing.
    error DropFactory_ZeroRoot();

    /// @notice The list gives nothing.
    error DropFactory_ZeroTotal();

    /// @notice The list has no rows.
    error DropFactory_ZeroCount();

    /// @notice The expiry does not come after the start.
    error DropFactory_ExpiryNotAfterStart(uint64 start, uint64 expiry);

    /// @notice The expiry has passed.
    error DropFactory_ExpiryInPast(uint64 expiry);

    /// @notice A table of sub-roots has 2 to 512 words, a power of two; none is allowed too.
    error DropFactory_BadTableLength(uint256 length);

    /// @notice The sub-roots, in the order given, do not lead to the root.
    error DropFactory_TableDoesNotFit();

    /// @notice A budget is somebody's.
    error DropFactory_BudgetWithoutSigner(uint256 budget);

    /// @notice A programme needs a window of at least one second in which watchers can act.
    error DropFactory_NoWindow();

    /// @notice A programme needs a watcher.
    error DropFactory_NoWatchers();

    /// @notice Watcher number `position` is the zero address.
    error DropFactory_ZeroWatcher(uint256 position);

    /// @notice Tokens must stand in ascending order, each once.
    error DropFactory_TokensNotAscending(uint256 position);

    /// @notice The drop holds `balance`, less than `total`: the token took a fee or delivered too little.
    error DropFactory_Underfunded(uint256 balance, uint256 total);

    /// @notice Instructions and parameters together are longer than a contract may be.
    error DropFactory_CodeTooLong(uint256 length);

    /// @notice There was too little gas to store the drop's code.
    error DropFactory_NotCreated();

    /// @notice The token refused to move the missing escrow from the caller: balance or allowance too small.
    error TransferFromFailed();

    /// @notice Makes a drop, moves the missing escrow from the caller to it, and with that opens it.
    /// @param p What the drop is.
    /// @param table Sub-roots in the order of their numbers, or none.
    /// @param salt Names the drop among those of the caller.
    function createMerkleDrop(DropParameters calldata p, bytes32[] calldata table, bytes32 salt)
        external
        returns (address drop);

    /// @notice Where {createMerkleDrop} would put the drop.
    function predictMerkleDrop(DropParameters calldata p, bytes32[] calldata table, address creator, bytes32 salt)
        external
        view
        returns (address drop);

    /// @notice Makes a voucher drop and moves the missing escrow from the caller to it.
    function createVoucherDrop(VoucherDropParameters calldata p, bytes32 salt) external returns (address drop);

    /// @notice Where {createVoucherDrop} would put the drop.
    function predictVoucherDrop(VoucherDropParameters calldata p, address creator, bytes32 salt)
        external
        view
        returns (address drop);

    /// @notice Makes a cumulative drop and moves its first escrow from the caller to it.
    /// @param p What the programme is.
    /// @param escrow Tokens in ascending order, or none: more can be paid in later.
    /// @param salt Names the drop among those of the caller.
    function createCumulativeDrop(CumulativeDropParameters calldata p, TokenAmount[] calldata escrow, bytes32 salt)
        external
        returns (address drop);

    /// @notice Where {createCumulativeDrop} would put the drop.
    function predictCumulativeDrop(
        CumulativeDropParameters calldata p,
        TokenAmount[] calldata escrow,
        address creator,
        bytes32 salt
    ) external view returns (address drop);

    /// @notice The drop that `creator` made under `salt`; zero when there is none.
    function dropOf(address creator, bytes32 salt) external view returns (address drop);
}
