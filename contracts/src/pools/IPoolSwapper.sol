// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A swap of a known amount.
/// @param factory The factory of Uniswap V2 whose pairs are used. The caller has to know it: its pairs are believed.
/// @param path The tokens, from the one that is given to the one that is wanted: 2 to 4 of them. The native coin stands there as the wrapped coin.
/// @param amountIn How much is given of the first.
/// @param leastOut Less than this must not arrive.
/// @param to Who gets the last.
/// @param deadline Last second in which it may happen.
/// @param unwrap Whether the last, which is the wrapped coin then, is paid out as the native coin.
/// @param key Names the swap among those of the caller.
struct Swap {
    address factory;
    address[] path;
    uint256 amountIn;
    uint256 leastOut;
    address to;
    uint64 deadline;
    bool unwrap;
    bytes32 key;
}

/// @title Swaps once
/// @notice Swaps in pairs of Uniswap V2, each swap of a caller at most once, with the allowance by signature in the same transaction where the token knows
/// permits (ERC-2612). What arrives is measured at the recipient; when it is less than stated, or the deadline has passed, nothing moves. Nothing stays
/// here, and nobody but the caller pays. Tokens that keep a fee of what is moved work, for what is left.
interface IPoolSwapper {
    /// @notice A swap happened.
    event Swapped(
        address indexed account,
        bytes32 indexed key,
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        uint256 amountOut,
        address to
    );

    /// @notice The caller's swap of that name happened before.
    error PoolSwapper_AlreadySwapped(bytes32 key);
    /// @notice It might have happened until `deadline`.
    error PoolSwapper_DeadlinePassed(uint64 deadline);
    /// @notice A path has 2 to 4 tokens.
    error PoolSwapper_BadPath(uint256 tokens);
    /// @notice Nothing is given.
    error PoolSwapper_ZeroAmount();
    /// @notice Somebody has to get it.
    error PoolSwapper_ZeroRecipient();
    /// @notice The native coin sent along is neither nothing nor `amountIn`.
    error PoolSwapper_WrongValue(uint256 amountIn, uint256 value);
    /// @notice There is no pair of these two.
    error PoolSwapper_NoPair(address tokenA, address tokenB);
    /// @notice `amountOut` would arrive instead of at least `leastOut`: the price moved.
    error PoolSwapper_TooLittle(uint256 amountOut, uint256 leastOut);

    /// @notice Swaps. The caller has approved this contract for `amountIn`, or sends the native coin along for the wrapped coin.
    /// @return amountOut What arrived.
    function swap(Swap calldata order) external payable returns (uint256 amountOut);

    /// @notice The same with a permit of the caller over `amountIn` for this contract. A permit that somebody else has used already does no harm.
    function swapWithPermit(Swap calldata order, uint256 permitDeadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (uint256 amountOut);

    /// @notice Whether the swap of that name happened.
    function isSwapped(address account, bytes32 key) external view returns (bool);
}
