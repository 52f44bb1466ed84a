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

/// @title A list of recipients made claimable by Merkle proof
/// @notice Each row can be claimed once. A claim is paid out of this contract's own balance and nothing else, so a tree that promises
/// more than was escrowed can disappoint its own recipients but never spend anybody else's money.
/// @dev A drop is created, funded and opened by DropFactory in one transaction: where there is a drop, its escrow was complete.
///
/// The bitmap index of a row is the position of its leaf, read off its proof: begin with 1 and for each node of the proof, from the
/// leaf up, append a bit that says whether the hash so far is greater than the node. Two different leaves of one tree part ways at
/// some pair whose halves differ, so their bits differ there; the leading 1 tells paths of different lengths apart. The leaf itself
/// therefore needs no index, and any published tree with sorted pairs can be claimed from: OpenZeppelin's heap, flat trees with
/// promoted odd nodes, sharded trees. Equal rows that are siblings share an index and can be claimed once only: lists must not repeat a row.
///
/// A drop may carry one level of its tree, `depth` pairs below the root, as a table of sub-roots in its code. A proof may then end with the
/// number of its sub-root in place of the last `depth` nodes: a word smaller than the table is no hash. The table is in the order of those
/// numbers, which are the last `depth` bits of the index, so that the short proof of a row has the index of its long one.
interface IMerkleDrop {
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

    /// @notice Tokens cannot be sent to the zero address or back to the drop.
    error Drop_InvalidRecipient(address to);

    /// @notice The authorization was valid until `deadline`.
    error Drop_DeadlinePassed(uint256 deadline);

    /// @notice The signature is not one of the account over this very claim.
    error Drop_BadSignature();

    /// @notice The token refused a payment out of the drop, or the drop does not hold enough.
    error TransferFailed();

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

    /// @notice Pays several rows of the caller at once, proved together and paid by one transfer of their sum. All or none.
    /// @param amounts The rows' amounts, in the order of their leaves in the proof.
    /// @param proof The nodes that do not follow from the leaves.
    /// @param proofFlags For each pair, whether its second half follows from the leaves; proof and flags are in OpenZeppelin's format. Each
    /// row has the index that its own proof gives it. A table of sub-roots plays no part here.
    function claimMultiproof(uint256[] calldata amounts, bytes32[] calldata proof, bool[] calldata proofFlags) external;

    /// @notice Pays the whole balance to `to`. Owner only, once the drop has expired.
    function clawback(address to) external;

    /// @notice Whether the row at position `index` has been paid.
    function isClaimed(uint256 index) external view returns (bool);

    /// @notice The position of a row, which `Claimed` reports and `isClaimed` takes. Reverts when the proof is wrong.
    function indexOf(address account, uint256 amount, bytes32[] calldata proof) external view returns (uint256);

    /// @notice What the drop was made with. The present owner is `owner()`.
    function parameters() external view returns (DropParameters memory);

    /// @notice The EIP-712 domain (ERC-5267): name "Bursar MerkleDrop", version "1", chain and this address.
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

    /// @notice Sub-roots in the drop's code: a power of two, or zero.
    function subRootCount() external view returns (uint256);
}
