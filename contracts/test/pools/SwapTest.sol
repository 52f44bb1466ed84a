// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolSwapper, Swap} from "../../src/pools/IPoolSwapper.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {IPairAttack, PoolFixture} from "./PoolTest.sol";

/// @notice What the tests compare with.
interface IRouter {
    function swapExactTokensForTokens(uint256, uint256, address[] calldata, address, uint256)
        external
        returns (uint256[] memory);
    function getAmountsOut(uint256 amountIn, address[] calldata path) external view returns (uint256[] memory);
}

/// @notice Pools of the token with the quote and of the quote with the wrapped coin; carol swaps 1,000 of the token.
abstract contract SwapTest is PoolFixture {
    uint256 internal constant GIVEN = 1000e18;

    IPoolSwapper internal swapper;
    IRouter internal router;
    Swap internal s;

    function setUp() public virtual {
        arrange();
        swapper = IPoolSwapper(create("PoolSwapper", ""));
        router = IRouter(
            create(
                bytes.concat(uniswap("v2-periphery", "UniswapV2Router02"), abi.encode(address(factory), address(weth)))
            )
        );
        usePools(token, quote);
    }

    function usePools(PlainToken a, PlainToken b) internal {
        if (address(a) != address(token)) use(a, b);
        o.salt = bytes32(uint256(uint160(address(a))));
        open();
        o.token = address(b);
        o.salt = bytes32(uint256(uint160(address(b))));
        useCoin();
        b.mint(team, o.tokenAmount);
        openWithCoin();
        o.token = address(a);
        s.factory = address(factory);
        s.path = list(address(a), address(b));
        s.amountIn = GIVEN;
        s.to = carol;
        s.deadline = uint64(NOW);
        s.key = "swap";
        a.mint(carol, GIVEN);
        vm.prank(carol);
        a.approve(address(swapper), GIVEN);
    }

    function swap() internal returns (uint256) {
        vm.prank(carol);
        return swapper.swap(s);
    }

    function quoted() internal view returns (uint256) {
        uint256[] memory amounts = router.getAmountsOut(s.amountIn, s.path);
        return amounts[amounts.length - 1];
    }

    function throughQuote() internal {
        s.path = new address[](3);
        (s.path[0], s.path[1], s.path[2]) = (address(token), address(quote), address(weth));
    }

    function assertNothingStayed() internal view {
        vm.assertEq(token.balanceOf(address(swapper)), 0);
        vm.assertEq(quote.balanceOf(address(swapper)), 0);
        vm.assertEq(weth.balanceOf(address(swapper)), 0);
        vm.assertEq(address(swapper).balance, 0);
    }
}
