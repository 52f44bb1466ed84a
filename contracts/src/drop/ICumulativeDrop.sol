// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Everything a cumulative drop is made with.
/// @param owner Who proposes lists and may claw back what is left after the expiry.
/// @param window Seconds between a proposal and the earliest moment at which it can become active.
/// @param expiry Unix seconds from which nothing can be claimed, proposed or activated; zero for never.
/// @param allowClaimFor Whether anybody may have a row paid to the row's own account.
/// @param watchers Who can stop a proposal, each alone. They cannot be changed.
/// @param uri Where the programme is described; informative.
struct CumulativeDropParameters {
    address owner;
    uint64 window;
    uint64 expiry;
    bool allowClaimFor;
    address[] watchers;
    string uri;
}

/// @notice An amount of a token.
struct TokenAmount {
    address token;
    uint256 amount;
}

/// @notice A list that is to become the list.
/// @param subRoots The nodes of one level of the list's tree, in the order of their numbers (see {SubRoots}): 1, 2, 4, … 512 of them. The more
/// there are, the shorter are the proofs.
/// @param totals For every token of the list the sum of its rows, tokens in ascending order. No more than its escrow.
/// @param listHash Hash of the published list; informative.
/// @param uri Where the list and the proofs are published; informative.
struct Proposal {
    bytes32[] subRoots;
    TokenAmount[] totals;
    bytes32 listHash;
    string uri;
}

/// @notice What an account claims of one token.
/// @param token Which token.
/// @param cumulative All that the list has given the account since the beginning, in base units.
/// @param number Which sub-root the proof leads to.
/// @param proof From the row's leaf to that sub-root.
struct CumulativeClaim {
    address token;
    uint256 cumulative;
    uint256 number;
    bytes32[] proof;
}

/// @title Recurring programmes in any number of tokens
/// @notice One list says what each account has earned of each token since the beginning; a claim pays what the account has not had yet. The
/// owner proposes the next list; it becomes the list once the window has passed and no watcher has stopped it.
/// @dev A leaf is keccak256(keccak256(abi.encode(account, token, cumulative))), as OpenZeppelin's StandardMerkleTree writes a row (address,
/// address, uint256); pairs are hashed smaller node first. An account's claims are counted by account and token, so a leaf needs no index and may
/// stand anywhere in the tree.
///
/// Escrow of a token is what was paid in for it, by {fund} or at the creation; it only grows. No list can become active whose total of a token is
/// above its escrow. What this contract cannot see is whether the rows add up to the totals: that is for the watchers to see, who have the window
/// for it. A list that promises more than it says disappoints its own recipients; other programmes stand in contracts of their own.
interface ICumulativeDrop {
    /// @notice `amount` of `token` was added to the escrow by `by`.
    event Funded(address indexed token, address indexed by, uint256 amount);

    /// @notice List `id` can be activated from `readyAt` on, unless a watcher stops it.
    event Proposed(
        uint256 indexed id, bytes32 indexed root, uint256 readyAt, bytes32 listHash, string uri, TokenAmount[] totals
    );

    /// @notice A watcher stopped list `id`.
    event Vetoed(uint256 indexed id, address indexed watcher);

    /// @notice List `id` is the list.
    event Activated(uint256 indexed id, bytes32 indexed root);

    /// @notice `amount` of `token` of the row of `account` was paid to it.
    event Claimed(address indexed account, address indexed token, uint256 amount);

    /// @notice The owner took what was left of `token`.
    event ClawedBack(address indexed token, address indexed to, uint256 amount);

    /// @notice The programme ended at `expiry`.
    error Drop_Expired(uint64 expiry);

    /// @notice The owner may claw back from `expiry` on; never, if it is zero.
    error Drop_NotExpired(uint64 expiry);

    /// @notice The row does not lead to the sub-root of that number in the active list.
    error Drop_InvalidProof();

    /// @notice There are at most 512 sub-roots.
    error Drop_NoSuchSubRoot(uint256 number);

    /// @notice A proof has at most 64 nodes.
    error Drop_ProofTooLong(uint256 length);

    /// @notice The account has had `cumulative` or more of the token.
    error Drop_NothingToClaim(address account, address token, uint256 claimed);

    /// @notice Only the account of a row may have it paid in this programme.
    error Drop_ClaimForNotAllowed();

    /// @notice Sub-roots are 1, 2, 4, … 512, in the order of their numbers: no pair's halves are equal or stand in the wrong order.
    error Drop_BadSubRoots(uint256 length);

    /// @notice Tokens must stand in ascending order, each once.
    error Drop_TokensNotAscending(uint256 position);

    /// @notice The list gives `total` of `token`, of which there is only `escrow`.
    error Drop_TotalAboveEscrow(address token, uint256 total, uint256 escrow);

    /// @notice There is no such proposal: none was made, another took its place, it was stopped, or it is active.
    error Drop_NotProposed();

    /// @notice The window ends at `readyAt`.
    error Drop_WindowNotOver(uint256 readyAt);

    /// @notice Only watchers can stop a proposal.
    error Drop_NotAWatcher(address who);

    /// @notice Tokens cannot be sent to the zero address or back to the drop.
    error Drop_InvalidRecipient(address to);

    /// @notice The token refused a payment out of the drop, or the drop does not hold enough.
    error TransferFailed();

    /// @notice The token refused to move the escrow from the caller: balance or allowance too small.
    error TransferFromFailed();

    /// @notice Adds to the escrow of a token out of the caller's tokens. Counted is what arrives.
    function fund(address token, uint256 amount) external;

    /// @notice Proposes a list; one that was proposed before and is not active yet gives way. Owner only.
    /// @return id Number of the proposal, counted from one.
    function propose(Proposal calldata proposal) external returns (uint256 id);

    /// @notice Stops proposal `id`. Watchers only, until it is active.
    function veto(uint256 id) external;

    /// @notice Makes the proposed list the list, once its window has passed. Anybody.
    function activate(Proposal calldata proposal) external;

    /// @notice Pays the caller what it has not had yet of one token.
    /// @param token Which token.
    /// @param cumulative All that the list has given the caller since the beginning, in base units.
    /// @param number Which sub-root the proof leads to.
    /// @param proof From the row's leaf to that sub-root.
    function claim(address token, uint256 cumulative, uint256 number, bytes32[] calldata proof) external;

    /// @notice Pays the caller what it has not had yet of several tokens. All or none.
    function claimMany(CumulativeClaim[] calldata rows) external;

    /// @notice Pays `account` what it has not had yet, on anybody's gas. Only in programmes with `allowClaimFor`.
    function claimFor(address account, CumulativeClaim[] calldata rows) external;

    /// @notice Pays the whole balance of a token to `to`. Owner only, once the programme has expired.
    function clawback(address token, address to) external;

    /// @notice What `account` has had of `token`.
    function claimed(address account, address token) external view returns (uint256);

    /// @notice What was paid in for `token`.
    function escrowOf(address token) external view returns (uint256);

    /// @notice The active list; zeros before the first one.
    function active() external view returns (uint256 id, bytes32 root);

    /// @notice The proposal that waits: its number, the hash of abi.encode(proposal), and when it can be activated. Zeros when none waits; the
    /// number is the last one given out in any case.
    function pending() external view returns (uint256 id, bytes32 proposalHash, uint256 readyAt);

    /// @notice Sub-root `number` of the active list; zero when there is none.
    function subRoot(uint256 number) external view returns (bytes32);

    /// @notice What the programme was made with. The present owner is `owner()`.
    function parameters() external view returns (CumulativeDropParameters memory);
}
