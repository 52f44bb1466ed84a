// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IPoolSwapper, Swap} from "./IPoolSwapper.sol";
import {IPair, IPairFactory, IWrappedCoin} from "./IUniswapV2.sol";

/// @title PoolSwapper
/// @notice Swaps in pairs of Uniswap V2, each swap once. See {IPoolSwapper}.
/// @dev Invariants: a swap is marked before anything moves; tokens go from the caller to the first pair, from pair to pair and from the last to the
/// recipient; what is unwrapped on the way goes out in the same call; nothing is pulled from anybody but the caller.
contract PoolSwapper is IPoolSwapper {
    uint256 private constant MOST_TOKENS = 4;

    /// @dev What a pair leaves of what comes in, of a thousand parts.
    uint256 private constant LEFT = 997;

    mapping(address account => mapping(bytes32 key => bool)) private _swapped;

    /// @dev Takes what a wrapped coin pays out. Nothing here ever pays out more than came out of a pair in the same call, so coins that others send are out of
    /// everybody's reach.
    receive() external payable {}

    /// @inheritdoc IPoolSwapper
    function swap(Swap calldata order) external payable returns (uint256 amountOut) {
        return _swap(order);
    }

    /// @inheritdoc IPoolSwapper
    function swapWithPermit(Swap calldata order, uint256 permitDeadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (uint256 amountOut)
    {
        if (order.path.length == 0) revert PoolSwapper_BadPath(0);
        // permit(address,address,uint256,uint256,uint8,bytes32,bytes32). Whether it worked, the allowance says.
        (bool ignored,) = order.path[0].call(
            abi.encodeWithSelector(0xd505accf, msg.sender, address(this), order.amountIn, permitDeadline, v, r, s)
        );
        ignored;
        return _swap(order);
    }

    /// @inheritdoc IPoolSwapper
    function isSwapped(address account, bytes32 key) external view returns (bool) {
        return _swapped[account][key];
    }

    function _swap(Swap calldata order) private returns (uint256 amountOut) {
        // Check
        if (order.path.length < 2 || order.path.length > MOST_TOKENS) revert PoolSwapper_BadPath(order.path.length);
        uint256 last = order.path.length - 1;
        if (block.timestamp > order.deadline) revert PoolSwapper_DeadlinePassed(order.deadline);
        if (order.amountIn == 0) revert PoolSwapper_ZeroAmount();
        if (order.to == address(0)) revert PoolSwapper_ZeroRecipient();
        if (msg.value != 0 && msg.value != order.amountIn) revert PoolSwapper_WrongValue(order.amountIn, msg.value);
        if (_swapped[msg.sender][order.key]) revert PoolSwapper_AlreadySwapped(order.key);

        // Effect
        _swapped[msg.sender][order.key] = true;

        // Interaction
        address pair = _pairOf(order, 0);
        _give(order, pair);
        address tokenOut = order.path[last];
        address receiver = order.unwrap ? address(this) : order.to;
        uint256 before = SafeTransferLib.balanceOf(tokenOut, receiver);
        for (uint256 i; i < last; ++i) {
            address next = i + 1 == last ? receiver : _pairOf(order, i + 1);
            _through(pair, order.path[i], order.path[i + 1], next);
            pair = next;
        }
        uint256 balance = SafeTransferLib.balanceOf(tokenOut, receiver);
        amountOut = balance > before ? balance - before : 0;
        if (amountOut < order.leastOut) revert PoolSwapper_TooLittle(amountOut, order.leastOut);
        if (order.unwrap) {
            IWrappedCoin(tokenOut).withdraw(amountOut);
            SafeTransferLib.safeTransferETH(order.to, amountOut);
        }
        emit Swapped(msg.sender, order.key, order.path[0], tokenOut, order.amountIn, amountOut, order.to);
    }

    /// @dev Brings what is given into the first pair.
    function _give(Swap calldata order, address pair) private {
        address token = order.path[0];
        if (msg.value == 0) {
            SafeTransferLib.safeTransferFrom(token, msg.sender, pair, order.amountIn);
        } else {
            IWrappedCoin(token).deposit{value: msg.value}();
            SafeTransferLib.safeTransfer(token, pair, msg.value);
        }
    }

    /// @dev Swaps what came into a pair, and sends on what comes out.
    function _through(address pair, address tokenIn, address tokenOut, address to) private {
        (uint256 reserveIn, uint256 reserveOut,) = IPair(pair).getReserves();
        bool turned = tokenIn > tokenOut;
        if (turned) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        uint256 amount = (SafeTransferLib.balanceOf(tokenIn, pair) - reserveIn) * LEFT;
        uint256 out = amount * reserveOut / (reserveIn * 1000 + amount);
        (uint256 out0, uint256 out1) = turned ? (out, uint256(0)) : (uint256(0), out);
        IPair(pair).swap(out0, out1, to, "");
    }

    function _pairOf(Swap calldata order, uint256 hop) private view returns (address pair) {
        (address tokenA, address tokenB) = (order.path[hop], order.path[hop + 1]);
        pair = IPairFactory(order.factory).getPair(tokenA, tokenB);
        if (pair == address(0)) revert PoolSwapper_NoPair(tokenA, tokenB);
    }
}
