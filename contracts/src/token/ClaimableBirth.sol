// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title The creation code of a ClaimableToken
/// @notice Gives the token's own address its escrow and the owner of record what no row names, announces every first holder as a Transfer from
/// zero, and leaves `code` behind. It calls nobody and cannot fail but for want of gas.
/// @dev Where there are no rows, the kind's code would give the owner the whole supply; the mark of a share that was taken over (see {Token}) says
/// that what the slot holds is all.
contract ClaimableBirth {
    uint256 private constant MATERIALISED = 1 << 255;

    event Transfer(address indexed from, address indexed to, uint256 amount);

    /// @param code The token's code.
    /// @param escrow What is claimed from the token itself.
    /// @param owner The owner of record.
    /// @param rest The supply without the escrow.
    /// @param start Where in the code the rows of first holders begin.
    /// @param count How many rows there are; the rest is theirs, or the owner's where there are none.
    /// @param width Bytes of a row.
    constructor(
        bytes memory code,
        uint256 escrow,
        address owner,
        uint256 rest,
        uint256 start,
        uint256 count,
        uint256 width
    ) {
        _give(address(this), escrow);
        if (count == 0) _give(owner, rest);
        for (uint256 i; i < count; ++i) {
            address account;
            uint256 amount;
            assembly ("memory-safe") {
                let place := add(add(add(code, 0x20), start), mul(i, width))
                account := shr(96, mload(place))
                amount := shr(sub(416, shl(3, width)), mload(add(place, 20)))
            }
            emit Transfer(address(0), account, amount);
        }
        assembly ("memory-safe") {
            return(add(code, 0x20), mload(code))
        }
    }

    function _give(address to, uint256 amount) private {
        assembly ("memory-safe") {
            sstore(to, or(MATERIALISED, amount))
        }
        if (amount != 0) emit Transfer(address(0), to, amount);
    }
}
