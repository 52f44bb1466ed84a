// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VotingToken} from "./VotingToken.sol";

/// @title VotesToken
/// @notice A fixed-supply token whose holders can vote. See {IVotesToken}.
contract VotesToken layout at 0x566f746573_00000000000000000000000000000000000000000000000000 is VotingToken {}
