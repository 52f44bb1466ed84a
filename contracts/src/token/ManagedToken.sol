// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CodeArguments} from "./CodeArguments.sol";
import {IManagedToken} from "./IManagedToken.sol";
import {IToken} from "./IToken.sol";
import {ManagedState} from "./ManagedState.sol";
import {Powers} from "./Powers.sol";
import {Token} from "./Token.sol";

/// @title ManagedToken
/// @notice A token that its owner manages. See {IManagedToken}.
/// @dev `extra` of its {CodeArguments} is the limit, 16 bytes, below 2^127. The supply slot holds, once written: a flag in bit 255, what can
/// still be made in the 127 bits below, the supply in the low 128.
contract ManagedToken layout at 0x4d616e61676564_0000000000000000000000000000000000000000000000
    is
    Token,
    IManagedToken
{
    uint256 private constant LIMIT_BYTES = 16;
    uint256 private constant ALL = Powers.MINT | Powers.PAUSE | Powers.DESCRIBE | Powers.HANDOVER;
    uint256 private constant WRITTEN = 1 << 255;

    uint256 private _supplyAndRoom;
    string private _description;

    /// @inheritdoc IManagedToken
    address public pendingOwner;

    /// @inheritdoc IToken
    function powers() external view override(Token, IToken) returns (uint256 bits, address holder) {
        holder = owner();
        bits = holder == address(0) ? 0 : ALL & ~(_state() >> ManagedState.GIVEN_UP);
        if (mintable() == 0) bits &= ~Powers.MINT;
        if (bits == 0) holder = address(0);
    }

    /// @inheritdoc IManagedToken
    function owner() public view returns (address) {
        uint256 state = _state();
        return state >= ManagedState.CHANGED ? address(uint160(state)) : ownerOfRecord();
    }

    /// @inheritdoc IManagedToken
    function paused() public view returns (bool) {
        return _state() & ManagedState.PAUSED != 0;
    }

    /// @inheritdoc IManagedToken
    function mintable() public view returns (uint256 room) {
        (, room) = _supply();
    }

    /// @inheritdoc Token
    function totalSupply() public view override returns (uint256 supply) {
        (supply,) = _supply();
    }

    /// @inheritdoc IToken
    function contractURI() public view override(Token, IToken) returns (string memory) {
        return bytes(_description).length != 0 ? _description : super.contractURI();
    }

    /// @inheritdoc IManagedToken
    function mint(address to, uint256 amount) external {
        // Check
        _require(Powers.MINT);
        _requireNotPaused();
        if (to == address(0)) revert ManagedToken_ZeroRecipient();
        (uint256 supply, uint256 room) = _supply();
        if (amount > room) revert ManagedToken_LimitExceeded(amount, room);

        // Effect
        unchecked {
            _setSupply(supply + amount, room - amount);
        }
        assembly ("memory-safe") {
            sstore(to, add(sload(to), amount))
        }
        emit Transfer(address(0), to, amount);
    }

    /// @inheritdoc IManagedToken
    function burn(uint256 amount) external {
        _destroy(msg.sender, amount);
    }

    /// @inheritdoc IManagedToken
    function burnFrom(address from, uint256 amount) external {
        _spendAllowance(from, msg.sender, amount);
        _destroy(from, amount);
    }

    /// @inheritdoc IManagedToken
    function pause() external {
        _require(Powers.PAUSE);
        _requireNotPaused();
        _setState(_state() | ManagedState.PAUSED);
        emit Paused(msg.sender);
    }

    /// @inheritdoc IManagedToken
    function unpause() external {
        _require(Powers.PAUSE);
        if (!paused()) revert ManagedToken_NotPaused();
        _setState(_state() & ~ManagedState.PAUSED);
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IManagedToken
    function setContractURI(string calldata uri) external {
        _require(Powers.DESCRIBE);
        _description = uri;
        emit ContractURIUpdated();
    }

    /// @inheritdoc IManagedToken
    function giveUp(uint256 bits) external {
        _requireOwner();
        _requireNotPaused();
        bits &= ALL;
        _setState(_state() | bits << ManagedState.GIVEN_UP);
        if (bits & Powers.HANDOVER != 0) delete pendingOwner;
        emit PowersGivenUp(bits);
    }

    /// @inheritdoc IManagedToken
    function transferOwnership(address newOwner) external {
        _require(Powers.HANDOVER);
        pendingOwner = newOwner;
        emit OwnershipTransferStarted(msg.sender, newOwner);
    }

    /// @inheritdoc IManagedToken
    function acceptOwnership() external {
        if (msg.sender != pendingOwner) revert ManagedToken_NotPendingOwner(msg.sender);
        _setOwner(msg.sender);
    }

    /// @inheritdoc IManagedToken
    function renounceOwnership() external {
        _requireOwner();
        _requireNotPaused();
        _setOwner(address(0));
    }

    function _move(address from, address to, uint256 amount) internal override returns (uint256) {
        _requireNotPaused();
        if (to == address(0)) revert ManagedToken_ZeroRecipient();
        return super._move(from, to, amount);
    }

    function _moveMany(address from, bytes calldata rows) internal override returns (uint256 total, uint256 flags) {
        _requireNotPaused();
        (total, flags) = super._moveMany(from, rows);
        for (uint256 place; place < rows.length; place += ROW_BYTES) {
            if (bytes20(rows[place:]) == 0) revert ManagedToken_ZeroRecipient();
        }
    }

    function _fixedBytes() internal pure override returns (uint256) {
        return CodeArguments.FOOTER + LIMIT_BYTES;
    }

    function _destroy(address from, uint256 amount) private {
        // Check
        _requireNotPaused();
        uint256 held = _slotOf(from);
        if (amount > held & AMOUNT) held = _materialised(from, held, amount);
        (uint256 supply, uint256 room) = _supply();

        // Effect
        unchecked {
            _setSupply(supply - amount, room);
        }
        assembly ("memory-safe") {
            sstore(from, sub(held, amount))
        }
        emit Transfer(from, address(0), amount);
    }

    function _supply() private view returns (uint256 supply, uint256 room) {
        uint256 written = _supplyAndRoom;
        if (written >= WRITTEN) return (written & AMOUNT, (written ^ WRITTEN) >> 128);
        supply = super.totalSupply();
        unchecked {
            room = uint128(bytes16(CodeArguments.slice(_fixedBytes(), LIMIT_BYTES))) - supply;
        }
    }

    function _setSupply(uint256 supply, uint256 room) private {
        _supplyAndRoom = WRITTEN | room << 128 | supply;
    }

    function _setOwner(address newOwner) private {
        address previous = owner();
        delete pendingOwner;
        _setState(_state() >> 160 << 160 | ManagedState.CHANGED | uint160(newOwner));
        emit OwnershipTransferred(previous, newOwner);
    }

    function _requireOwner() private view {
        if (msg.sender != owner()) revert ManagedToken_NotAllowed(msg.sender, 0);
    }

    function _require(uint256 power) private view {
        if (msg.sender != owner() || _state() >> ManagedState.GIVEN_UP & power != 0) {
            revert ManagedToken_NotAllowed(msg.sender, power);
        }
    }

    function _requireNotPaused() private view {
        if (paused()) revert ManagedToken_Paused();
    }

    function _state() private view returns (uint256 state) {
        uint256 slot = ManagedState.SLOT;
        assembly ("memory-safe") {
            state := sload(slot)
        }
    }

    function _setState(uint256 state) private {
        uint256 slot = ManagedState.SLOT;
        assembly ("memory-safe") {
            sstore(slot, state)
        }
    }
}
