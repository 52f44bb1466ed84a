// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CodeTail} from "../common/CodeTail.sol";
import {DropParameters, LeafKind} from "./IMerkleDrop.sol";

/// @title The parameters of a drop, behind its instructions
/// @dev Layout, from the end of the code backwards: eight fixed words, then the table of sub-roots, then the URI:
///
///     … instructions | URI | table | root | settings | window | total | count | listHash | owner | URI length |
///
/// In the code of a token that gives itself out, more follows: there `behind` is how many bytes that is; in a drop's own code it is zero.
///
/// settings: token in the low 160 bits, then 8 bits each of leaf kind, whether anybody may claim for others, depth of the table.
/// window: start in the low 64 bits, expiry in the next 64.
library DropCode {
    uint256 private constant FIXED = 0x100;
    uint256 private constant LEAF_KIND = 160;
    uint256 private constant CLAIM_FOR = 168;
    uint256 private constant DEPTH = 176;

    /// @notice What stands behind the instructions.
    function pack(DropParameters calldata p, bytes32[] calldata table, uint256 tableDepth)
        internal
        pure
        returns (bytes memory)
    {
        uint256 packedSettings = uint160(p.token) | (uint256(p.leafKind) << LEAF_KIND)
            | (p.allowClaimFor ? uint256(1) << CLAIM_FOR : 0) | (tableDepth << DEPTH);
        return bytes.concat(
            bytes(p.uri),
            abi.encodePacked(table),
            abi.encode(
                p.root,
                packedSettings,
                uint256(p.start) | (uint256(p.expiry) << 64),
                p.total,
                p.count,
                p.listHash,
                p.owner,
                bytes(p.uri).length
            )
        );
    }

    function root(uint256 behind) internal pure returns (bytes32) {
        return bytes32(_word(behind, 0));
    }

    function settings(uint256 behind) internal pure returns (uint256) {
        return _word(behind, 1);
    }

    function window(uint256 behind) internal pure returns (uint64 start, uint64 expiry) {
        uint256 packed = _word(behind, 2);
        start = uint64(packed);
        expiry = uint64(packed >> 64);
    }

    function owner(uint256 behind) internal pure returns (address) {
        return address(uint160(_word(behind, 6)));
    }

    function token(uint256 packed) internal pure returns (address) {
        return address(uint160(packed));
    }

    function leafKind(uint256 packed) internal pure returns (LeafKind) {
        return LeafKind(uint8(packed >> LEAF_KIND));
    }

    function allowsClaimFor(uint256 packed) internal pure returns (bool) {
        return uint8(packed >> CLAIM_FOR) != 0;
    }

    function depth(uint256 packed) internal pure returns (uint256) {
        return uint8(packed >> DEPTH);
    }

    /// @notice Words of the table: none, or two to the power of the depth.
    function tableLength(uint256 packed) internal pure returns (uint256) {
        uint256 pairs = depth(packed);
        return pairs == 0 ? 0 : 1 << pairs;
    }

    /// @notice Word `index` of the table, which has `2 ** tableDepth`.
    function subRoot(uint256 behind, uint256 tableDepth, uint256 index) internal pure returns (bytes32) {
        unchecked {
            return bytes32(CodeTail.word(behind + FIXED + 32 * ((1 << tableDepth) - index)));
        }
    }

    function parameters(uint256 behind) internal pure returns (DropParameters memory p) {
        uint256 packed = settings(behind);
        (p.start, p.expiry) = window(behind);
        p.token = token(packed);
        p.leafKind = leafKind(packed);
        p.allowClaimFor = allowsClaimFor(packed);
        p.root = root(behind);
        p.total = _word(behind, 3);
        p.count = _word(behind, 4);
        p.listHash = bytes32(_word(behind, 5));
        p.owner = owner(behind);
        uint256 length = _word(behind, 7);
        p.uri = CodeTail.text(behind + FIXED + 32 * tableLength(packed) + length, length);
    }

    function _word(uint256 behind, uint256 index) private pure returns (uint256) {
        unchecked {
            return CodeTail.word(behind + FIXED - 32 * index);
        }
    }
}
