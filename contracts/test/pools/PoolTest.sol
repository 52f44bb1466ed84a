// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolOpener, Opening} from "../../src/pools/IPoolOpener.sol";
import {IPair, IPairFactory} from "../../src/pools/IUniswapV2.sol";
import {IVestingVault, Schedule} from "../../src/vesting/IVestingVault.sol";
import {Test} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice What an attacker and the tests use of Uniswap's contracts besides.
interface IPairAttack is IPair {
    function token0() external view returns (address);
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function sync() external;
    function burn(address to) external returns (uint256 amount0, uint256 amount1);
}

/// @notice The wrapped coin.
interface IWeth {
    function deposit() external payable;
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function approve(address spender, uint256 amount) external returns (bool);
}

/// @notice Uniswap V2 as it is published, our opener and vault, two tokens, and the team that opens: 1,000,000 of the token for 500 of the quote.
abstract contract PoolFixture is Test {
    uint256 internal constant NOW = 1_000_000;
    uint256 internal constant TOKENS = 1_000_000e18;
    uint256 internal constant QUOTES = 500e18;
    uint256 internal constant MINIMUM = 1000;
    address internal constant BURNT = address(0xdEaD);

    address internal team = account("team");
    address internal attacker = account("attacker");
    address internal carol = account("carol");
    IPairFactory internal factory;
    IWeth internal weth;
    IVestingVault internal vault;
    IPoolOpener internal opener;
    PlainToken internal token;
    PlainToken internal quote;
    Opening internal o;

    function arrange() internal {
        vm.warp(NOW);
        factory = IPairFactory(create(bytes.concat(uniswap("v2-core", "UniswapV2Factory"), abi.encode(address(0)))));
        weth = IWeth(create(uniswap("v2-periphery", "WETH9")));
        vault = IVestingVault(create("VestingVault", ""));
        opener = IPoolOpener(create("PoolOpener", ""));
        use(new PlainToken(), new PlainToken());
    }

    /// @dev From now on the pool is of these two.
    function use(PlainToken a, PlainToken b) internal {
        (token, quote) = (a, b);
        o = Opening({
            factory: address(factory),
            token: address(a),
            quote: address(b),
            tokenAmount: TOKENS,
            quoteAmount: QUOTES,
            to: carol,
            lockedUntil: 0,
            vault: address(vault),
            salt: "pool"
        });
        a.mint(team, TOKENS);
        b.mint(team, QUOTES);
        vm.startPrank(team);
        a.approve(address(opener), type(uint256).max);
        b.approve(address(opener), type(uint256).max);
        vm.stopPrank();
    }

    /// @dev From now on the other token is the wrapped coin.
    function useCoin() internal {
        o.quote = address(weth);
        vm.deal(team, QUOTES);
    }

    function open() internal returns (IPairAttack pair, uint256 liquidity) {
        vm.prank(team);
        (address made, uint256 minted) = opener.open(o);
        return (IPairAttack(made), minted);
    }

    function openWithCoin() internal returns (IPairAttack pair, uint256 liquidity) {
        vm.prank(team);
        (address made, uint256 minted) = opener.open{value: o.quoteAmount}(o);
        return (IPairAttack(made), minted);
    }

    function pairMade() internal returns (IPairAttack) {
        return IPairAttack(factory.createPair(o.token, o.quote));
    }

    function reservesOf(IPairAttack pair) internal view returns (uint256 tokens, uint256 quotes) {
        (tokens, quotes,) = pair.getReserves();
        if (pair.token0() != o.token) (tokens, quotes) = (quotes, tokens);
    }

    function assertOpenedAtPrice(IPairAttack pair) internal view {
        (uint256 tokens, uint256 quotes) = reservesOf(pair);
        vm.assertEq(tokens, o.tokenAmount, "tokens in the pool");
        vm.assertEq(quotes, o.quoteAmount, "quotes in the pool");
        vm.assertEq(token.balanceOf(address(opener)), 0);
        vm.assertEq(quote.balanceOf(address(opener)), 0);
        vm.assertEq(weth.balanceOf(address(opener)), 0);
        vm.assertEq(address(opener).balance, 0);
    }

    function lockOf(bytes32 id, address pair, uint256 liquidity) internal view returns (Schedule memory lock) {
        lock.token = pair;
        lock.recipient = o.to;
        lock.points = new uint256[](1);
        lock.points[0] = (uint256(o.lockedUntil) << 128) | liquidity;
        lock.salt = id;
    }

    function rootOf(uint256 x) internal pure returns (uint256 root) {
        uint256 next = (x + 1) / 2;
        root = x;
        while (next < root) (root, next) = (next, (x / next + next) / 2);
    }

    /// @dev The creation code that Uniswap publishes.
    function uniswap(string memory package, string memory name) internal view returns (bytes memory) {
        string memory json = vm.readFile(string.concat("node_modules/@uniswap/", package, "/build/", name, ".json"));
        return vm.parseJsonBytes(json, ".evm.bytecode.object");
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract PoolTest is PoolFixture {
    function setUp() public virtual {
        arrange();
    }
}
