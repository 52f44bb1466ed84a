// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {CodeTail} from "../common/CodeTail.sol";
import {DropCode} from "../drop/DropCode.sol";
import {ClaimRow, DropParameters, IMerkleClaims} from "../drop/IMerkleClaims.sol";
import {MerkleClaims} from "../drop/MerkleClaims.sol";
import {CodeArguments} from "./CodeArguments.sol";
import {DirectToken} from "./DirectToken.sol";
import {GenesisRows} from "./GenesisRows.sol";
import {IClaimableToken} from "./IClaimableToken.sol";
import {IToken} from "./IToken.sol";
import {ManagedState} from "./ManagedState.sol";

/// @title ClaimableToken
/// @notice A direct token that gives a part of its supply out to a list by itself. See {IClaimableToken}.
/// @dev The code is these instructions, the parameters of the claims (see {DropCode}), then the {CodeArguments}. CLAIMED in a balance slot says
/// that its account has claimed; like the flags of {Token} it stands beside the amount and no sum reaches it. What is taken from the
/// token itself is moved here when that is plain, as in {DirectToken}, and otherwise by a call of the token to itself, which its kind carries out.
contract ClaimableToken is DirectToken, MerkleClaims, IClaimableToken {
    uint256 private constant AMOUNT = type(uint128).max;
    uint256 private constant DELEGATED = 1 << 254;
    uint256 private constant CLAIMED = 1 << 253;
    uint256 private constant LIMIT_BYTES = 16; // behind the code of a managed token, which is the pausable kind

    /// @param kind The code that carries out what is not plain.
    constructor(address kind) DirectToken(kind) {}

    /// @dev A token takes no coins.
    receive() external payable {
        revert();
    }

    /// @inheritdoc IMerkleClaims
    function parameters() external view returns (DropParameters memory p) {
        p = DropCode.parameters(_behind());
        p.token = address(this);
    }

    /// @inheritdoc IMerkleClaims
    function subRootCount() external pure returns (uint256) {
        return DropCode.tableLength(DropCode.settings(_behind()));
    }

    /// @inheritdoc IMerkleClaims
    function indexOf(address account, uint256 amount, bytes32[] calldata proof) external pure returns (uint256) {
        uint256 behind = _behind();
        return _position(behind, DropCode.settings(behind), account, amount, proof);
    }

    /// @inheritdoc IClaimableToken
    function hasClaimed(address account) external view returns (bool) {
        return _slotOf(account) & CLAIMED != 0;
    }

    /// @notice Whether `interfaceId` is supported (ERC-165): claims, and what the token's kind supports.
    function supportsInterface(bytes4 interfaceId) external view returns (bool) {
        return interfaceId == type(IMerkleClaims).interfaceId || IToken(_kind).supportsInterface(interfaceId);
    }

    /// @inheritdoc IMerkleClaims
    function claim(uint256 amount, bytes32[] calldata proof) external {
        uint256 behind = _behind();
        _checkWindow(behind);
        _claim(msg.sender, msg.sender, amount, _position(behind, DropCode.settings(behind), msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleClaims
    function claimTo(address to, uint256 amount, bytes32[] calldata proof) external {
        uint256 behind = _behind();
        _checkWindow(behind);
        _claim(msg.sender, to, amount, _position(behind, DropCode.settings(behind), msg.sender, amount, proof));
    }

    /// @inheritdoc IMerkleClaims
    function claimFor(address account, uint256 amount, bytes32[] calldata proof) external {
        uint256 behind = _behind();
        uint256 settings = DropCode.settings(behind);
        if (!DropCode.allowsClaimFor(settings)) revert Drop_ClaimForNotAllowed();
        _checkWindow(behind);
        _claim(account, account, amount, _position(behind, settings, account, amount, proof));
    }

    /// @inheritdoc IMerkleClaims
    function claimWithAuthorization(
        address account,
        address to,
        uint256 amount,
        uint256 deadline,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external {
        // Check
        uint256 behind = _behind();
        _checkWindow(behind);
        if (block.timestamp > deadline) revert Drop_DeadlinePassed(deadline);
        uint256 index = _position(behind, DropCode.settings(behind), account, amount, proof);
        bytes32 terms = keccak256(abi.encode(CLAIM_TYPEHASH, index, account, to, amount, deadline));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", ERC20(address(this)).DOMAIN_SEPARATOR(), terms));
        if (!_hasSigned(account, digest, signature)) revert Drop_BadSignature();

        _claim(account, to, amount, index);
    }

    /// @inheritdoc IMerkleClaims
    function claimMany(ClaimRow[] calldata rows) external {
        uint256 behind = _behind();
        uint256 settings = DropCode.settings(behind);
        _checkWindow(behind);
        for (uint256 i; i < rows.length; ++i) {
            ClaimRow calldata row = rows[i];
            if (row.account != msg.sender && !DropCode.allowsClaimFor(settings)) revert Drop_ClaimForNotAllowed();
            _claim(
                row.account, row.account, row.amount, _position(behind, settings, row.account, row.amount, row.proof)
            );
        }
    }

    /// @inheritdoc IMerkleClaims
    function clawback(address to) external {
        // Check
        uint256 behind = _behind();
        if (msg.sender != DropCode.owner(behind)) revert Drop_NotOwner(msg.sender);
        (, uint64 expiry) = DropCode.window(behind);
        if (expiry == 0 || block.timestamp < expiry) revert Drop_NotExpired(expiry);
        _checkRecipient(to);

        // Effect
        uint256 amount = _slotOf(address(this)) & AMOUNT;
        emit ClawedBack(to, amount);
        _pay(to, amount);
    }

    /// @dev For a row whose proof led to `index`.
    function _claim(address account, address to, uint256 amount, uint256 index) private {
        _checkRecipient(to);
        uint256 slot = _slotOf(account);
        if (slot & CLAIMED != 0) revert Drop_AlreadyClaimed(index);
        assembly ("memory-safe") {
            sstore(account, or(slot, CLAIMED))
        }
        emit Claimed(account, to, index, amount);
        _pay(to, amount);
    }

    /// @dev Moves an amount from this token's own balance; `to` is somebody else. The token itself had its share from birth in its slot.
    function _pay(address to, uint256 amount) private {
        uint256 held = _slotOf(address(this));
        uint256 holds = _slotOf(to);
        if (amount > held & AMOUNT || (held | holds) & DELEGATED != 0 || _isPausable() && _isPaused()) {
            ERC20(address(this)).transfer(to, amount); // by the kind: with votes, or with its own error
            return;
        }
        assembly ("memory-safe") {
            sstore(address(), sub(held, amount))
            sstore(to, add(holds, amount))
            mstore(0x00, amount)
            log3(0x00, 0x20, 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef, address(), to)
        }
    }

    function _slotOf(address account) private view returns (uint256 held) {
        assembly ("memory-safe") {
            held := sload(account)
        }
    }

    function _isPaused() private view returns (bool) {
        uint256 place = ManagedState.SLOT;
        uint256 state;
        assembly ("memory-safe") {
            state := sload(place)
        }
        return state & ManagedState.PAUSED != 0;
    }

    /// @dev How many bytes stand behind the parameters of the claims.
    function _behind() private pure returns (uint256) {
        uint256 word = CodeTail.word(32);
        unchecked {
            return CodeArguments.FOOTER + (_isPausable() ? LIMIT_BYTES : 0) + CodeArguments.textBytesOf(word)
                + CodeArguments.rowsOf(word) * GenesisRows.width(CodeArguments.supplyOf(word));
        }
    }
}
