// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ERC20Votes} from "solady/tokens/ERC20Votes.sol";
import {IToken} from "./IToken.sol";
import {IVotesToken} from "./IVotesToken.sol";
import {Token} from "./Token.sol";

/// @title VotingToken
/// @notice What the kinds of token with votes have in common. See {IVotesToken}.
/// @dev DELEGATED in a balance slot says that its account delegates, so that transfers need not look for delegates of those who do not.
/// The place where Solady would keep the supply's checkpoints is below 2^160, where balances are; it is never used.
abstract contract VotingToken is Token, ERC20Votes, IVotesToken {
    uint256 internal constant DELEGATED = 1 << 254;

    /// @inheritdoc ERC20Votes
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc ERC20Votes
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc IVotesToken
    function getPastTotalSupply(uint256 timepoint) public view returns (uint256) {
        return getPastVotesTotalSupply(timepoint);
    }

    /// @inheritdoc ERC20Votes
    function getVotesTotalSupply() public view override returns (uint256) {
        return totalSupply();
    }

    /// @inheritdoc ERC20Votes
    function getPastVotesTotalSupply(uint256 timepoint) public view override returns (uint256) {
        if (timepoint >= clock()) revert ERC5805FutureLookup();
        return totalSupply();
    }

    /// @inheritdoc IToken
    function supportsInterface(bytes4 interfaceId) public view override(Token, IToken) returns (bool) {
        return interfaceId == 0xe90fb3f6 // ERC-5805
            || interfaceId == 0xda287a1d // ERC-6372
            || super.supportsInterface(interfaceId);
    }

    function _move(address from, address to, uint256 amount) internal override returns (uint256 flags) {
        flags = super._move(from, to, amount);
        if (flags & DELEGATED != 0) _moveDelegateVotes(delegates(from), delegates(to), amount);
    }

    function _moveMany(address from, bytes calldata rows) internal override returns (uint256 total, uint256 flags) {
        (total, flags) = super._moveMany(from, rows);
        if (flags & DELEGATED == 0) return (total, flags);
        for (uint256 place; place < rows.length; place += ROW_BYTES) {
            uint256 row = uint256(bytes32(rows[place:]));
            _moveDelegateVotes(delegates(from), delegates(address(uint160(row >> 96))), uint96(row));
        }
    }

    function _delegate(address account, address delegatee) internal virtual override {
        uint256 held = _slotOf(account);
        held = delegatee == address(0) ? held & ~DELEGATED : held | DELEGATED;
        assembly ("memory-safe") {
            sstore(account, held)
        }
        super._delegate(account, delegatee);
    }

    /// @dev Never called: {Token} moves amounts itself, and {_move} the votes.
    function _afterTokenTransfer(address, address, uint256) internal pure override(ERC20, ERC20Votes) {}

    // What both bases have from ERC20 is Token's.

    function decimals() public view override(Token, ERC20) returns (uint8) {
        return Token.decimals();
    }

    function totalSupply() public view virtual override(Token, ERC20) returns (uint256) {
        return Token.totalSupply();
    }

    function balanceOf(address account) public view override(Token, ERC20) returns (uint256) {
        return Token.balanceOf(account);
    }

    function transfer(address to, uint256 amount) public override(Token, ERC20) returns (bool) {
        return Token.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override(Token, ERC20) returns (bool) {
        return Token.transferFrom(from, to, amount);
    }

    function _constantNameHash() internal view override(Token, ERC20) returns (bytes32) {
        return Token._constantNameHash();
    }

    function _givePermit2InfiniteAllowance() internal pure override(Token, ERC20) returns (bool) {
        return false;
    }
}
