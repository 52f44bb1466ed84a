// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Code} from "../common/Code.sol";
import {IVestingVault, Schedule} from "../vesting/IVestingVault.sol";
import {IPoolOpener, Opening} from "./IPoolOpener.sol";
import {IPair, IPairFactory, IWrappedCoin} from "./IUniswapV2.sol";

/// @title PoolOpener
/// @notice Opens pools of Uniswap V2 at the price that was stated. See {IPoolOpener}.
/// @dev Invariants: after an opening the reserves are the amounts stated, and all LP tokens but the pair's own 1,000 units are where they were to go; an
/// opening happens once; nothing is pulled from anybody but the caller; nothing stays here. There is no lock: whoever is called on the way and gives the pair
/// something, takes from it or provides liquidity first, changes what the reserves become, or leaves nothing to mint for, and all of it reverts.
contract PoolOpener is IPoolOpener {
    /// @dev What a pair keeps of the first liquidity.
    uint256 private constant MINIMUM_LIQUIDITY = 1000;

    mapping(address opener => mapping(bytes32 salt => bytes32 id)) private _openings;

    /// @inheritdoc IPoolOpener
    function open(Opening calldata opening) external payable returns (address pair, uint256 liquidity) {
        // Check
        _check(opening);
        bytes32 id = _openings[msg.sender][opening.salt];
        if (id != 0) revert PoolOpener_AlreadyOpened(id);

        // Effect
        id = idOf(msg.sender, opening);
        _openings[msg.sender][opening.salt] = id;

        // Interaction: with the factory, which the caller trusts. A pair that is new has no liquidity.
        pair = IPairFactory(opening.factory).getPair(opening.token, opening.quote);
        if (pair == address(0)) pair = IPairFactory(opening.factory).createPair(opening.token, opening.quote);
        (uint256 tokenPart, uint256 quotePart) = _reservesOf(pair, opening);
        if (IPair(pair).totalSupply() != 0) revert PoolOpener_AlreadyPriced(pair, tokenPart, quotePart);
        if (tokenPart >= opening.tokenAmount || quotePart >= opening.quoteAmount) {
            revert PoolOpener_Overfilled(pair, tokenPart, quotePart);
        }
        (tokenPart, quotePart) = (opening.tokenAmount - tokenPart, opening.quoteAmount - quotePart);
        liquidity = FixedPointMathLib.sqrt(tokenPart * quotePart);
        if (liquidity <= MINIMUM_LIQUIDITY) revert PoolOpener_TooLittle(tokenPart, quotePart);
        liquidity -= MINIMUM_LIQUIDITY;

        // Interaction: with the tokens, the pair and the vault.
        _fill(pair, opening);
        address holder = _mint(pair, opening, id, liquidity);
        (tokenPart, quotePart) = _reservesOf(pair, opening);
        if (tokenPart != opening.tokenAmount || quotePart != opening.quoteAmount) {
            revert PoolOpener_WrongReserves(tokenPart, quotePart);
        }
        emit PoolOpened(id, pair, msg.sender, opening, liquidity, holder);
    }

    /// @inheritdoc IPoolOpener
    function openingOf(address opener, bytes32 salt) external view returns (bytes32) {
        return _openings[opener][salt];
    }

    /// @inheritdoc IPoolOpener
    function idOf(address opener, Opening calldata opening) public pure returns (bytes32) {
        return keccak256(abi.encode(opener, opening));
    }

    /// @dev Brings what the pair holds to the amounts stated.
    function _fill(address pair, Opening calldata opening) private {
        uint256 tokens = SafeTransferLib.balanceOf(opening.token, pair);
        uint256 quotes = SafeTransferLib.balanceOf(opening.quote, pair);
        if (tokens > opening.tokenAmount || quotes > opening.quoteAmount) {
            // A gift too large to be counted goes to the caller. What is left are the reserves, which are less than what was stated.
            IPair(pair).skim(msg.sender);
            tokens = SafeTransferLib.balanceOf(opening.token, pair);
            quotes = SafeTransferLib.balanceOf(opening.quote, pair);
        }
        uint256 missing = opening.tokenAmount - tokens;
        if (missing != 0) SafeTransferLib.safeTransferFrom(opening.token, msg.sender, pair, missing);
        missing = opening.quoteAmount - quotes;
        if (msg.value == 0) {
            if (missing != 0) SafeTransferLib.safeTransferFrom(opening.quote, msg.sender, pair, missing);
            return;
        }
        if (missing != 0) {
            IWrappedCoin(opening.quote).deposit{value: missing}();
            SafeTransferLib.safeTransfer(opening.quote, pair, missing);
        }
        if (missing != msg.value) SafeTransferLib.safeTransferETH(msg.sender, msg.value - missing);
    }

    /// @dev Mints to the recipient, or into the box of a lock that the vault then opens.
    function _mint(address pair, Opening calldata opening, bytes32 id, uint256 liquidity)
        private
        returns (address holder)
    {
        if (opening.lockedUntil == 0) {
            IPair(pair).mint(opening.to);
            return opening.to;
        }
        uint256[] memory points = new uint256[](1);
        points[0] = (uint256(opening.lockedUntil) << 128) | liquidity;
        Schedule memory lock = Schedule(pair, opening.to, address(0), points, id);
        holder = IVestingVault(opening.vault).boxOf(lock);
        IPair(pair).mint(holder);
        IVestingVault(opening.vault).open(lock);
    }

    function _reservesOf(address pair, Opening calldata opening)
        private
        view
        returns (uint256 tokenReserve, uint256 quoteReserve)
    {
        (tokenReserve, quoteReserve,) = IPair(pair).getReserves();
        if (opening.token > opening.quote) (tokenReserve, quoteReserve) = (quoteReserve, tokenReserve);
    }

    function _check(Opening calldata opening) private view {
        if (!Code.isContract(opening.token)) revert PoolOpener_NotAContract(opening.token);
        if (!Code.isContract(opening.quote)) revert PoolOpener_NotAContract(opening.quote);
        if (opening.token == opening.quote) revert PoolOpener_SameToken(opening.token);
        _checkAmount(opening.tokenAmount);
        _checkAmount(opening.quoteAmount);
        if (opening.to == address(0)) revert PoolOpener_ZeroRecipient();
        if (opening.lockedUntil != 0 && opening.lockedUntil <= block.timestamp) {
            revert PoolOpener_LockPassed(opening.lockedUntil);
        }
        if (msg.value != 0 && msg.value != opening.quoteAmount) {
            revert PoolOpener_WrongValue(opening.quoteAmount, msg.value);
        }
    }

    function _checkAmount(uint256 amount) private pure {
        if (amount == 0 || amount > type(uint112).max) revert PoolOpener_InvalidAmount(amount);
    }
}
