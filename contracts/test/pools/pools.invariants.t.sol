// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolOpener, Opening} from "../../src/pools/IPoolOpener.sol";
import {Schedule} from "../../src/vesting/IVestingVault.sol";
import {InvariantTest} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {IPairAttack, PoolFixture} from "./PoolTest.sol";

/// @notice Openings of many pairs with tokens and the native coin, while an attacker makes pairs, gives to them, makes gifts reserves, provides first, and
/// trades afterwards. A ledger says for each opening whether it may succeed, and what everybody has to have then.
contract PoolHandler is PoolFixture {
    struct Opened {
        IPairAttack pair;
        address holder;
        uint256 liquidity;
    }

    Opened[] private _opened;
    PlainToken[] private _tokens;
    mapping(address pair => bool) private _priced;
    uint256 private _salt;

    constructor() {
        arrange();
        for (uint256 i; i < 6; ++i) {
            PlainToken made = new PlainToken();
            vm.prank(team);
            made.approve(address(opener), type(uint256).max);
            _tokens.push(made);
        }
    }

    function count() external view returns (uint256) {
        return _opened.length;
    }

    function opened(uint256 i) external view returns (Opened memory) {
        return _opened[i];
    }

    function heldByOpener() external view returns (uint256 sum) {
        for (uint256 i; i < _tokens.length; ++i) {
            sum += _tokens[i].balanceOf(address(opener));
        }
        for (uint256 i; i < _opened.length; ++i) {
            sum += _opened[i].pair.balanceOf(address(opener));
        }
        sum += weth.balanceOf(address(opener)) + address(opener).balance;
    }

    function openPool(uint256 seed, uint112 tokens, uint112 quotes, uint256 lock) external {
        _choose(seed);
        o.tokenAmount = within(tokens, 1, 1e24);
        o.quoteAmount = within(quotes, 1, 1e24);
        o.lockedUntil = lock % 2 == 0 ? 0 : uint64(block.timestamp + 1 + lock % 1000);
        o.salt = bytes32(_salt++);
        bool coin = o.quote == address(weth);
        PlainToken(o.token).mint(team, o.tokenAmount);
        if (coin) vm.deal(team, team.balance + o.quoteAmount);
        else PlainToken(o.quote).mint(team, o.quoteAmount);
        uint256[3] memory before = _purse();

        address made = factory.getPair(o.token, o.quote);
        (uint256 tokenReserve, uint256 quoteReserve) = made == address(0) ? (0, 0) : reservesOf(IPairAttack(made));
        bool may = !_priced[made] && tokenReserve < o.tokenAmount && quoteReserve < o.quoteAmount
            && rootOf((o.tokenAmount - tokenReserve) * (o.quoteAmount - quoteReserve)) > MINIMUM;
        vm.prank(team);
        (bool done,) = address(opener).call{value: coin ? o.quoteAmount : 0}(abi.encodeCall(opener.open, (o)));
        vm.assertEq(done, may);
        vm.assertEq(opener.openingOf(team, o.salt), done ? opener.idOf(team, o) : bytes32(0));
        if (!done) {
            uint256[3] memory afterwards = _purse();
            for (uint256 i; i < 3; ++i) {
                vm.assertEq(afterwards[i], before[i]);
            }
            return;
        }
        IPairAttack pair = IPairAttack(factory.getPair(o.token, o.quote));
        (uint256 tokensNow, uint256 quotesNow) = reservesOf(pair);
        vm.assertEq(tokensNow, o.tokenAmount);
        vm.assertEq(quotesNow, o.quoteAmount);
        uint256 liquidity = pair.totalSupply() - MINIMUM;
        address holder = o.to;
        if (o.lockedUntil != 0) holder = vault.boxOf(lockOf(opener.idOf(team, o), address(pair), liquidity));
        _opened.push(Opened(pair, holder, liquidity));
        _priced[address(pair)] = true;
    }

    function give(uint256 seed, uint256 tokens, uint256 quotes, bool sync) external {
        _choose(seed);
        address pair = _pair();
        PlainToken(o.token).mint(pair, within(tokens, 0, 1e24));
        quotes = within(quotes, 0, 1e24);
        if (o.quote == address(weth)) {
            vm.deal(attacker, quotes);
            vm.startPrank(attacker);
            weth.deposit{value: quotes}();
            weth.transfer(pair, quotes);
            vm.stopPrank();
        } else {
            PlainToken(o.quote).mint(pair, quotes);
        }
        if (sync) IPairAttack(pair).sync();
    }

    function provideFirst(uint256 seed) external {
        if (seed % 4 != 0) return;
        _choose(seed >> 2);
        address pair = _pair();
        (bool done,) = pair.call(abi.encodeCall(IPairAttack(pair).mint, (attacker)));
        if (done) _priced[pair] = true;
    }

    function makePair(uint256 seed) external {
        _choose(seed);
        _pair();
    }

    /// @dev Somebody else's call never takes what the team let the opener take.
    function openAsAttacker(uint256 seed, bytes32 salt) external {
        _choose(seed);
        (o.tokenAmount, o.quoteAmount, o.salt, o.lockedUntil) = (1e18, 1e18, salt, 0);
        vm.prank(attacker);
        (bool done,) = address(opener).call(abi.encodeCall(opener.open, (o)));
        vm.assertFalse(done);
    }

    function passTime(uint256 time) external {
        vm.warp(vm.getBlockTimestamp() + within(time, 1, 300));
    }

    function _pair() private returns (address pair) {
        pair = factory.getPair(o.token, o.quote);
        if (pair == address(0)) pair = factory.createPair(o.token, o.quote);
    }

    function _choose(uint256 seed) private {
        uint256 a = seed % 6;
        uint256 b = (a + 1 + (seed >> 8) % 6) % 7;
        o.token = address(_tokens[a]);
        o.quote = b == 6 ? address(weth) : address(_tokens[b]);
    }

    function _purse() private view returns (uint256[3] memory) {
        uint256 quotes = o.quote == address(weth) ? weth.balanceOf(team) : PlainToken(o.quote).balanceOf(team);
        return [PlainToken(o.token).balanceOf(team), quotes, team.balance];
    }
}

contract Pool_Invariants is InvariantTest {
    PoolHandler private _handler;

    function setUp() external {
        _handler = new PoolHandler();
        handler = address(_handler);
    }

    function invariant_NothingStaysInOpener() external view {
        vm.assertEq(_handler.heldByOpener(), 0);
    }

    function invariant_AllLiquidityIsWhereItWasToGo() external view {
        for (uint256 i; i < _handler.count(); ++i) {
            PoolHandler.Opened memory opened = _handler.opened(i);
            vm.assertGt(opened.liquidity, 0);
            vm.assertLe(opened.liquidity, opened.pair.balanceOf(opened.holder));
            vm.assertLe(opened.liquidity + 1000, opened.pair.totalSupply());
        }
    }
}
