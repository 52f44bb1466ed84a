// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Box} from "../common/Box.sol";
import {IStakingPool} from "./IStakingPool.sol";
import {StakingAccounts} from "./StakingAccounts.sol";
import {StakingPoolCode} from "./StakingPoolCode.sol";

/// @title StakingPool
/// @notice Staking of a token for rewards. See {IStakingPool}.
/// @dev The code of this contract is never deployed as it stands: StakingFactory puts the parameters behind it (see {StakingPoolCode}) and sets the
/// first owner.
contract StakingPool is StakingAccounts, IStakingPool {
    uint256 private constant MAX_STAKE = type(uint112).max;

    mapping(address account => mapping(uint256 tier => uint256)) private _lockedUntil;
    /// @dev Amount in the low 128 bits, above it from when.
    mapping(address account => uint256) private _cooling;
    /// @dev What is staked in all, cooling down included; kept where the token is also a reward.
    uint256 private _principal;

    /// @inheritdoc IStakingPool
    function stakeOf(address account, uint256 tier)
        external
        view
        returns (uint256 amount, uint256 lockedUntil, uint256[] memory claimable)
    {
        claimable = _claimableOf(StakingPoolCode.settings(), account, tier);
        return (_staked(account, tier), _lockedUntil[account][tier], claimable);
    }

    /// @inheritdoc IStakingPool
    function coolingOf(address account) external view returns (uint256 amount, uint256 readyAt) {
        uint256 cooling = _cooling[account];
        return (cooling & AMOUNT, cooling >> 128);
    }

    /// @inheritdoc IStakingPool
    function boxOf(address account) public view returns (address) {
        bytes32 hash = keccak256(
            abi.encodePacked(bytes1(0xff), address(this), _boxSalt(account), keccak256(type(Box).creationCode))
        );
        return address(uint160(uint256(hash)));
    }

    /// @inheritdoc IStakingPool
    function stake(uint256 amount, uint256 tier) external {
        _stake(amount, tier);
    }

    /// @inheritdoc IStakingPool
    function stakeWithPermit(uint256 amount, uint256 tier, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        address token = StakingPoolCode.token(StakingPoolCode.settings());
        // permit(address,address,uint256,uint256,uint8,bytes32,bytes32); whether it was good shows when the tokens are moved.
        (bool ignored,) =
            token.call(abi.encodeWithSelector(0xd505accf, msg.sender, address(this), amount, deadline, v, r, s));
        ignored;
        _stake(amount, tier);
    }

    /// @inheritdoc IStakingPool
    function withdraw(uint256 amount, uint256 tier) external {
        if (amount == 0) revert Staking_InvalidAmount(amount);
        uint256 settings = StakingPoolCode.settings();
        uint256 weight = _weightOf(settings, tier);
        _checkLock(tier);
        _leave(settings, tier, amount, weight);
        _release(settings, amount);
    }

    /// @inheritdoc IStakingPool
    function exit(uint256 tier) external {
        uint256 settings = StakingPoolCode.settings();
        uint256 weight = _weightOf(settings, tier);
        uint256 amount = _staked(msg.sender, tier);
        if (amount != 0) {
            _checkLock(tier);
            _leave(settings, tier, amount, weight);
            _release(settings, amount);
        }
        // Whoever is called by the stake's token finds the rewards still to be claimed, once.
        _payAll(settings, tier, weight);
    }

    /// @inheritdoc IStakingPool
    function exitWithoutRewards(uint256 tier) external {
        // Check
        uint256 settings = StakingPoolCode.settings();
        uint256 weight = _weightOf(settings, tier);
        _checkLock(tier);
        uint256 amount = _staked(msg.sender, tier);
        if (amount == 0) revert Staking_NothingToPay();

        // Effect
        _forfeit(settings, tier, amount, weight);

        // Interaction
        _release(settings, amount);
    }

    /// @inheritdoc IStakingPool
    function collect() external returns (uint256 amount) {
        // Check
        uint256 cooling = _cooling[msg.sender];
        amount = cooling & AMOUNT;
        if (amount == 0) revert Staking_NothingToPay();
        if (block.timestamp < cooling >> 128) revert Staking_CoolingDown(cooling >> 128);

        // Effect
        delete _cooling[msg.sender];

        // Interaction
        _return(StakingPoolCode.settings(), amount);
    }

    /// @inheritdoc IStakingPool
    function delegate(address delegatee) external {
        uint256 settings = StakingPoolCode.settings();
        if (!StakingPoolCode.keepsVotes(settings)) revert Staking_NoVotes();
        address token = StakingPoolCode.token(settings);
        _delegate(token, _boxFor(token, msg.sender), delegatee);
    }

    function _principalOf(uint256 settings, address token) internal view override returns (uint256) {
        if (!StakingPoolCode.isMixed(settings) || StakingPoolCode.keepsVotes(settings)) return 0;
        return token == StakingPoolCode.token(settings) ? _principal : 0;
    }

    function _stake(uint256 amount, uint256 tier) private {
        // Check
        uint256 settings = StakingPoolCode.settings();
        (uint256 lock, uint256 weight) = _tierOf(settings, tier);
        if (amount == 0 || amount > MAX_STAKE) revert Staking_InvalidAmount(amount);

        // Effect
        _enter(settings, tier, amount, weight);
        if (lock != 0) _lockedUntil[msg.sender][tier] = block.timestamp + lock;
        if (StakingPoolCode.isMixed(settings)) _principal += amount;

        // Interaction: whoever is paid from within finds everything written down, and what arrives has to be exactly the stake.
        address token = StakingPoolCode.token(settings);
        _receive(token, StakingPoolCode.keepsVotes(settings) ? _boxFor(token, msg.sender) : address(this), amount);
    }

    /// @dev Gives a stake back, or lets it cool down first.
    function _release(uint256 settings, uint256 amount) private {
        uint256 cooldown = StakingPoolCode.cooldown(settings);
        if (cooldown == 0) return _return(settings, amount);
        uint256 sum = (_cooling[msg.sender] & AMOUNT) + amount;
        uint256 readyAt = block.timestamp + cooldown;
        _cooling[msg.sender] = sum | (readyAt << 128);
        emit Cooling(msg.sender, sum, readyAt);
    }

    function _return(uint256 settings, uint256 amount) private {
        address token = StakingPoolCode.token(settings);
        if (StakingPoolCode.isMixed(settings)) _principal -= amount;
        if (!StakingPoolCode.keepsVotes(settings)) {
            SafeTransferLib.safeTransfer(token, msg.sender, amount);
            return;
        }
        // transfer(address,uint256)
        (bool done, bytes memory answer) =
            boxOf(msg.sender).call(abi.encodePacked(token, abi.encodeWithSelector(0xa9059cbb, msg.sender, amount)));
        if (!done || (answer.length != 0 && (answer.length < 32 || abi.decode(answer, (uint256)) != 1))) {
            revert Staking_TokenRefused();
        }
    }

    /// @dev The box of an account, made when it is needed first; its votes then go where the account's own go.
    function _boxFor(address token, address account) private returns (address box) {
        box = boxOf(account);
        if (box.code.length != 0) return box;
        new Box{salt: _boxSalt(account)}();
        // delegates(address)
        (bool done, bytes memory answer) = token.staticcall(abi.encodeWithSelector(0x587cde1e, account));
        address delegatee = done && answer.length == 32 ? address(uint160(uint256(bytes32(answer)))) : address(0);
        _delegate(token, box, delegatee == address(0) ? account : delegatee);
    }

    function _delegate(address token, address box, address delegatee) private {
        emit VotesDelegated(msg.sender, delegatee);
        // delegate(address)
        (bool done,) = box.call(abi.encodePacked(token, abi.encodeWithSelector(0x5c19a95c, delegatee)));
        if (!done) revert Staking_TokenRefused();
    }

    function _checkLock(uint256 tier) private view {
        uint256 until = _lockedUntil[msg.sender][tier];
        if (block.timestamp < until) revert Staking_Locked(until);
    }

    function _boxSalt(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }
}
