// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Code} from "../common/Code.sol";
import {Initcode} from "../common/Initcode.sol";
import {IStakingFactory} from "./IStakingFactory.sol";
import {StakingPoolParameters} from "./IStakingAccounts.sol";
import {NftStakingPool} from "./NftStakingPool.sol";
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
        return _predict(_initcode(type(StakingPool).runtimeCode, p), creator, salt);
    }

    /// @inheritdoc IStakingFactory
    function predictNftStakingPool(StakingPoolParameters calldata p, address creator, bytes32 salt)
        external
        view
        returns (address)
    {
        return _predict(_initcode(type(NftStakingPool).runtimeCode, p), creator, salt);
    }

    /// @inheritdoc IStakingFactory
    function createStakingPool(StakingPoolParameters calldata p, bytes32 salt) external returns (address pool) {
        _check(p);
        pool = _create(_initcode(type(StakingPool).runtimeCode, p), salt);
        emit StakingPoolCreated(pool, p.token, msg.sender, salt, p);
    }

    /// @inheritdoc IStakingFactory
    function createNftStakingPool(StakingPoolParameters calldata p, bytes32 salt) external returns (address pool) {
        _check(p);
        if (p.votes || p.cooldown != 0) revert StakingFactory_NotForNfts();
        // supportsInterface(bytes4) of ERC-721
        (bool done, bytes memory answer) = p.token.staticcall(abi.encodeWithSelector(0x01ffc9a7, bytes4(0x80ac58cd)));
        if (!done || answer.length != 32 || uint256(bytes32(answer)) != 1) {
            revert StakingFactory_NotACollection(p.token);
        }
        pool = _create(_initcode(type(NftStakingPool).runtimeCode, p), salt);
        emit NftStakingPoolCreated(pool, p.token, msg.sender, salt, p);
    }

    /// @dev Creates the pool, whose initcode calls nobody, and notes that the caller's salt is used.
    function _create(bytes memory initcode, bytes32 salt) private returns (address pool) {
        bytes32 key = _keyOf(msg.sender, salt);
        if (_pools[key] != address(0)) revert StakingFactory_AlreadyCreated(_pools[key]);
        assembly ("memory-safe") {
            pool := create2(0, add(initcode, 0x20), mload(initcode), key)
        }
        if (pool == address(0)) revert StakingFactory_NotCreated();
        _pools[key] = pool;
    }

    function _predict(bytes memory initcode, address creator, bytes32 salt) private view returns (address) {
        bytes32 key = _keyOf(creator, salt);
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(this), key, keccak256(initcode)));
        return address(uint160(uint256(hash)));
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

    function _initcode(bytes memory instructions, StakingPoolParameters calldata p)
        private
        pure
        returns (bytes memory)
    {
        bytes memory code = bytes.concat(instructions, StakingPoolCode.pack(p));
        if (code.length > CODE_LIMIT) revert StakingFactory_CodeTooLong(code.length);
        return Initcode.build(p.owner, StakingPoolCode.stores(p), code);
    }

    function _keyOf(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
