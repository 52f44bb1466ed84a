// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolSwapper, Swap} from "../../src/pools/IPoolSwapper.sol";
import {InvariantTest} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {IPairAttack, PoolFixture} from "./PoolTest.sol";

/// @notice Swaps of three people, who let the swapper take everything, in the six pairs of three tokens and the wrapped coin, over one to three pairs, while
/// others trade in the same pairs, give to them and to the swapper. A ledger says for each swap whether it may succeed, and what everybody has to have then.
contract SwapHandler is PoolFixture {
    uint256 private constant COIN = 4;
    uint256 private constant SWAPPER = 3;

    IPoolSwapper private _swapper;
    address[4] private _tokens;
    address[4] private _holders;
    uint256[5] private _gifts;
    mapping(address person => mapping(bytes32 key => bool)) private _done;

    constructor() {
        arrange();
        _swapper = IPoolSwapper(create("PoolSwapper", ""));
        _tokens = [address(new PlainToken()), address(new PlainToken()), address(new PlainToken()), address(weth)];
        _holders = [account("first"), account("second"), account("third"), address(_swapper)];
        for (uint256 i; i < 4; ++i) {
            for (uint256 j; j < i; ++j) {
                address pair = factory.createPair(_tokens[i], _tokens[j]);
                _fill(i, pair, 1e21 << i);
                _fill(j, pair, 1e21 << j);
                IPairAttack(pair).mint(team);
            }
            for (uint256 p; p < 3; ++p) {
                vm.prank(_holders[p]);
                PlainToken(_tokens[i]).approve(address(_swapper), type(uint256).max);
            }
        }
    }

    /// @dev What is at the swapper, by token and at last the coin, and what was given to it.
    function atSwapper() external view returns (uint256[5] memory held, uint256[5] memory gifts) {
        return (_purses()[SWAPPER], _gifts);
    }

    function swap(uint256 seed, uint256 amount, uint256 least) external {
        Swap memory s;
        uint256[] memory path = _pathOf(seed >> 16);
        uint256 to = (seed >> 8) % 3;
        s.factory = address(factory);
        s.path = new address[](path.length);
        for (uint256 i; i < path.length; ++i) {
            s.path[i] = _tokens[path[i]];
        }
        s.amountIn = within(amount, 0, 1e21);
        s.to = _holders[to];
        s.deadline = uint64(vm.getBlockTimestamp() + (seed >> 64) % 8 - 1);
        s.unwrap = path[path.length - 1] == 3 && (seed >> 72) % 2 == 0;
        s.key = bytes32((seed >> 80) % 64);
        uint256 given = path[0] == 3 && (seed >> 88) % 2 == 0 ? COIN : path[0];
        if ((seed >> 96) % 8 != 0) _fund(_holders[seed % 3], given, s.amountIn);
        _swapAndCompare(s, seed % 3, to, given, s.unwrap ? COIN : path[path.length - 1], least);
    }

    function _swapAndCompare(Swap memory s, uint256 from, uint256 to, uint256 given, uint256 wanted, uint256 least)
        private
    {
        uint256[5][4] memory purses = _purses();
        uint256 expected = _quote(s.path, s.amountIn);
        s.leastOut = within(least, 0, expected + expected / 8);
        address person = _holders[from];
        if (given == COIN && purses[from][given] < s.amountIn) return;
        bool may = s.deadline >= vm.getBlockTimestamp() && expected != 0 && expected >= s.leastOut
            && !_done[person][s.key] && purses[from][given] >= s.amountIn;
        if (may) {
            _done[person][s.key] = true;
            purses[from][given] -= s.amountIn;
            purses[to][wanted] += expected;
        }
        vm.prank(person);
        (bool done,) = address(_swapper).call{value: given == COIN ? s.amountIn : 0}(abi.encodeCall(_swapper.swap, (s)));
        vm.assertEq(done, may);
        vm.assertEq(_swapper.isSwapped(person, s.key), _done[person][s.key]);
        _comparePurses(purses);
    }

    function _comparePurses(uint256[5][4] memory expected) private view {
        uint256[5][4] memory purses = _purses();
        for (uint256 i; i < 4; ++i) {
            for (uint256 j; j < 5; ++j) {
                vm.assertEq(purses[i][j], expected[i][j]);
            }
        }
    }

    function _fund(address person, uint256 which, uint256 amount) private {
        if (which == COIN) vm.deal(person, person.balance + amount);
        else _fill(which, person, amount);
    }

    function trade(uint256 seed, uint256 amount) external {
        uint256[] memory path = _pathOf(seed & ~uint256(0xff));
        (address tokenIn, address tokenOut) = (_tokens[path[0]], _tokens[path[1]]);
        address pair = factory.getPair(tokenIn, tokenOut);
        amount = within(amount, 1, 1e21);
        uint256 out = _outOf(pair, tokenIn, tokenOut, amount);
        if (out == 0) return;
        _fill(path[0], pair, amount);
        bool turned = tokenIn > tokenOut;
        IPairAttack(pair).swap(turned ? out : 0, turned ? 0 : out, attacker, "");
    }

    function giveToPair(uint256 seed, uint256 amount, bool sync) external {
        uint256[] memory path = _pathOf(seed);
        address pair = factory.getPair(_tokens[path[0]], _tokens[path[1]]);
        _fill(path[0], pair, within(amount, 0, 1e20));
        if (sync) IPairAttack(pair).sync();
    }

    function giveToSwapper(uint256 which, uint256 amount) external {
        which %= 5;
        amount = within(amount, 0, 1e20);
        _gifts[which] += amount;
        if (which != COIN) return _fill(which, address(_swapper), amount);
        vm.deal(attacker, amount);
        vm.prank(attacker);
        (bool done,) = address(_swapper).call{value: amount}("");
        vm.assertTrue(done);
    }

    function passTime(uint256 time) external {
        vm.warp(vm.getBlockTimestamp() + within(time, 1, 300));
    }

    /// @dev Two to four of the four tokens, none twice.
    function _pathOf(uint256 seed) private pure returns (uint256[] memory path) {
        path = new uint256[](2 + (seed % 256) % 3);
        uint256[4] memory left = [uint256(0), 1, 2, 3];
        for (uint256 i; i < path.length; ++i) {
            seed >>= 8;
            uint256 j = i + seed % (4 - i);
            (left[i], left[j]) = (left[j], left[i]);
            path[i] = left[i];
        }
    }

    function _quote(address[] memory path, uint256 amount) private view returns (uint256) {
        for (uint256 i; i + 1 < path.length && amount != 0; ++i) {
            amount = _outOf(factory.getPair(path[i], path[i + 1]), path[i], path[i + 1], amount);
        }
        return amount;
    }

    /// @dev What a pair pays for `amount`, and for what was given to it without being counted.
    function _outOf(address pair, address tokenIn, address tokenOut, uint256 amount) private view returns (uint256) {
        (uint256 reserveIn, uint256 reserveOut,) = IPairAttack(pair).getReserves();
        if (tokenIn > tokenOut) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        amount += PlainToken(tokenIn).balanceOf(pair) - reserveIn;
        return reserveOut * amount * 997 / (reserveIn * 1000 + amount * 997);
    }

    function _fill(uint256 which, address to, uint256 amount) private {
        if (which != 3) return PlainToken(_tokens[which]).mint(to, amount);
        vm.deal(team, amount);
        vm.startPrank(team);
        weth.deposit{value: amount}();
        weth.transfer(to, amount);
        vm.stopPrank();
    }

    function _purses() private view returns (uint256[5][4] memory purses) {
        for (uint256 i; i < 4; ++i) {
            for (uint256 j; j < 4; ++j) {
                purses[i][j] = PlainToken(_tokens[j]).balanceOf(_holders[i]);
            }
            purses[i][COIN] = _holders[i].balance;
        }
    }
}

contract Swap_Invariants is InvariantTest {
    SwapHandler private _handler;

    function setUp() external {
        _handler = new SwapHandler();
        handler = address(_handler);
    }

    function invariant_SwapperHoldsWhatWasGivenToItAndNothingElse() external view {
        (uint256[5] memory held, uint256[5] memory gifts) = _handler.atSwapper();
        for (uint256 i; i < 5; ++i) {
            vm.assertEq(held[i], gifts[i]);
        }
    }
}
