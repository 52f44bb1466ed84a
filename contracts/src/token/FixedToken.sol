// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Token} from "./Token.sol";

/// @title FixedToken
/// @notice A token whose supply is fixed at birth and over which nobody has any power: none can mint, burn from others, pause, freeze,
/// tax, describe anew or upgrade it. See {IToken}.
contract FixedToken layout at 0x425572734172_0000000000000000000000000000000000000000000000000000 is Token {}
