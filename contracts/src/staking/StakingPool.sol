// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Box} from "../common/Box.sol";
import {IStakingPool, StakingPoolParameters} from "./IStakingPool.sol";
import {StakingAccounts} from "./StakingAccounts.sol";
import {StakingPoolCode} from "./StakingPoolCode.sol";

/// @title StakingPool
/// @notice Staking of a token for rewards. See {IStakingPool}.
/// @dev The code of this contract is never deployed as it stands: StakingFactory puts the parameters behind it (see {StakingPoolCode}) and sets the
/// first owner.
contract StakingPool is StakingAccounts, IStakingPool {
    uint256 private constant AMOUNT = type(uint128).max;

    /// @dev Staked amount in the low 128 bits; above, as a signed number, the debt of the first reward.
    mapping(address account => mapping(uint256 tier => uint256)) private _positions;
    /// @dev Debts of the other rewards.
    mapping(address account => mapping(uint256 tier => mapping(uint256 index => int256))) private _debts;
    mapping(address account => mapping(uint256 tier => uint256)) private _lockedUntil;
    /// @dev Amount in the low 128 bits, above it from when.
    mapping(address account => uint256) private _cooling;
    /// @dev What is staked in all, cooling down included; kept where the token is also a reward.
    uint256 private _principal;

    /// @inheritdoc IStakingPool
    function parameters() external pure returns (StakingPoolParameters memory) {
        return StakingPoolCode.parameters();
    }

    /// @inheritdoc IStakingPool
    function stakeOf(address account, uint256 tier)
        external
        view
        returns (uint256 amount, uint256 lockedUntil, uint256[] memory claimable)
    {
        uint256 settings = StakingPoolCode.settings();
        uint256 weight = _weightOf(settings, tier);
        uint256 position = _positions[account][tier];
        amount = position & AMOUNT;
        lockedUntil = _lockedUntil[account][tier];
        claimable = new uint256[](StakingPoolCode.rewardCount(settings));
        (uint256 all,) = totals();
        for (uint256 i; i < claimable.length; ++i) {
            uint256 perShare = all == 0 ? _perShareStored(i) : _perShareNow(i);
            claimable[i] = _earned(amount * weight, perShare, _debtOf(account, tier, i, position));
        }
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
        _release(_withdraw(amount, tier), amount);
    }

    /// @inheritdoc IStakingPool
    function claim(uint256 tier) external returns (uint256[] memory amounts) {
        uint256 settings = StakingPoolCode.settings();
        amounts = _settle(settings, tier);
        _payAll(settings, amounts);
    }

    /// @inheritdoc IStakingPool
    function exit(uint256 tier) external returns (uint256[] memory amounts) {
        uint256 amount = _positions[msg.sender][tier] & AMOUNT;
        uint256 settings = _withdraw(amount, tier);
        amounts = _settle(settings, tier);
        _release(settings, amount);
        _payAll(settings, amounts);
    }

    /// @inheritdoc IStakingPool
    function exitWithoutRewards(uint256 tier) external {
        // Check
        uint256 settings = StakingPoolCode.settings();
        uint256 weight = _weightOf(settings, tier);
        _checkLock(tier);
        uint256 position = _positions[msg.sender][tier];
        uint256 amount = position & AMOUNT;
        if (amount == 0) revert Staking_NothingToPay();

        // Effect: amounts per share stay as they were last written down, and what they gave to this position goes back.
        uint256 count = StakingPoolCode.rewardCount(settings);
        for (uint256 i; i < count; ++i) {
            _forfeit(i, _earned(amount * weight, _perShareStored(i), _debtOf(msg.sender, tier, i, position)));
            if (i != 0) delete _debts[msg.sender][tier][i];
        }
        delete _positions[msg.sender][tier];
        _removeShares(amount * weight);
        emit RewardsForfeited(msg.sender, tier);
        emit Unstaked(msg.sender, tier, amount);

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
        _delegate(StakingPoolCode.token(settings), _boxFor(msg.sender), delegatee);
    }

    function _rewardCount() internal pure override returns (uint256) {
        return StakingPoolCode.rewardCount(StakingPoolCode.settings());
    }

    function _rewardToken(uint256 index) internal pure override returns (address) {
        return StakingPoolCode.reward(StakingPoolCode.settings(), index);
    }

    function _principalOf(address token) internal view override returns (uint256) {
        uint256 settings = StakingPoolCode.settings();
        bool apart = !StakingPoolCode.isMixed(settings) || StakingPoolCode.keepsVotes(settings);
        return apart || token != StakingPoolCode.token(settings) ? 0 : _principal;
    }

    function _stake(uint256 amount, uint256 tier) private {
        // Check
        uint256 settings = StakingPoolCode.settings();
        (uint256 lock, uint256 weight) = _tierOf(settings, tier);
        if (amount == 0 || amount > type(uint112).max) revert Staking_InvalidAmount(amount);

        // Effect
        uint256 shares = amount * weight;
        _update(shares, 0);
        uint256 position = _positions[msg.sender][tier];
        int256 debt = _debt(position) + int256(_worthUp(shares, _perShareStored(0)));
        _positions[msg.sender][tier] = _position((position & AMOUNT) + amount, debt);
        uint256 count = StakingPoolCode.rewardCount(settings);
        for (uint256 i = 1; i < count; ++i) {
            _debts[msg.sender][tier][i] += int256(_worthUp(shares, _perShareStored(i)));
        }
        if (lock != 0) _lockedUntil[msg.sender][tier] = block.timestamp + lock;
        if (StakingPoolCode.isMixed(settings)) _principal += amount;
        emit Staked(msg.sender, tier, amount);

        // Interaction: whoever is paid from within finds everything written down, and what arrives has to be exactly the stake.
        address token = StakingPoolCode.token(settings);
        _receive(token, StakingPoolCode.keepsVotes(settings) ? _boxFor(msg.sender) : address(this), amount);
    }

    /// @dev Check and effect of leaving a tier with an amount, perhaps none.
    function _withdraw(uint256 amount, uint256 tier) private returns (uint256 settings) {
        settings = StakingPoolCode.settings();
        uint256 weight = _weightOf(settings, tier);
        uint256 position = _positions[msg.sender][tier];
        uint256 staked = position & AMOUNT;
        if (amount > staked) revert Staking_MoreThanStaked(amount, staked);
        if (amount == 0) return settings;
        _checkLock(tier);

        uint256 shares = amount * weight;
        _update(0, shares);
        int256 debt = _debt(position) - int256(_worth(shares, _perShareStored(0)));
        _positions[msg.sender][tier] = _position(staked - amount, debt);
        uint256 count = StakingPoolCode.rewardCount(settings);
        for (uint256 i = 1; i < count; ++i) {
            _debts[msg.sender][tier][i] -= int256(_worth(shares, _perShareStored(i)));
        }
        emit Unstaked(msg.sender, tier, amount);
    }

    /// @dev Effect of a claim: every debt becomes what the shares are worth now. Nothing of the pool's own has to be written down for it.
    function _settle(uint256 settings, uint256 tier) private returns (uint256[] memory amounts) {
        uint256 weight = _weightOf(settings, tier);
        uint256 position = _positions[msg.sender][tier];
        uint256 shares = (position & AMOUNT) * weight;
        amounts = new uint256[](StakingPoolCode.rewardCount(settings));
        for (uint256 i; i < amounts.length; ++i) {
            uint256 worth = shares == 0 ? 0 : _worth(shares, _perShareNow(i));
            int256 debt = _debtOf(msg.sender, tier, i, position);
            if (int256(worth) <= debt) continue;
            amounts[i] = uint256(int256(worth) - debt);
            if (i == 0) _positions[msg.sender][tier] = _position(position & AMOUNT, int256(worth));
            else _debts[msg.sender][tier][i] = int256(worth);
            emit RewardPaid(msg.sender, i, amounts[i]);
        }
    }

    function _payAll(uint256 settings, uint256[] memory amounts) private {
        for (uint256 i; i < amounts.length; ++i) {
            if (amounts[i] != 0) _payReward(StakingPoolCode.reward(settings, i), msg.sender, amounts[i]);
        }
    }

    /// @dev Gives a stake back, or lets it cool down first.
    function _release(uint256 settings, uint256 amount) private {
        if (amount == 0) return;
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
    function _boxFor(address account) private returns (address box) {
        box = boxOf(account);
        if (box.code.length != 0) return box;
        new Box{salt: _boxSalt(account)}();
        address token = StakingPoolCode.token(StakingPoolCode.settings());
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

    function _tierOf(uint256 settings, uint256 tier) private pure returns (uint256 lock, uint256 weight) {
        if (tier >= StakingPoolCode.tierCount(settings)) revert Staking_NoSuchTier(tier);
        return StakingPoolCode.tier(settings, tier);
    }

    function _weightOf(uint256 settings, uint256 tier) private pure returns (uint256 weight) {
        (, weight) = _tierOf(settings, tier);
    }

    function _debtOf(address account, uint256 tier, uint256 index, uint256 position) private view returns (int256) {
        return index == 0 ? _debt(position) : _debts[account][tier][index];
    }

    function _earned(uint256 shares, uint256 perShare, int256 debt) private pure returns (uint256) {
        int256 worth = int256(_worth(shares, perShare));
        return worth > debt ? uint256(worth - debt) : 0;
    }

    /// @dev A position as it is kept.
    function _position(uint256 amount, int256 debt) private pure returns (uint256) {
        if (amount > AMOUNT) revert Staking_InvalidAmount(amount);
        if (debt != int128(debt)) revert Staking_InvalidAmount(uint256(debt));
        return amount | uint256(debt) << 128;
    }

    function _debt(uint256 position) private pure returns (int256) {
        return int256(position) >> 128;
    }

    function _boxSalt(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }
}
