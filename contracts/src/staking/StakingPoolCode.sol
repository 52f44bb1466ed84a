// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CodeTail} from "../common/CodeTail.sol";
import {Initcode} from "../common/Initcode.sol";
import {StakingPoolParameters, Tier} from "./IStakingAccounts.sol";

/// @title The parameters of a staking pool, behind its instructions
/// @dev Layout, from the end of the code backwards: three fixed words, then the reward tokens, the tiers and the URI:
///
///     … instructions | URI | tiers | rewards | settings | owner | URI length |
///
/// settings: token in the low 160 bits, then 40 bits of cooldown, 8 each of the numbers of rewards and tiers, whether votes are kept, whether the token is
/// also a reward. A tier: lock in the low 40 bits, weight in the next 16.
library StakingPoolCode {
    /// @dev Of the mapping of rewards in StakingAccounts; a reward's first word is its amount per share.
    uint256 private constant REWARDS_SLOT = 1;
    uint256 private constant FIXED = 0x60;
    uint256 private constant COOLDOWN = 160;
    uint256 private constant REWARDS = 200;
    uint256 private constant TIERS = 208;
    uint256 private constant VOTES = 216;
    uint256 private constant MIXED = 224;

    /// @notice What stands behind the instructions.
    function pack(StakingPoolParameters calldata p) internal pure returns (bytes memory) {
        bool mixed;
        for (uint256 i; i < p.rewards.length; ++i) {
            if (p.rewards[i] == p.token) mixed = true;
        }
        uint256[] memory tiers = new uint256[](p.tiers.length);
        for (uint256 i; i < tiers.length; ++i) {
            tiers[i] = uint256(p.tiers[i].lock) | (uint256(p.tiers[i].weight) << 40);
        }
        uint256 packed = uint160(p.token) | (uint256(p.cooldown) << COOLDOWN) | (p.rewards.length << REWARDS)
            | (p.tiers.length << TIERS) | (p.votes ? uint256(1) << VOTES : 0) | (mixed ? uint256(1) << MIXED : 0);
        return bytes.concat(
            bytes(p.uri),
            abi.encodePacked(tiers),
            abi.encodePacked(p.rewards),
            abi.encode(packed, p.owner, bytes(p.uri).length)
        );
    }

    /// @notice What the initcode writes: an amount per share of one for each reward.
    function stores(StakingPoolParameters calldata p) internal pure returns (bytes memory all) {
        for (uint256 i; i < p.rewards.length; ++i) {
            all = bytes.concat(all, Initcode.store(keccak256(abi.encode(i, REWARDS_SLOT)), 1 << 128));
        }
    }

    function settings() internal pure returns (uint256) {
        return CodeTail.word(FIXED);
    }

    function token(uint256 packed) internal pure returns (address) {
        return address(uint160(packed));
    }

    function cooldown(uint256 packed) internal pure returns (uint256) {
        return uint40(packed >> COOLDOWN);
    }

    function rewardCount(uint256 packed) internal pure returns (uint256) {
        return uint8(packed >> REWARDS);
    }

    function tierCount(uint256 packed) internal pure returns (uint256) {
        return uint8(packed >> TIERS);
    }

    function keepsVotes(uint256 packed) internal pure returns (bool) {
        return uint8(packed >> VOTES) != 0;
    }

    function isMixed(uint256 packed) internal pure returns (bool) {
        return uint8(packed >> MIXED) != 0;
    }

    function reward(uint256 packed, uint256 index) internal pure returns (address) {
        return address(uint160(CodeTail.word(FIXED + 32 * (rewardCount(packed) - index))));
    }

    function tier(uint256 packed, uint256 index) internal pure returns (uint256 lock, uint256 weight) {
        uint256 word = CodeTail.word(FIXED + 32 * (rewardCount(packed) + tierCount(packed) - index));
        return (uint40(word), uint16(word >> 40));
    }

    function parameters() internal pure returns (StakingPoolParameters memory p) {
        uint256 packed = settings();
        p.token = token(packed);
        p.owner = address(uint160(CodeTail.word(0x40)));
        p.rewards = new address[](rewardCount(packed));
        for (uint256 i; i < p.rewards.length; ++i) {
            p.rewards[i] = reward(packed, i);
        }
        p.tiers = new Tier[](tierCount(packed));
        for (uint256 i; i < p.tiers.length; ++i) {
            (uint256 lock, uint256 weight) = tier(packed, i);
            p.tiers[i] = Tier(uint40(lock), uint16(weight));
        }
        p.cooldown = uint40(cooldown(packed));
        p.votes = keepsVotes(packed);
        uint256 length = CodeTail.word(0x20);
        p.uri = CodeTail.text(FIXED + 32 * (p.rewards.length + p.tiers.length) + length, length);
    }
}
