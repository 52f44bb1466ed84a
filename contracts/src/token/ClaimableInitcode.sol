// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropCode} from "../drop/DropCode.sol";
import {DropParameters} from "../drop/IMerkleClaims.sol";
import {ClaimableBirth} from "./ClaimableBirth.sol";
import {GenesisRows} from "./GenesisRows.sol";
import {ITokenFactory} from "./ITokenFactory.sol";
import {TokenKind, TokenParameters} from "./TokenParameters.sol";

/// @title Creation code of tokens that give themselves out
library ClaimableInitcode {
    uint256 private constant CODE_LIMIT = 24_576; // EIP-170

    /// @notice What is run to create such a token: {ClaimableBirth} with the token's code as its first argument.
    /// @param depth Of the table of sub-roots.
    /// @param instructions The code that the token's begins with.
    function build(
        TokenParameters calldata p,
        DropParameters calldata claims,
        bytes32[] calldata table,
        uint256 depth,
        address instructions
    ) internal view returns (bytes memory) {
        bytes memory head = bytes.concat(instructions.code, DropCode.pack(claims, table, depth));
        uint256 width = GenesisRows.width(p.supply);
        uint256 count = p.rows.length / width;
        bytes memory code =
            bytes.concat(head, p.rows, bytes(p.description), bytes(p.symbol), bytes(p.name), _end(p, count));
        // Checked here, because the chain would take all gas for it.
        if (code.length > CODE_LIMIT) revert ITokenFactory.TokenFactory_CodeTooLong(code.length);
        bytes memory arguments =
            abi.encode(code, claims.total, p.owner, p.supply - claims.total, head.length, count, width);
        return bytes.concat(type(ClaimableBirth).creationCode, arguments);
    }

    /// @dev What stands behind the texts: see {CodeArguments}.
    function _end(TokenParameters calldata p, uint256 count) private pure returns (bytes memory) {
        return abi.encodePacked(
            p.kind == TokenKind.Managed ? abi.encodePacked(p.limit) : bytes(""),
            p.owner,
            p.supply,
            p.decimals,
            uint8(bytes(p.name).length),
            uint8(bytes(p.symbol).length),
            uint8(bytes(p.description).length),
            uint16(count)
        );
    }
}
