// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMerkleClaims} from "../drop/IMerkleClaims.sol";

/// @title A token that gives a part of its supply out to a list by itself
/// @notice The part belongs to the token's own address from birth and leaves it by claims only and, once the claims have ended, to the named
/// owner. Everything is said in the token's code and can never change: list, total, times, and who gets what is left. An account has
/// one row, and claims it once: the mark stands in the slot of the account's balance, so that a claim writes one slot where a drop writes three.
/// @dev It is the direct form of a token (see {DirectToken}) with `claim` and the rest in its own code, on top of what its kind offers. A claim is a
/// transfer from the token itself: the pause of a managed token stops it, and votes move with it. A claim is bounded by what the token itself
/// holds: a tree that promises more than the total can disappoint its own recipients, and what anybody sends to the token is added to the escrow.
/// `parameters().token` is this token. `claimWithAuthorization` is signed in the token's own domain.
interface IClaimableToken is IMerkleClaims {
    /// @notice Only the owner named in the code takes what is left.
    error Drop_NotOwner(address caller);

    /// @notice Whether `account` has claimed its row.
    function hasClaimed(address account) external view returns (bool);
}
