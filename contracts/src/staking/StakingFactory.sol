// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Code} from "../common/Code.sol";
import {Initcode} from "../common/Initcode.sol";
import {IStakingFactory} from "./IStakingFactory.sol";
import {StakingPoolParameters} from "./IStakingPool.sol";
import {StakingPool} from "./StakingPool.sol";
import {StakingPoolCode} from "./StakingPoolCode.sol";

/// @title StakingFactory
/// @notice Creates staking pools. See {IStakingFactory}.
contract StakingFactory is IStakingFactory {
    uint256 private constant CODE_LIMIT = 24_576; // EIP-170; looked at before CREATE2, which would burn nearly all gas to find out
    uint256 private constant MOST = 8;
    uint256 private constant MAX_WEIGHT = 10_000;
    uint256 private constant MAX_LOCK = 3_653 days;
    uint256 private constant MAX_COOLDOWN = 366 days;

    mapping(bytes32 key => address pool) private _pools;

    /// @inheritdoc IStakingFactory
    function poolOf(address creator, bytes32 salt) external view returns (address) {
        return _pools[_keyOf(creator, salt)];
    }

    /// @inheritdoc IStakingFactory
    function predictStakingPool(StakingPoolParameters calldata p, address creator, bytes32 salt)
        external
        view
        returns (address)
    {
        bytes32 hash = keccak256(
            abi.encodePacked(bytes1(0xff), address(this), _keyOf(creator, salt), keccak256(_initcode(p)))
        );
        return address(uint160(uint256(hash)));
    }

    /// @inheritdoc IStakingFactory
    function createStakingPool(StakingPoolParameters calldata p, bytes32 salt) external returns (address pool) {
        // Check
        _check(p);
        bytes32 key = _keyOf(msg.sender, salt);
        if (_pools[key] != address(0)) revert StakingFactory_AlreadyCreated(_pools[key]);

        // Effect: the new code calls nobody.
        bytes memory initcode = _initcode(p);
        assembly ("memory-safe") {
            pool := create2(0, add(initcode, 0x20), mload(initcode), key)
        }
        if (pool == address(0)) revert StakingFactory_NotCreated();
        _pools[key] = pool;
        emit StakingPoolCreated(pool, p.token, msg.sender, salt, p);
    }

    function _check(StakingPoolParameters calldata p) private view {
        if (!Code.isContract(p.token)) revert StakingFactory_TokenNotAContract(p.token);
        if (p.owner == address(0)) revert StakingFactory_ZeroOwner();
        uint256 count = p.rewards.length;
        if (count == 0 || count > MOST) revert StakingFactory_InvalidRewards(count);
        for (uint256 i; i < count; ++i) {
            if (!Code.isContract(p.rewards[i])) revert StakingFactory_TokenNotAContract(p.rewards[i]);
            for (uint256 j; j < i; ++j) {
                if (p.rewards[i] == p.rewards[j]) revert StakingFactory_SameReward(i);
            }
        }
        count = p.tiers.length;
        if (count == 0 || count > MOST) revert StakingFactory_InvalidTiers(count);
        for (uint256 i; i < count; ++i) {
            (uint256 lock, uint256 weight) = (p.tiers[i].lock, p.tiers[i].weight);
            if (lock > MAX_LOCK || weight == 0 || weight > MAX_WEIGHT) revert StakingFactory_InvalidTier(i);
        }
        if (p.cooldown > MAX_COOLDOWN) revert StakingFactory_InvalidCooldown(p.cooldown);
    }

    function _initcode(StakingPoolParameters calldata p) private pure returns (bytes memory) {
        bytes memory code = bytes.concat(type(StakingPool).runtimeCode, StakingPoolCode.pack(p));
        if (code.length > CODE_LIMIT) revert StakingFactory_CodeTooLong(code.length);
        return Initcode.build(p.owner, "", code);
    }

    function _keyOf(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
