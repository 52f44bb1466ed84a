// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice How a list row becomes a leaf of the tree.
/// @dev `Standard`: keccak256(keccak256(abi.encode(account, amount))), as OpenZeppelin's StandardMerkleTree writes it.
/// `Packed`: keccak256(abi.encodePacked(account, amount)), 52 bytes, as ENS and thirdweb write it. Neither preimage can be mistaken
/// for an inner node, which hashes 64 bytes.
enum LeafKind {
    Standard,
    Packed
}

/// @notice Everything a drop is. All of it stands in the drop's own code, behind its instructions, and so decides its address.
/// @param token The token that is given out.
/// @param owner Who may claw back what is left after the expiry.
/// @param root Root of the tree over the list; pairs are hashed smaller node first.
/// @param total Sum of the list in base units; the escrow that the drop holds when it comes into being.
/// @param count Rows in the list; informative.
/// @param start Unix seconds from which claims are accepted; zero for at once.
/// @param expiry Unix seconds from which they no longer are; zero for never.
/// @param leafKind How a row becomes a leaf.
/// @param allowClaimFor Whether anybody may have a row paid to the row's own account.
/// @param listHash Hash of the published list; informative.
/// @param uri Where the list and the proofs are published; informative.
struct DropParameters {
    address token;
    address owner;
    bytes32 root;
    uint256 total;
    uint256 count;
    uint64 start;
    uint64 expiry;
    LeafKind leafKind;
    bool allowClaimFor;
    bytes32 listHash;
    string uri;
}

/// @notice One row of a `claimMany` call.
struct ClaimRow {
    address account;
    uint256 amount;
    bytes32[] proof;
}

/// @title Rows of a list, each claimable once by its Merkle proof
/// @notice What a drop and a token that gives itself out have in common. "The drop" is the contract that answers, whichever of them it is.
/// @dev The position of a row is the position of its leaf, read off its proof: begin with 1 and for each node of the proof, from the
/// leaf up, append a bit that says whether the hash so far is greater than the node. Two different leaves of one tree part ways at
/// some pair whose halves differ, so their bits differ there; the leading 1 tells paths of different lengths apart. The leaf itself
/// therefore needs no index, and any published tree with sorted pairs can be claimed from: OpenZeppelin's heap, flat trees with
/// promoted odd nodes, sharded trees.
///
/// The code may carry one level of the tree, `depth` pairs below the root, as a table of sub-roots. A proof may then end with the
/// number of its sub-root in place of the last `depth` nodes: a word smaller than the table is no hash. The table is in the order of those
/// numbers, which are the last `depth` bits of the position, so that the short proof of a row has the position of its long one.
interface IMerkleClaims {
    /// @notice The row of `account` at position `index` was paid to `to`.
    event Claimed(address indexed account, address to, uint256 index, uint256 amount);

    /// @notice The owner took what was left.
    event ClawedBack(address indexed to, uint256 amount);

    /// @notice Claims begin at `start`.
    error Drop_NotStarted(uint64 start);

    /// @notice Claims ended at `expiry`.
    error Drop_Expired(uint64 expiry);

    /// @notice The owner may claw back from `expiry` on; never, if it is zero.
    error Drop_NotExpired(uint64 expiry);

    /// @notice Account, amount and proof do not lead to the root.
    error Drop_InvalidProof();

    /// @notice A proof has at most 64 nodes.
    error Drop_ProofTooLong(uint256 length);

    /// @notice The row at position `index` has been claimed.
    error Drop_AlreadyClaimed(uint256 index);

    /// @notice Only the account of a row may have it paid in this drop.
    error Drop_ClaimForNotAllowed();

    /// @notice Tokens cannot be sent to the zero address or back to where they come from.
    error Drop_InvalidRecipient(address to);

    /// @notice The authorization was valid until `deadline`.
    error Drop_DeadlinePassed(uint256 deadline);

    /// @notice The signature is not one of the account over this very claim.
    error Drop_BadSignature();

    /// @notice Pays the caller's own row to the caller.
    function claim(uint256 amount, bytes32[] calldata proof) external;

    /// @notice Pays the caller's own row to `to`.
    function claimTo(address to, uint256 amount, bytes32[] calldata proof) external;

    /// @notice Pays the row of `account` to `account`, on anybody's gas. Only in drops with `allowClaimFor`.
    function claimFor(address account, uint256 amount, bytes32[] calldata proof) external;

    /// @notice Pays the row of `account` to `to` as `account` has signed, on anybody's gas.
    /// @param account The row's account; a contract answers for its signature by ERC-1271.
    /// @param to Who is paid.
    /// @param amount The row's amount.
    /// @param deadline Unix seconds until which, inclusive, the signature holds.
    /// @param signature Over EIP-712 Claim(uint256 index,address account,address to,uint256 amount,uint256 deadline) in this drop's domain.
    /// @param proof The row's proof.
    function claimWithAuthorization(
        address account,
        address to,
        uint256 amount,
        uint256 deadline,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external;

    /// @notice Pays several rows, each to its own account: the caller's own, or anybody's in drops with `allowClaimFor`. All or none.
    function claimMany(ClaimRow[] calldata rows) external;

    /// @notice Pays the whole balance to `to`. Owner only, once the drop has expired.
    function clawback(address to) external;

    /// @notice The position of a row, which `Claimed` reports and `isClaimed` takes. Reverts when the proof is wrong.
    function indexOf(address account, uint256 amount, bytes32[] calldata proof) external view returns (uint256);

    /// @notice What the drop was made with. The present owner of a MerkleDrop is `owner()`.
    function parameters() external view returns (DropParameters memory);

    /// @notice Sub-roots in the drop's code: a power of two, or zero.
    function subRootCount() external view returns (uint256);
}
