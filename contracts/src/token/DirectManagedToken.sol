// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DirectToken} from "./DirectToken.sol";

/// @title DirectManagedToken
/// @notice The direct form of a ManagedToken: as {DirectToken}, and nothing is plain while the token is paused, nor what
/// goes to the zero address.
contract DirectManagedToken is DirectToken {
    constructor(address kind) DirectToken(kind) {}

    function _isPausable() internal pure override returns (bool) {
        return true;
    }
}
