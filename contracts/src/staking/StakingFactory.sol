// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Code} from "../common/Code.sol";
import {Initcode} from "../common/Initcode.sol";
import {IStakingAccounts, StakingPoolParameters} from "./IStakingAccounts.sol";
import {IStakingFactory, Period} from "./IStakingFactory.sol";
import {NftStakingPool} from "./NftStakingPool.sol";
import {StakingPool} from "./StakingPool.sol";
import {StakingPoolCode} from "./StakingPoolCode.sol";

/// @title StakingFactory
/// @notice Creates staking pools and funds their first periods. See {IStakingFactory}.
/// @dev Invariants: what a pool announces when its creation ends is in it; a creator's salt leads to one pool for ever; the factory owns no pool and keeps no
/// token beyond a call.
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
    function predictStakingPool(
        StakingPoolParameters calldata p,
        Period[] calldata periods,
        address creator,
        bytes32 salt
    ) external view returns (address) {
        return _predict(_initcode(type(StakingPool).runtimeCode, p), periods, creator, salt);
    }

    /// @inheritdoc IStakingFactory
    function predictNftStakingPool(
        StakingPoolParameters calldata p,
        Period[] calldata periods,
        address creator,
        bytes32 salt
    ) external view returns (address) {
        return _predict(_initcode(type(NftStakingPool).runtimeCode, p), periods, creator, salt);
    }

    /// @inheritdoc IStakingFactory
    function createStakingPool(StakingPoolParameters calldata p, Period[] calldata periods, bytes32 salt)
        external
        returns (address pool)
    {
        // Check
        _check(p, periods.length);
        if (_isCollection(p.token)) revert StakingFactory_Collection(p.token);

        // Effect
        pool = _create(_initcode(type(StakingPool).runtimeCode, p), periods, salt);
        emit StakingPoolCreated(pool, p.token, msg.sender, salt, p);

        // Interaction
        _begin(pool, p, periods);
    }

    /// @inheritdoc IStakingFactory
    function createNftStakingPool(StakingPoolParameters calldata p, Period[] calldata periods, bytes32 salt)
        external
        returns (address pool)
    {
        // Check
        _check(p, periods.length);
        if (p.votes || p.cooldown != 0) revert StakingFactory_NotForNfts();
        if (!_isCollection(p.token)) revert StakingFactory_NotACollection(p.token);

        // Effect
        pool = _create(_initcode(type(NftStakingPool).runtimeCode, p), periods, salt);
        emit NftStakingPoolCreated(pool, p.token, msg.sender, salt, p);

        // Interaction
        _begin(pool, p, periods);
    }

    /// @dev Creates the pool, whose initcode calls nobody, and notes that the caller's salt is used.
    function _create(bytes memory initcode, Period[] calldata periods, bytes32 salt) private returns (address pool) {
        bytes32 key = _keyOf(msg.sender, salt);
        if (_pools[key] != address(0)) revert StakingFactory_AlreadyCreated(_pools[key]);
        bytes32 identity = _identityOf(key, periods);
        assembly ("memory-safe") {
            pool := create2(0, add(initcode, 0x20), mload(initcode), identity)
        }
        if (pool == address(0)) revert StakingFactory_NotCreated();
        _pools[key] = pool;
    }

    /// @dev Funds the first periods as the pool's owner, which the factory is so long, and hands the office over. Of a token that takes a fee too little
    /// comes here, and nothing happens.
    function _begin(address pool, StakingPoolParameters calldata p, Period[] calldata periods) private {
        for (uint256 i; i < periods.length; ++i) {
            (uint256 amount, uint256 duration) = (periods[i].amount, periods[i].duration);
            if (amount == 0 && duration == 0) continue;
            SafeTransferLib.safeTransferFrom(p.rewards[i], msg.sender, address(this), amount);
            SafeTransferLib.safeApproveWithRetry(p.rewards[i], pool, amount);
            IStakingAccounts(pool).fund(i, amount, duration);
        }
        Ownable(pool).transferOwnership(p.owner);
    }

    function _predict(bytes memory initcode, Period[] calldata periods, address creator, bytes32 salt)
        private
        view
        returns (address)
    {
        bytes32 identity = _identityOf(_keyOf(creator, salt), periods);
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(this), identity, keccak256(initcode)));
        return address(uint160(uint256(hash)));
    }

    function _check(StakingPoolParameters calldata p, uint256 periods) private view {
        if (!Code.isContract(p.token)) revert StakingFactory_TokenNotAContract(p.token);
        if (p.owner == address(0)) revert StakingFactory_ZeroOwner();
        uint256 count = p.rewards.length;
        if (count == 0 || count > MOST) revert StakingFactory_InvalidRewards(count);
        if (periods > count) revert StakingFactory_InvalidPeriods(periods);
        for (uint256 i; i < count; ++i) {
            if (!Code.isContract(p.rewards[i])) revert StakingFactory_TokenNotAContract(p.rewards[i]);
            if (_isCollection(p.rewards[i])) revert StakingFactory_Collection(p.rewards[i]);
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

    /// @dev What it says to supportsInterface(bytes4) of ERC-721.
    function _isCollection(address token) private view returns (bool) {
        (bool done, bytes memory answer) = token.staticcall(abi.encodeWithSelector(0x01ffc9a7, bytes4(0x80ac58cd)));
        return done && answer.length == 32 && uint256(bytes32(answer)) == 1;
    }

    function _initcode(bytes memory instructions, StakingPoolParameters calldata p)
        private
        view
        returns (bytes memory)
    {
        bytes memory code = bytes.concat(instructions, StakingPoolCode.pack(p));
        if (code.length > CODE_LIMIT) revert StakingFactory_CodeTooLong(code.length);
        return Initcode.build(address(this), StakingPoolCode.stores(p), code);
    }

    /// @dev The salt of CREATE2: the creator's own, and the periods.
    function _identityOf(bytes32 key, Period[] calldata periods) private pure returns (bytes32) {
        return keccak256(abi.encode(key, periods));
    }

    function _keyOf(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
