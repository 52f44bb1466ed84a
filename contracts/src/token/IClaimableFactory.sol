// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropParameters} from "../drop/IMerkleClaims.sol";
import {ITokenListing} from "./ITokenListing.sol";
import {TokenForm, TokenKind, TokenParameters} from "./TokenParameters.sol";

/// @title Creates tokens that give a part of their supply out to a list by themselves, each at most once
/// @notice What such a token is: see IClaimableToken. A token's address follows from the caller, the salt, the token's parameters and those of
/// its claims. It is announced by the event of the factory of tokens, ITokenFactory.TokenCreated, and by `ClaimsOpened`.
/// @dev No owner, and no way to touch a token after its creation. The kinds' code is that of the factory of tokens which is named at the
/// creation of this one; the codes that stand in front of it this factory creates itself. What is wrong with the token's own parameters is
/// reported by the errors of ITokenFactory.
interface IClaimableFactory is ITokenListing {
    /// @notice `token`, created in the same transaction, gives `total` out to the list by itself.
    event ClaimsOpened(
        address indexed token, bytes32 indexed root, bytes32 indexed listHash, uint256 total, uint256 count, string uri
    );

    /// @notice Only direct tokens give themselves out, and of the kinds only those whose first holders are known at birth.
    error ClaimableFactory_CannotBeClaimable(TokenKind kind, TokenForm form);

    /// @notice What is to be claimed is nothing, or more than the supply.
    error ClaimableFactory_InvalidEscrow(uint256 total, uint256 supply);

    /// @notice The claims lack an owner, a root or a count, or name a token: it is this one.
    error ClaimableFactory_IncompleteClaims();

    /// @notice The claims would end before they begin.
    error ClaimableFactory_ExpiryNotAfterStart(uint64 start, uint64 expiry);

    /// @notice The claims would have ended already.
    error ClaimableFactory_ExpiryInPast(uint64 expiry);

    /// @notice A table of sub-roots has 2, 4, … 512 of them.
    error ClaimableFactory_BadTableLength(uint256 length);

    /// @notice The table of sub-roots does not lead to the root.
    error ClaimableFactory_TableDoesNotFit();

    /// @notice Creates a direct token that gives `claims.total` of its supply out to a list, and lists it under its owner.
    /// @param p What the token is made from. Rows, where there are any, add up to the supply without the claims' total; without rows the
    /// owner has that.
    /// @param claims The list and its terms; `token` is zero.
    /// @param table Sub-roots in the order of their numbers: none, or 2, 4, … 512.
    /// @param salt Tells apart tokens with the same caller and parameters. Any value.
    /// @return token Where it is: what `predictToken` says for the caller.
    function createToken(
        TokenParameters calldata p,
        DropParameters calldata claims,
        bytes32[] calldata table,
        bytes32 salt
    ) external returns (address token);

    /// @notice The address at which `creator` would create, or has created, this token.
    /// @dev CREATE2 from this factory with salt keccak256(abi.encode(creator, salt)) and `initcodeOf(p, claims, table)`.
    function predictToken(
        TokenParameters calldata p,
        DropParameters calldata claims,
        bytes32[] calldata table,
        address creator,
        bytes32 salt
    ) external view returns (address);

    /// @notice What CREATE2 is given for this token.
    function initcodeOf(TokenParameters calldata p, DropParameters calldata claims, bytes32[] calldata table)
        external
        view
        returns (bytes memory);

    /// @notice The code that a token of this kind begins with; zero for kinds that cannot give themselves out.
    function codeOf(TokenKind kind) external view returns (address);
}
