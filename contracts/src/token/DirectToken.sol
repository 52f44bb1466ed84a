// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ManagedState} from "./ManagedState.sol";

/// @title DirectToken
/// @notice The direct form of a token: transfers, approvals and balances in the plain case are done by the token's own code; every other
/// call, and every call that is not plain, is done by the code of the token's kind, whose address stands in this code for ever.
/// @dev This code refuses nothing and reports no error: what it does not carry out it passes on unchanged, so it can only be right where it
/// does the same as the kind. Plain means: the value is zero, the arguments are well-formed, the slot of the payer suffices without its
/// genesis amount, payer and payee differ, and neither of them delegates votes. The layout of storage is {Token}'s.
contract DirectToken {
    uint256 private constant AMOUNT = 0xffffffffffffffffffffffffffffffff;
    uint256 private constant ALLOWANCE_SEED = 0x7f5e9f20; // Solady's ERC20
    uint256 private constant TRANSFER = 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef;
    uint256 private constant APPROVAL = 0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925;

    address internal immutable _kind;

    /// @param kind The code that carries out what is not plain.
    constructor(address kind) {
        _kind = kind;
    }

    fallback() external payable {
        address kind = _kind;
        bool pausable = _isPausable();
        uint256 state = ManagedState.SLOT;
        uint256 paused = ManagedState.PAUSED;
        assembly {
            let selector := shr(224, calldataload(0))

            // Something speaks against the plain way when `to` is no address or the payer itself, the payer's amount (the low 128 bits of its
            // slot) does not suffice, value was sent, or a slot says that its account delegates votes (bit 254).
            if eq(selector, 0xa9059cbb) {
                // transfer(address,uint256)
                let to := calldataload(0x04)
                let amount := calldataload(0x24)
                let held := sload(caller())
                let holds := sload(to)
                let against :=
                    or(
                        or(
                            or(
                                or(shr(160, to), eq(caller(), to)),
                                or(gt(amount, shr(128, shl(128, held))), callvalue())
                            ),
                            and(shl(254, 1), or(held, holds))
                        ),
                        lt(calldatasize(), 0x44)
                    )
                if pausable { against := or(against, or(iszero(to), and(sload(state), paused))) }
                if iszero(against) {
                    sstore(caller(), sub(held, amount))
                    sstore(to, add(holds, amount))
                    mstore(0x00, amount)
                    log3(0x00, 0x20, TRANSFER, caller(), to)
                    mstore(0x00, 1)
                    return(0x00, 0x20)
                }
            }

            if eq(selector, 0x23b872dd) {
                // transferFrom(address,address,uint256)
                let from := calldataload(0x04)
                let to := calldataload(0x24)
                let amount := calldataload(0x44)
                mstore(0x20, caller())
                mstore(0x0c, ALLOWANCE_SEED)
                mstore(0x00, from)
                let place := keccak256(0x0c, 0x34)
                let allowed := sload(place)
                let held := sload(from)
                let holds := sload(to)
                let against :=
                    or(
                        or(
                            or(or(shr(160, to), eq(from, to)), or(gt(amount, shr(128, shl(128, held))), callvalue())),
                            and(shl(254, 1), or(held, holds))
                        ),
                        or(or(shr(160, from), lt(calldatasize(), 0x64)), gt(amount, allowed))
                    )
                if pausable { against := or(against, or(iszero(to), and(sload(state), paused))) }
                if iszero(against) {
                    if not(allowed) { sstore(place, sub(allowed, amount)) }
                    sstore(from, sub(held, amount))
                    sstore(to, add(holds, amount))
                    mstore(0x00, amount)
                    log3(0x00, 0x20, TRANSFER, from, to)
                    mstore(0x00, 1)
                    return(0x00, 0x20)
                }
            }

            if and(eq(selector, 0x70a08231), eq(calldatasize(), 0x24)) {
                // balanceOf(address)
                let account := calldataload(0x04)
                if iszero(or(shr(160, account), callvalue())) {
                    let held := sload(account)
                    codecopy(0x16, sub(codesize(), 42), 42) // {CodeArguments}
                    let footer := mload(0x20)
                    // Without rows, whoever is not the owner of record had nothing at birth.
                    if or(slt(held, 0), and(iszero(and(footer, 0xffff)), iszero(eq(shr(96, mload(0x16)), account)))) {
                        mstore(0x00, and(held, AMOUNT))
                        return(0x00, 0x20)
                    }
                }
            }

            if and(eq(selector, 0x095ea7b3), gt(calldatasize(), 0x43)) {
                // approve(address,uint256)
                let spender := calldataload(0x04)
                if iszero(or(shr(160, spender), callvalue())) {
                    mstore(0x20, spender)
                    mstore(0x0c, ALLOWANCE_SEED)
                    mstore(0x00, caller())
                    sstore(keccak256(0x0c, 0x34), calldataload(0x24))
                    mstore(0x00, calldataload(0x24))
                    log3(0x00, 0x20, APPROVAL, caller(), spender)
                    mstore(0x00, 1)
                    return(0x00, 0x20)
                }
            }

            calldatacopy(0x00, 0x00, calldatasize())
            let done := delegatecall(gas(), kind, 0x00, calldatasize(), 0x00, 0x00)
            returndatacopy(0x00, 0x00, returndatasize())
            if iszero(done) { revert(0x00, returndatasize()) }
            return(0x00, returndatasize())
        }
    }

    function _isPausable() internal pure virtual returns (bool) {
        return false;
    }
}
