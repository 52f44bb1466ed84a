// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice What is used of Uniswap V2's factory.
interface IPairFactory {
    function getPair(address tokenA, address tokenB) external view returns (address pair);
    function createPair(address tokenA, address tokenB) external returns (address pair);
}

/// @notice What is used of a pair of Uniswap V2.
interface IPair {
    function totalSupply() external view returns (uint256);
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast);
    function mint(address to) external returns (uint256 liquidity);
    function skim(address to) external;
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}

/// @notice What is used of the contract that wraps the native coin.
interface IWrappedCoin {
    function deposit() external payable;
    function withdraw(uint256 amount) external;
}
