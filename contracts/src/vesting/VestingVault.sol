// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {Code} from "../common/Code.sol";
import {Domain} from "../common/Domain.sol";
import {Transfers} from "../common/Transfers.sol";
import {IVestingVault, Schedule} from "./IVestingVault.sol";
import {Box} from "../common/Box.sol";
import {VestingCurve} from "./VestingCurve.sol";

/// @title VestingVault
/// @notice Vesting schedules of any shape. See {IVestingVault}.
/// @dev Invariants: what a schedule paid is at most what it promises and at most what has vested; for each token the vault holds at least what its
/// schedules without a box still owe, and each box what its own does; a schedule is opened once.
contract VestingVault is IVestingVault {
    using VestingCurve for uint256[];

    bytes32 private constant DOMAIN_NAME = keccak256("Bursar VestingVault");
    bytes32 private constant REASSIGN_TYPEHASH = keccak256("Reassign(bytes32 id,address to,uint256 deadline)");

    /// @dev A state: what was withdrawn in bits 0–119, what is promised in bits 120–239, flags above. Zero: never opened.
    uint256 private constant AMOUNT = (1 << 120) - 1;
    uint256 private constant PROMISED = 120;
    uint256 private constant OPEN = 1 << 255;
    uint256 private constant BOXED = 1 << 254;
    uint256 private constant REVOKED = 1 << 253;
    uint256 private constant LEFT = 1 << 252;

    /// @dev What paying a recipient may cost while a schedule is revoked.
    uint256 private constant TRY_GAS = 300_000;

    mapping(bytes32 id => uint256) private _states;

    /// @inheritdoc IVestingVault
    function create(Schedule[] calldata schedules) external returns (bytes32[] memory ids) {
        ids = new bytes32[](schedules.length);
        for (uint256 i; i < schedules.length;) {
            // Check and Effect: of all that follow each other in the same token.
            address token = schedules[i].token;
            uint256 sum;
            do {
                uint256 total;
                (ids[i], total) = _register(schedules[i], OPEN);
                sum += total;
                ++i;
            } while (i < schedules.length && schedules[i].token == token);

            // Interaction
            _pull(token, sum);
        }
    }

    /// @inheritdoc IVestingVault
    function open(Schedule calldata schedule) external returns (bytes32 id) {
        // Check and Effect
        uint256 total;
        (id, total) = _register(schedule, OPEN | BOXED);

        // Interaction
        _checkFunded(schedule.token, _makeBox(_keyOf(schedule, schedule.recipient)), total);
    }

    /// @inheritdoc IVestingVault
    function withdraw(Schedule calldata schedule) external returns (uint256 amount) {
        (bytes32 id, uint256 state) = _ofRecipient(schedule);
        amount = _available(schedule, state);
        if (amount == 0) revert VestingVault_NothingVested(id);
        _pay(schedule, id, state, msg.sender, amount);
    }

    /// @inheritdoc IVestingVault
    function withdrawTo(Schedule calldata schedule, address to, uint256 amount) external {
        (bytes32 id, uint256 state) = _ofRecipient(schedule);
        _checkRecipient(to, boxOf(schedule));
        if (amount == 0) revert VestingVault_NothingVested(id);
        uint256 available = _available(schedule, state);
        if (amount > available) revert VestingVault_MoreThanVested(amount, available);
        _pay(schedule, id, state, to, amount);
    }

    /// @inheritdoc IVestingVault
    function withdrawMany(Schedule[] calldata schedules) external returns (uint256[] memory amounts) {
        amounts = new uint256[](schedules.length);
        for (uint256 i; i < schedules.length; ++i) {
            (bytes32 id, uint256 state) = _ofRecipient(schedules[i]);
            uint256 amount = _available(schedules[i], state);
            amounts[i] = amount;
            if (amount != 0) _pay(schedules[i], id, state, msg.sender, amount);
        }
    }

    /// @inheritdoc IVestingVault
    function revoke(Schedule calldata schedule) external returns (uint256 returned) {
        // Check
        (bytes32 id, uint256 state) = _ofOpen(schedule);
        if (msg.sender != schedule.revoker) revert VestingVault_NotRevoker(msg.sender);
        uint256 vested = schedule.points.vestedAt(block.timestamp);
        returned = schedule.points.totalOf() - vested;
        if (state & REVOKED != 0 || returned == 0) revert VestingVault_NothingToRevoke(id);

        // Effect
        uint256 withdrawn = state & AMOUNT;
        state = (state & (OPEN | BOXED)) | REVOKED | (vested << PROMISED);
        _states[id] = state | vested;
        emit Revoked(id, vested, returned);

        // Interaction: a token that will not pay the recipient cannot keep the rest from the revoker.
        if (vested != withdrawn) {
            if (_send(schedule, state, schedule.recipient, vested - withdrawn, TRY_GAS)) {
                emit Withdrawn(id, schedule.recipient, vested - withdrawn);
            } else {
                _states[id] = state | withdrawn;
            }
        }
        _sendOrRevert(schedule, state, msg.sender, returned);
    }

    /// @inheritdoc IVestingVault
    function reassign(
        Schedule calldata schedule,
        address to,
        uint256 deadline,
        bytes calldata recipientSignature,
        bytes calldata toSignature
    ) external returns (bytes32 newId) {
        // Check
        (bytes32 id, uint256 state) = _ofOpen(schedule);
        bytes32 newKey = _keyOf(schedule, to);
        newId = _idOf(schedule.token, newKey);
        _checkRecipient(to, _boxAt(newKey));
        if (_states[newId] != 0) revert VestingVault_AlreadyOpened(newId);
        if (block.timestamp > deadline) revert VestingVault_DeadlinePassed(deadline);
        bytes32 digest = Domain.digest(DOMAIN_NAME, keccak256(abi.encode(REASSIGN_TYPEHASH, id, to, deadline)));
        _checkConsent(schedule.recipient, digest, recipientSignature);
        _checkConsent(to, digest, toSignature);

        // Effect
        _states[id] = LEFT;
        _states[newId] = state;
        emit Reassigned(id, newId, to);

        // Interaction: from box to box. What is in a box never joins what is in the vault, where a token that keeps a fee would make others short.
        if (state & BOXED != 0) {
            address box = _makeBox(newKey);
            uint256 owed = _owed(state);
            if (owed != 0) _sendOrRevert(schedule, state, box, owed);
            _checkFunded(schedule.token, box, owed);
        }
    }

    /// @inheritdoc IVestingVault
    function delegate(Schedule calldata schedule, address delegatee) external {
        // Check
        (bytes32 id, uint256 state) = _ofRecipient(schedule);

        // Effect
        _states[id] = state | BOXED;
        emit VotesDelegated(id, delegatee);

        // Interaction
        address box = _makeBox(_keyOf(schedule, schedule.recipient));
        if (state & BOXED == 0) {
            uint256 owed = _owed(state);
            if (owed != 0) SafeTransferLib.safeTransfer(schedule.token, box, owed);
            _checkFunded(schedule.token, box, owed);
        }
        // delegate(address)
        bytes memory order = abi.encodePacked(schedule.token, abi.encodeWithSelector(0x5c19a95c, delegatee));
        (bool done,,) = _command(box, order, gasleft());
        if (!done) revert VestingVault_TokenRefused(schedule.token);
    }

    /// @inheritdoc IVestingVault
    function paySurplus(Schedule calldata schedule) external returns (uint256 amount) {
        // Check
        bytes32 key = _keyOf(schedule, schedule.recipient);
        bytes32 id = _idOf(schedule.token, key);
        uint256 state = _states[id];
        if (state == 0) revert VestingVault_NotOpen(id);
        uint256 owed = state & BOXED == 0 ? 0 : _owed(state);
        uint256 balance = SafeTransferLib.balanceOf(schedule.token, _makeBox(key));
        if (balance <= owed) revert VestingVault_NoSurplus(id);

        // Effect
        amount = balance - owed;
        emit SurplusPaid(id, schedule.recipient, amount);

        // Interaction
        _sendOrRevert(schedule, BOXED, schedule.recipient, amount);
    }

    /// @inheritdoc IVestingVault
    function idOf(Schedule calldata schedule) external pure returns (bytes32) {
        return _idOf(schedule.token, _keyOf(schedule, schedule.recipient));
    }

    /// @inheritdoc IVestingVault
    function boxOf(Schedule calldata schedule) public view returns (address) {
        return _boxAt(_keyOf(schedule, schedule.recipient));
    }

    /// @inheritdoc IVestingVault
    function vestedAt(Schedule calldata schedule, uint256 time) external view returns (uint256) {
        (, uint256 state) = _ofOpen(schedule);
        return _vested(schedule, state, time);
    }

    /// @inheritdoc IVestingVault
    function stateOf(bytes32 id)
        external
        view
        returns (bool opened, uint256 promised, uint256 withdrawn, bool boxed, bool revoked)
    {
        uint256 state = _states[id];
        return (state & OPEN != 0, _promised(state), state & AMOUNT, state & BOXED != 0, state & REVOKED != 0);
    }

    /// @inheritdoc IVestingVault
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        return Domain.fields("Bursar VestingVault");
    }

    /// @dev Checks a schedule and notes that it is open.
    function _register(Schedule calldata schedule, uint256 flags) private returns (bytes32 id, uint256 total) {
        if (!Code.isContract(schedule.token)) revert VestingVault_TokenNotAContract(schedule.token);
        total = schedule.points.check();
        bytes32 key = _keyOf(schedule, schedule.recipient);
        _checkRecipient(schedule.recipient, _boxAt(key));
        id = _idOf(schedule.token, key);
        if (_states[id] != 0) revert VestingVault_AlreadyOpened(id);
        _states[id] = flags | (total << PROMISED);
        emit ScheduleOpened(id, schedule.recipient, schedule.token, msg.sender, schedule);
    }

    function _pull(address token, uint256 sum) private {
        uint256 before = SafeTransferLib.balanceOf(token, address(this));
        SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), sum);
        uint256 balance = SafeTransferLib.balanceOf(token, address(this));
        uint256 received = balance > before ? balance - before : 0;
        if (received != sum) revert VestingVault_FeeOnTransfer(sum, received);
    }

    /// @dev Effect and interaction of a withdrawal.
    function _pay(Schedule calldata schedule, bytes32 id, uint256 state, address to, uint256 amount) private {
        unchecked {
            _states[id] = state + amount;
        }
        emit Withdrawn(id, to, amount);
        _sendOrRevert(schedule, state, to, amount);
    }

    function _sendOrRevert(Schedule calldata schedule, uint256 state, address to, uint256 amount) private {
        if (state & BOXED == 0) SafeTransferLib.safeTransfer(schedule.token, to, amount);
        else if (!_send(schedule, state, to, amount, gasleft())) revert VestingVault_TokenRefused(schedule.token);
    }

    /// @dev Pays from where the tokens of a schedule are. The token took it if its call succeeded and returned either nothing or a word that is 1.
    function _send(Schedule calldata schedule, uint256 state, address to, uint256 amount, uint256 gasLimit)
        private
        returns (bool success)
    {
        if (state & BOXED == 0) return Transfers.send(schedule.token, to, amount, gasLimit);
        // transfer(address,uint256)
        bytes memory order = abi.encodePacked(schedule.token, abi.encodeWithSelector(0xa9059cbb, to, amount));
        uint256 size;
        bytes32 answer;
        (success, size, answer) = _command(boxOf(schedule), order, gasLimit);
        if (size != 0) success = success && size >= 32 && uint256(answer) == 1;
    }

    /// @dev Has a box make a call: the target, then its data. At most one word of the answer is copied.
    function _command(address box, bytes memory order, uint256 gasLimit)
        private
        returns (bool done, uint256 size, bytes32 answer)
    {
        assembly ("memory-safe") {
            done := call(gasLimit, box, 0, add(order, 0x20), mload(order), 0x00, 0x20)
            size := returndatasize()
            answer := mload(0x00)
        }
    }

    /// @dev The box of a key, made when it is needed first.
    function _makeBox(bytes32 key) private returns (address box) {
        box = _boxAt(key);
        if (box.code.length == 0) new Box{salt: key}();
    }

    function _boxAt(bytes32 key) private view returns (address) {
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(this), key, keccak256(type(Box).creationCode)));
        return address(uint160(uint256(hash)));
    }

    function _checkFunded(address token, address box, uint256 owed) private view {
        uint256 balance = SafeTransferLib.balanceOf(token, box);
        if (balance < owed) revert VestingVault_Underfunded(balance, owed);
    }

    /// @dev A party agrees by calling, or by a signature: of its key, also when it delegates (EIP-7702), or by ERC-1271.
    function _checkConsent(address party, bytes32 digest, bytes calldata signature) private view {
        if (msg.sender == party) return;
        if (ECDSA.tryRecoverCalldata(digest, signature) == party) return;
        if (SignatureCheckerLib.isValidERC1271SignatureNowCalldata(party, digest, signature)) return;
        revert VestingVault_BadSignature(party);
    }

    function _ofRecipient(Schedule calldata schedule) private view returns (bytes32 id, uint256 state) {
        if (msg.sender != schedule.recipient) revert VestingVault_NotRecipient(msg.sender);
        return _ofOpen(schedule);
    }

    function _ofOpen(Schedule calldata schedule) private view returns (bytes32 id, uint256 state) {
        id = _idOf(schedule.token, _keyOf(schedule, schedule.recipient));
        state = _states[id];
        if (state & OPEN == 0) revert VestingVault_NotOpen(id);
    }

    function _available(Schedule calldata schedule, uint256 state) private view returns (uint256) {
        unchecked {
            return _vested(schedule, state, block.timestamp) - (state & AMOUNT);
        }
    }

    function _vested(Schedule calldata schedule, uint256 state, uint256 time) private pure returns (uint256 vested) {
        vested = schedule.points.vestedAt(time);
        uint256 promised = _promised(state);
        if (vested > promised) vested = promised;
    }

    function _promised(uint256 state) private pure returns (uint256) {
        return (state >> PROMISED) & AMOUNT;
    }

    function _owed(uint256 state) private pure returns (uint256) {
        unchecked {
            return _promised(state) - (state & AMOUNT);
        }
    }

    function _checkRecipient(address to, address box) private view {
        if (to == address(0) || to == address(this) || to == box) revert VestingVault_InvalidRecipient(to);
    }

    function _idOf(address token, bytes32 key) private pure returns (bytes32) {
        return keccak256(abi.encode(token, key));
    }

    /// @dev All that a schedule says but its token. Every part has its own place in what is hashed, so no two keys are alike.
    function _keyOf(Schedule calldata schedule, address recipient) private pure returns (bytes32) {
        bytes32 curve = keccak256(abi.encodePacked(schedule.points));
        return keccak256(abi.encode(recipient, schedule.revoker, schedule.salt, curve));
    }
}
