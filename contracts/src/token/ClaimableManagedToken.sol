// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimableToken} from "./ClaimableToken.sol";

/// @title ClaimableManagedToken
/// @notice A ManagedToken that gives a part of its supply out to a list by itself: as {ClaimableToken}, and nothing is claimed or taken back while
/// the token is paused.
contract ClaimableManagedToken is ClaimableToken {
    constructor(address kind) ClaimableToken(kind) {}

    function _isPausable() internal pure override returns (bool) {
        return true;
    }
}
