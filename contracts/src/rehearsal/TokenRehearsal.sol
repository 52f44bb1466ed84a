// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Findings, ITokenRehearsal, Movement, Outcome, Trial} from "./ITokenRehearsal.sol";

/// @title TokenRehearsal
/// @notice Tries out how a token moves, before it does. See {ITokenRehearsal}.
/// @dev Stateless: it takes the place of accounts whose storage is not its own. No more of an answer is copied than is looked at.
contract TokenRehearsal is ITokenRehearsal {
    uint256 private constant ROW = 52;
    uint256 private constant REASON = 256;
    /// @dev For an approval, and for moving the whole sum: more than any sound token needs.
    uint256 private constant SUM_GAS = 3_000_000;
    uint256 private constant LOOK_GAS = 300_000;
    /// @dev Room for reporting, beside a row, its neighbour and the looks at their balances.
    uint256 private constant RESERVE = 2_000_000;

    /// @dev Native coin comes back here when it stands in the place of an account.
    receive() external payable {}

    /// @inheritdoc ITokenRehearsal
    function rehearse(Trial calldata trial) external payable returns (Findings memory findings) {
        if (trial.token == address(0)) return ITokenRehearsal(trial.holder).push{value: trial.total}(trial);
        (,, uint256 allowance) =
            _ask(trial.token, abi.encodeWithSignature("allowance(address,address)", address(this), trial.puller));
        (Movement memory approval, bool needsZero) = _approve(trial, allowance);
        Movement memory pulled =
            ITokenRehearsal(trial.puller).pull(trial.token, address(this), trial.holder, trial.total);
        if (pulled.outcome <= Outcome.MovedSilently) findings = ITokenRehearsal(trial.holder).push(trial);
        (findings.allowance, findings.approval, findings.needsZero, findings.pull) =
        (allowance, approval, needsZero, pulled);
        findings.time = block.timestamp;
    }

    /// @inheritdoc ITokenRehearsal
    function look(address token, address account) external view returns (uint256 balance, uint256 time) {
        return (_balance(token, account), block.timestamp);
    }

    /// @inheritdoc ITokenRehearsal
    function pull(address token, address from, address to, uint256 amount) external returns (Movement memory) {
        bytes memory data = abi.encodeWithSignature("transferFrom(address,address,uint256)", from, to, amount);
        return _move(token, from, to, amount, data, SUM_GAS);
    }

    /// @inheritdoc ITokenRehearsal
    function push(Trial calldata trial) external payable returns (Findings memory findings) {
        uint256 count = trial.rows.length / ROW;
        findings.outcomes = new bytes(count);
        uint256 done;
        while (done < count && gasleft() > (3 * (trial.rowGas + 2 * LOOK_GAS)) + RESERVE) {
            (address to, uint256 amount) = _row(trial.rows, done);
            Movement memory movement = _send(trial, to, amount);
            findings.outcomes[done] = bytes1(uint8(movement.outcome));
            if (movement.outcome > Outcome.MovedSilently && findings.failure.outcome == Outcome.Moved) {
                (findings.firstFailed, findings.failure) = (done, movement);
                findings.apart = _send(trial, trial.bystander, amount);
            }
            if (movement.gas > findings.mostGas) findings.mostGas = movement.gas;
            ++done;
        }
        bytes memory outcomes = findings.outcomes;
        assembly ("memory-safe") {
            mstore(outcomes, done)
        }
        findings.time = block.timestamp;
    }

    /// @dev Some tokens take an approval only when there is none.
    function _approve(Trial calldata trial, uint256 allowance)
        private
        returns (Movement memory movement, bool needsZero)
    {
        movement = _allow(trial, trial.total);
        if (movement.outcome > Outcome.MovedSilently && allowance != 0) {
            needsZero = _allow(trial, 0).outcome <= Outcome.MovedSilently;
            if (needsZero) movement = _allow(trial, trial.total);
        }
        if (movement.outcome <= Outcome.MovedSilently) {
            (,, uint256 allowed) =
                _ask(trial.token, abi.encodeWithSignature("allowance(address,address)", address(this), trial.puller));
            if (allowed != trial.total) (movement.outcome, movement.arrived) = (Outcome.OtherAmount, allowed);
        }
    }

    function _allow(Trial calldata trial, uint256 amount) private returns (Movement memory) {
        return _call(trial.token, 0, abi.encodeWithSignature("approve(address,uint256)", trial.puller, amount), SUM_GAS);
    }

    function _send(Trial calldata trial, address to, uint256 amount) private returns (Movement memory) {
        bytes memory data =
            trial.token == address(0) ? bytes("") : abi.encodeWithSignature("transfer(address,uint256)", to, amount);
        return _move(trial.token, address(this), to, amount, data, trial.rowGas);
    }

    function _move(address token, address from, address to, uint256 amount, bytes memory data, uint256 gasLimit)
        private
        returns (Movement memory movement)
    {
        (uint256 fromBefore, uint256 toBefore) = (_balance(token, from), _balance(token, to));
        movement = token == address(0) ? _call(to, amount, data, gasLimit) : _call(token, 0, data, gasLimit);
        (uint256 fromAfter, uint256 toAfter) = (_balance(token, from), _balance(token, to));
        unchecked {
            // What grew where it should have shrunk reads as a huge number.
            (movement.left, movement.arrived) = (fromBefore - fromAfter, toAfter - toBefore);
        }
        uint256 expected = from == to ? 0 : amount;
        if (movement.outcome <= Outcome.MovedSilently && (movement.left != expected || movement.arrived != expected)) {
            movement.outcome = Outcome.OtherAmount;
        }
    }

    function _call(address target, uint256 value, bytes memory data, uint256 gasLimit)
        private
        returns (Movement memory movement)
    {
        bool success;
        uint256 size;
        uint256 word;
        uint256 used = gasleft();
        assembly ("memory-safe") {
            mstore(0x00, 0)
            success := call(gasLimit, target, value, add(data, 0x20), mload(data), 0x00, 0x20)
            size := returndatasize()
            word := mload(0x00)
        }
        used -= gasleft();
        (movement.gas, movement.answered) = (used, size);
        if (!success) {
            movement.outcome = used >= gasLimit ? Outcome.UsedAllGas : Outcome.Refused;
            movement.reason = _reason();
        } else if (data.length == 0) {
            movement.outcome = Outcome.Moved;
        } else if (size == 0) {
            movement.outcome = Outcome.MovedSilently;
        } else if (size > 31 && word == 1) {
            movement.outcome = Outcome.Moved;
        } else {
            movement.outcome = size > 31 && word == 0 ? Outcome.SaidFalse : Outcome.OddAnswer;
        }
    }

    function _balance(address token, address account) private view returns (uint256 balance) {
        if (token == address(0)) return account.balance;
        (,, balance) = _ask(token, abi.encodeWithSignature("balanceOf(address)", account));
    }

    function _ask(address token, bytes memory data) private view returns (bool success, uint256 size, uint256 word) {
        assembly ("memory-safe") {
            mstore(0x00, 0)
            success := staticcall(LOOK_GAS, token, add(data, 0x20), mload(data), 0x00, 0x20)
            size := returndatasize()
            word := mul(mload(0x00), and(success, gt(size, 0x1f)))
        }
    }

    /// @dev The beginning of what the last call answered with.
    function _reason() private pure returns (bytes memory reason) {
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, REASON) { size := REASON }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 0x20), 0x00, size)
            mstore(0x40, add(add(reason, 0x20), REASON))
        }
    }

    function _row(bytes calldata rows, uint256 position) private pure returns (address to, uint256 amount) {
        assembly ("memory-safe") {
            let place := add(rows.offset, mul(position, ROW))
            to := shr(96, calldataload(place))
            amount := calldataload(add(place, 20))
        }
    }
}
