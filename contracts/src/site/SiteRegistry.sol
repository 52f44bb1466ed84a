// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {OwnableRoles} from "solady/auth/OwnableRoles.sol";
import {EnumerableSetLib} from "solady/utils/EnumerableSetLib.sol";
import {Code} from "../common/Code.sol";
import {Page} from "../common/Page.sol";
import {Claim, ISiteRegistry, Method, SiteKind, Status} from "./ISiteRegistry.sol";
import {SiteName} from "./SiteName.sol";

/// @title SiteRegistry
/// @notice Says which tokens belong to which website or product, and who has checked it. See {ISiteRegistry}.
contract SiteRegistry is OwnableRoles, ISiteRegistry {
    using EnumerableSetLib for EnumerableSetLib.AddressSet;

    /// @dev `verified` is whom an attester confirmed last; whether that still counts is decided by the claim itself.
    struct Site {
        address verified;
        SiteKind kind;
        string name;
    }

    /// @dev The links stand beside the claim, not in it, because a set cannot leave storage.
    struct Holding {
        Claim claim;
        EnumerableSetLib.AddressSet tokens;
    }

    /// @inheritdoc ISiteRegistry
    uint256 public constant ATTESTER_ROLE = _ROLE_0;

    mapping(bytes32 site => Site) private _sites;
    mapping(bytes32 site => mapping(address owner => Holding)) private _holdings;

    constructor(address admin) {
        if (admin == address(0)) revert SiteRegistry_ZeroAdmin();
        _initializeOwner(admin);
    }

    /// @inheritdoc ISiteRegistry
    function siteId(SiteKind kind, string calldata name) public pure returns (bytes32) {
        if (!(kind == SiteKind.Domain ? SiteName.isDomain(name) : SiteName.isProduct(name))) {
            revert SiteRegistry_InvalidName(kind, name);
        }
        return keccak256(abi.encode(kind, name));
    }

    /// @inheritdoc ISiteRegistry
    function siteOf(bytes32 site) external view returns (SiteKind kind, string memory name, address verifiedOwner) {
        Site storage known = _sites[site];
        return (known.kind, known.name, _verifiedOwner(site));
    }

    /// @inheritdoc ISiteRegistry
    function claimOf(bytes32 site, address owner) external view returns (Claim memory claim) {
        claim = _holdings[site][owner].claim;
        claim.status = _effective(claim.status, claim.expiresAt);
    }

    /// @inheritdoc ISiteRegistry
    function tokensOf(bytes32 site, address owner, uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory page, uint256 total)
    {
        EnumerableSetLib.AddressSet storage tokens = _holdings[site][owner].tokens;
        total = tokens.length();
        page = new address[](Page.length(total, offset, limit));
        for (uint256 i; i < page.length; ++i) {
            page[i] = tokens.at(offset + i);
        }
    }

    /// @inheritdoc ISiteRegistry
    function isLinked(bytes32 site, address owner, address token) external view returns (bool) {
        return _holdings[site][owner].tokens.contains(token);
    }

    /// @inheritdoc ISiteRegistry
    function primaryOf(bytes32 site) external view returns (address token) {
        return _holdings[site][_verifiedOwner(site)].claim.primary;
    }

    /// @inheritdoc ISiteRegistry
    function link(SiteKind kind, string calldata name, address token, bool primary) external returns (bytes32 site) {
        // Check
        site = siteId(kind, name);
        if (!Code.isContract(token)) revert SiteRegistry_NotAContract(token);

        // Effect
        Holding storage holding = _holdings[site][msg.sender];
        if (holding.claim.claimedAt == 0) {
            holding.claim.status = Status.Claimed;
            holding.claim.claimedAt = uint64(block.timestamp);
            Site storage known = _sites[site];
            if (bytes(known.name).length == 0) {
                known.name = name;
                if (kind != SiteKind.Domain) known.kind = kind;
            }
            emit SiteClaimed(site, msg.sender, kind, name);
        }
        if (!primary && holding.tokens.length() == 0) primary = true;
        if (!holding.tokens.add(token)) revert SiteRegistry_AlreadyLinked(site, token);
        if (primary) holding.claim.primary = token;
        emit TokenLinked(site, msg.sender, token, primary);
    }

    /// @inheritdoc ISiteRegistry
    function unlink(bytes32 site, address token) external {
        Holding storage holding = _holdings[site][msg.sender];
        if (!holding.tokens.remove(token)) revert SiteRegistry_NotLinked(site, token);
        emit TokenUnlinked(site, msg.sender, token);
        if (holding.claim.primary == token) {
            holding.claim.primary = address(0);
            emit PrimaryChanged(site, msg.sender, address(0));
        }
    }

    /// @inheritdoc ISiteRegistry
    function setPrimary(bytes32 site, address token) external {
        // Check
        Holding storage holding = _holdings[site][msg.sender];
        if (!holding.tokens.contains(token)) revert SiteRegistry_NotLinked(site, token);
        if (holding.claim.primary == token) revert SiteRegistry_AlreadyPrimary(site, token);

        // Effect
        holding.claim.primary = token;
        emit PrimaryChanged(site, msg.sender, token);
    }

    /// @inheritdoc ISiteRegistry
    function attest(bytes32 site, address owner, Method method, bytes32 evidence, uint64 expiresAt)
        external
        onlyRoles(ATTESTER_ROLE)
    {
        // Check
        Claim storage claim = _holdings[site][owner].claim;
        if (claim.claimedAt == 0) revert SiteRegistry_NotClaimed(site, owner);
        if (expiresAt <= block.timestamp) revert SiteRegistry_ExpiryNotInFuture(expiresAt);

        // Effect
        address previous = _verifiedOwner(site);
        if (previous != address(0) && previous != owner) {
            _holdings[site][previous].claim.status = Status.Revoked;
            emit SiteRevoked(site, previous, msg.sender);
        }
        _sites[site].verified = owner;
        claim.status = Status.Verified;
        claim.method = method;
        claim.verifiedAt = uint64(block.timestamp);
        claim.expiresAt = expiresAt;
        claim.evidence = evidence;
        emit SiteVerified(site, owner, msg.sender, method, evidence, expiresAt);
    }

    /// @inheritdoc ISiteRegistry
    function revoke(bytes32 site, address owner) external {
        // Check
        if (msg.sender != owner && !hasAnyRole(msg.sender, ATTESTER_ROLE)) {
            revert SiteRegistry_NotAttesterOrOwner(msg.sender);
        }
        Claim storage claim = _holdings[site][owner].claim;
        if (claim.claimedAt == 0) revert SiteRegistry_NotClaimed(site, owner);
        if (claim.status == Status.Revoked) revert SiteRegistry_AlreadyRevoked(site, owner);

        // Effect
        claim.status = Status.Revoked;
        emit SiteRevoked(site, owner, msg.sender);
    }

    function _verifiedOwner(bytes32 site) private view returns (address owner) {
        owner = _sites[site].verified;
        Claim storage claim = _holdings[site][owner].claim;
        if (_effective(claim.status, claim.expiresAt) != Status.Verified) return address(0);
    }

    function _effective(Status status, uint64 expiresAt) private view returns (Status) {
        return status == Status.Verified && block.timestamp >= expiresAt ? Status.Expired : status;
    }
}
