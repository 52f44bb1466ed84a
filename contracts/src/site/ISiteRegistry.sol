// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice What a site is: a registered domain (`website_123.com`) or a product name (`website_123/shop`).
enum SiteKind {
    Domain,
    Product
}

/// @notice Where a claim stands. `Expired` is never stored: it is `Verified` after its time.
enum Status {
    None,
    Claimed,
    Verified,
    Revoked,
    Expired
}

/// @notice How an attester convinced itself: an ERC-7529 TXT record, the `checkDomain` function of a token, or a well-known file.
enum Method {
    DnsTxt,
    CheckDomain,
    WellKnown
}

/// @notice One owner's claim to one site.
/// @param status Effective status at the time of the call.
/// @param method How the last verification was done; meaningless before the first one.
/// @param claimedAt Unix seconds of the owner's first link; zero when there is no claim.
/// @param verifiedAt Unix seconds of the last verification; zero before the first one.
/// @param expiresAt Unix seconds from which the last verification no longer counts; zero before the first one.
/// @param primary The owner's main token on this site; zero when it has none.
/// @param evidence Hash of what the attester saw; zero before the first verification.
struct Claim {
    Status status;
    Method method;
    uint64 claimedAt;
    uint64 verifiedAt;
    uint64 expiresAt;
    address primary;
    bytes32 evidence;
}

/// @title Says which tokens belong to which website or product, and who has checked it
/// @notice Anybody may claim any site for its own tokens; claims are kept apart by owner, so a claim takes nothing from anybody. An
/// attester makes one owner at a time the verified owner. Readers who need proof use `siteOf` and `primaryOf`, never a bare claim.
/// @dev The admin (Solady `Ownable`, two-step handover) grants and withdraws ATTESTER_ROLE and has no other power; it is not an
/// attester by itself.
interface ISiteRegistry {
    /// @notice `owner` linked its first token to `site`, whose name is `name`.
    event SiteClaimed(bytes32 indexed site, address indexed owner, SiteKind kind, string name);

    /// @notice `owner` linked `token` to `site`; with `primary`, it became the owner's main token there.
    event TokenLinked(bytes32 indexed site, address indexed owner, address indexed token, bool primary);

    /// @notice `owner` took `token` off `site`.
    event TokenUnlinked(bytes32 indexed site, address indexed owner, address indexed token);

    /// @notice The owner's main token on `site` is now `token`, by `setPrimary`, or zero because it was unlinked.
    event PrimaryChanged(bytes32 indexed site, address indexed owner, address indexed token);

    /// @notice `attester` confirmed that `owner` controls `site`, until `expiresAt` (unix seconds, exclusive).
    event SiteVerified(
        bytes32 indexed site,
        address indexed owner,
        address indexed attester,
        Method method,
        bytes32 evidence,
        uint64 expiresAt
    );

    /// @notice The claim of `owner` to `site` no longer counts; `by` is the owner, or an attester (also when it verified another owner).
    event SiteRevoked(bytes32 indexed site, address indexed owner, address indexed by);

    /// @notice The registry needs an admin, or nobody could ever be an attester.
    error SiteRegistry_ZeroAdmin();

    /// @notice The name is not a domain, or not a product name, as `siteId` describes them.
    error SiteRegistry_InvalidName(SiteKind kind, string name);

    /// @notice There is no contract at `token`.
    error SiteRegistry_NotAContract(address token);

    /// @notice The caller has linked this token to this site already.
    error SiteRegistry_AlreadyLinked(bytes32 site, address token);

    /// @notice The caller has not linked this token to this site.
    error SiteRegistry_NotLinked(bytes32 site, address token);

    /// @notice The token is the caller's primary on this site already.
    error SiteRegistry_AlreadyPrimary(bytes32 site, address token);

    /// @notice `owner` has never linked a token to this site.
    error SiteRegistry_NotClaimed(bytes32 site, address owner);

    /// @notice The claim has been revoked already.
    error SiteRegistry_AlreadyRevoked(bytes32 site, address owner);

    /// @notice A verification must end in the future.
    error SiteRegistry_ExpiryNotInFuture(uint64 expiresAt);

    /// @notice Only an attester or the owner of the claim may revoke it.
    error SiteRegistry_NotAttesterOrOwner(address caller);

    /// @notice The role that may attest and revoke.
    function ATTESTER_ROLE() external view returns (uint256);

    /// @notice The identifier of a site: keccak256(abi.encode(kind, name)).
    /// @dev Reverts with `SiteRegistry_InvalidName` unless the name is
    /// - a domain: 1 to 253 bytes, at least two labels parted by dots, each of 1 to 63 bytes of a–z, 0–9, `-` and `_`, none beginning or
    ///   ending with `-`. Lower case only; internationalised names as A-labels (`xn--…`), made before they come here;
    /// - a product: 1 to 64 bytes of a–z, 0–9 and `.` `_` `:` `/` `-`.
    function siteId(SiteKind kind, string calldata name) external pure returns (bytes32);

    /// @notice Kind, name and verified owner of a site. The name is empty when nobody has claimed it; the owner is zero when nobody is
    /// verified at this time.
    function siteOf(bytes32 site) external view returns (SiteKind kind, string memory name, address verifiedOwner);

    /// @notice The claim of `owner` to `site`; all zero when there is none.
    function claimOf(bytes32 site, address owner) external view returns (Claim memory);

    /// @notice The tokens that `owner` has linked to `site`: at most `limit` from position `offset`, and how many there are in all.
    /// @dev The order may change when a token is unlinked. An `offset` past the end gives an empty page.
    function tokensOf(bytes32 site, address owner, uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory page, uint256 total);

    /// @notice Whether `owner` has linked `token` to `site`.
    function isLinked(bytes32 site, address owner, address token) external view returns (bool);

    /// @notice The primary token of the site's verified owner; zero when nobody is verified or it has no primary.
    function primaryOf(bytes32 site) external view returns (address token);

    /// @notice Links a token to a site in the caller's name, claiming the site with the first one.
    /// @param kind What the site is.
    /// @param name Its name, as `siteId` describes.
    /// @param token A contract. It need not be the caller's own: what counts is who is verified for the site.
    /// @param primary Whether it becomes the caller's main token there. When it is the only one linked, it always does.
    /// @return site The site's identifier.
    function link(SiteKind kind, string calldata name, address token, bool primary) external returns (bytes32 site);

    /// @notice Takes one of the caller's tokens off a site. When it was the primary, the caller has none until it names another one.
    function unlink(bytes32 site, address token) external;

    /// @notice Makes one of the caller's linked tokens its main token on the site.
    function setPrimary(bytes32 site, address token) external;

    /// @notice Confirms that `owner` controls the site; the owner verified until now, if it is another one, is revoked. Attesters only.
    /// @param site The site's identifier.
    /// @param owner Somebody with a claim to it; a revoked claim may be verified again.
    /// @param method How it was checked.
    /// @param evidence Hash of what was seen.
    /// @param expiresAt Unix seconds from which the verification no longer counts; in the future.
    function attest(bytes32 site, address owner, Method method, bytes32 evidence, uint64 expiresAt) external;

    /// @notice Withdraws a claim, verified or not. Attesters for anybody, owners for themselves. The links stay listed.
    function revoke(bytes32 site, address owner) external;
}
