// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICollection} from "./ICollection.sol";
import {INftStakingPool} from "./INftStakingPool.sol";
import {StakingAccounts} from "./StakingAccounts.sol";
import {StakingPoolCode} from "./StakingPoolCode.sol";

/// @title NftStakingPool
/// @notice Staking of NFTs for rewards. See {INftStakingPool}.
/// @dev Never deployed as it stands, as StakingPool.
contract NftStakingPool is StakingAccounts, INftStakingPool {
    /// @dev Account in the low 160 bits, 40 bits until when it is locked, the tier above.
    mapping(uint256 id => uint256) private _items;

    /// @inheritdoc INftStakingPool
    function itemOf(uint256 id) external view returns (address account, uint256 tier, uint256 lockedUntil) {
        uint256 item = _items[id];
        return (address(uint160(item)), item >> 200, uint40(item >> 160));
    }

    /// @inheritdoc INftStakingPool
    function stakeOf(address account, uint256 tier) external view returns (uint256 count, uint256[] memory claimable) {
        claimable = _claimableOf(StakingPoolCode.settings(), account, tier);
        return (_staked(account, tier), claimable);
    }

    /// @inheritdoc INftStakingPool
    function stake(uint256[] calldata ids, uint256 tier) external {
        // Check and Effect
        uint256 settings = StakingPoolCode.settings();
        (uint256 lock, uint256 weight) = _tierOf(settings, tier);
        if (ids.length == 0) revert Staking_InvalidAmount(0);
        uint256 until = lock == 0 ? 0 : block.timestamp + lock;
        uint256 item = uint160(msg.sender) | (until << 160) | (tier << 200);
        for (uint256 i; i < ids.length; ++i) {
            if (_items[ids[i]] != 0) revert Staking_AlreadyStaked(ids[i]);
            _items[ids[i]] = item;
            emit NftMoved(ids[i], msg.sender);
        }
        _enter(settings, tier, ids.length, weight);

        // Interaction
        ICollection collection = ICollection(StakingPoolCode.token(settings));
        for (uint256 i; i < ids.length; ++i) {
            collection.transferFrom(msg.sender, address(this), ids[i]);
            if (collection.ownerOf(ids[i]) != address(this)) revert Staking_NotReceived(ids[i]);
        }
    }

    /// @inheritdoc INftStakingPool
    function withdraw(uint256[] calldata ids, uint256 tier) external {
        _withdraw(StakingPoolCode.settings(), ids, tier);
    }

    /// @inheritdoc INftStakingPool
    function exit(uint256[] calldata ids, uint256 tier) external {
        uint256 settings = StakingPoolCode.settings();
        _payAll(settings, tier, _withdraw(settings, ids, tier));
    }

    function _principalOf(uint256, address) internal pure override returns (uint256) {
        return 0;
    }

    function _withdraw(uint256 settings, uint256[] calldata ids, uint256 tier) private returns (uint256 weight) {
        // Check and Effect
        weight = _weightOf(settings, tier);
        if (ids.length == 0) revert Staking_InvalidAmount(0);
        for (uint256 i; i < ids.length; ++i) {
            uint256 item = _items[ids[i]];
            if (address(uint160(item)) != msg.sender || item >> 200 != tier) revert Staking_NotStaked(ids[i]);
            if (block.timestamp < uint40(item >> 160)) revert Staking_Locked(uint40(item >> 160));
            delete _items[ids[i]];
            emit NftMoved(ids[i], address(0));
        }
        _leave(settings, tier, ids.length, weight);

        // Interaction: not by safeTransferFrom, which the receiver could fail.
        ICollection collection = ICollection(StakingPoolCode.token(settings));
        for (uint256 i; i < ids.length; ++i) {
            collection.transferFrom(address(this), msg.sender, ids[i]);
        }
    }
}
