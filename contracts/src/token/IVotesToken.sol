// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IToken} from "./IToken.sol";

/// @title A fixed-supply token whose holders can vote
/// @notice ERC-5805 with a clock in seconds (ERC-6372). The supply is fixed at birth and nobody has a power over the token.
/// @dev `delegate`, `delegateBySig`, `delegates`, `getVotes`, `getPastVotes` with their events and errors are those of Solady's ERC20Votes.
/// Who has not delegated has no votes and pays nothing for them: a transfer between accounts that do not delegate costs what it costs in a
/// token without votes.
interface IVotesToken is IToken {
    /// @notice All votes that there could be at `timepoint`, a time in the past: the supply, which never changes.
    /// @dev Also for times before the token was created, when nobody could vote.
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256);
}
