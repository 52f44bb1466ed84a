// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolSwapper, Swap} from "../../../src/pools/IPoolSwapper.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {IPairAttack} from "../PoolTest.sol";
import {SwapTest} from "../SwapTest.sol";

contract PoolSwapper_Swap_Test is SwapTest {
    function test_RevertWhen_PathIsTooShortOrTooLong() external {
        s.path = list(address(token));
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_BadPath.selector, 1));
        s.path = new address[](5);
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_BadPath.selector, 5));
        s.path = new address[](0);
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_BadPath.selector, 0));
    }

    function test_RevertGiven_DeadlineHasPassed() external {
        vm.warp(NOW + 1);
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_DeadlinePassed.selector, NOW));
    }

    function test_RevertWhen_NothingIsGiven() external {
        s.amountIn = 0;
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_ZeroAmount.selector));
    }

    function test_RevertWhen_NobodyGetsIt() external {
        s.to = address(0);
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_ZeroRecipient.selector));
    }

    function test_RevertWhen_AnotherValueIsSentAlong() external {
        vm.deal(carol, 2);
        vm.expectRevert(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_WrongValue.selector, GIVEN, 2));
        vm.prank(carol);
        swapper.swap{value: 2}(s);
    }

    function test_RevertWhen_ThereIsNoPair() external {
        s.path[1] = address(weth);
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_NoPair.selector, address(token), address(weth)));
    }

    function test_RevertGiven_SwapHappenedBefore() external {
        swap();
        token.mint(carol, GIVEN);
        vm.prank(carol);
        token.approve(address(swapper), GIVEN);
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_AlreadySwapped.selector, s.key));
        s.key = "another";
        swap();
    }

    function test_RevertGiven_PriceMovedBeyondBound() external {
        s.leastOut = quoted();
        // Somebody swaps a little before.
        token.mint(attacker, 1e18);
        vm.startPrank(attacker);
        token.approve(address(router), 1e18);
        router.swapExactTokensForTokens(1e18, 0, s.path, attacker, NOW);
        vm.stopPrank();
        uint256 now_ = quoted();
        vm.assertLe(now_, s.leastOut - 1);
        expect(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_TooLittle.selector, now_, s.leastOut));
        vm.assertEq(token.balanceOf(carol), GIVEN);
        s.leastOut = now_;
        vm.assertEq(swap(), now_);
    }

    function test_RevertGiven_TokenThatSwapsAgainWhileItIsMoved() external {
        HookToken hooked = new HookToken();
        usePools(hooked, new PlainToken());
        // As if carol were a contract that the token calls.
        hooked.hook(address(this), abi.encodeCall(this.again, ()), true);
        swap();
        vm.assertFalse(hooked.succeeded());
        vm.assertTrue(bytes4(hooked.answer()) == IPoolSwapper.PoolSwapper_AlreadySwapped.selector);
        vm.assertEq(token.balanceOf(carol), 0);
    }

    function again() external {
        vm.prank(carol);
        swapper.swap(s);
    }

    function test_RevertGiven_CallerLacksOneUnit() external {
        vm.prank(carol);
        token.transfer(team, 1);
        vm.expectRevert(bytes4(keccak256("TransferFromFailed()")));
        vm.prank(carol);
        swapper.swap(s);
        vm.assertFalse(swapper.isSwapped(carol, s.key));
    }

    function test_Given_TokenThatKeepsFee_SwapsWhatIsLeft() external {
        // The pool opens with a token that keeps its fee from later on.
        FeeToken fee = new FeeToken();
        quote.mint(address(factory.createPair(address(fee), address(quote))), 500e18);
        IPairAttack pair = IPairAttack(factory.getPair(address(fee), address(quote)));
        fee.mint(address(pair), 1_000_000e18);
        pair.mint(team);
        fee.mint(carol, GIVEN);
        vm.prank(carol);
        fee.approve(address(swapper), GIVEN);
        s.path = list(address(fee), address(quote));
        uint256 left = GIVEN - GIVEN / 100;
        uint256 expected = router.getAmountsOut(left, s.path)[1];
        vm.assertEq(swap(), expected);
        vm.assertEq(quote.balanceOf(carol), expected);
    }

    function test_When_NativeCoinIsGiven_SwapsIt() external {
        s.path = list(address(weth), address(quote));
        s.amountIn = 1e18;
        vm.deal(carol, 1e18);
        uint256 expected = quoted();
        vm.prank(carol);
        vm.assertEq(swapper.swap{value: 1e18}(s), expected);
        vm.assertEq(quote.balanceOf(carol), expected);
        vm.assertEq(carol.balance, 0);
        assertNothingStayed();
    }

    function test_When_NativeCoinIsWanted_UnwrapsIt() external {
        throughQuote();
        s.unwrap = true;
        uint256 expected = quoted();
        s.leastOut = expected;
        vm.assertEq(swap(), expected);
        vm.assertEq(carol.balance, expected);
        assertNothingStayed();
    }

    function test_When_PathHasTwoPairs_GoesThroughBoth() external {
        throughQuote();
        uint256 expected = quoted();
        vm.assertEq(swap(), expected);
        vm.assertEq(weth.balanceOf(carol), expected);
        assertNothingStayed();
    }

    function testFuzz_GivesWhatRouterGives(uint256 amount, bool back, bool two) external {
        s.amountIn = within(amount, 1e12, 1e26);
        if (two) throughQuote();
        else if (back) s.path = list(address(quote), address(token));
        PlainToken given = PlainToken(s.path[0]);
        given.mint(carol, s.amountIn);
        vm.prank(carol);
        given.approve(address(swapper), s.amountIn);
        uint256 expected = quoted();
        PlainToken wanted = PlainToken(s.path[s.path.length - 1]);
        uint256 before = wanted.balanceOf(carol);
        vm.assertEq(swap(), expected);
        vm.assertEq(wanted.balanceOf(carol), before + expected);
        assertNothingStayed();
    }

    function test_KeepsNothing() external {
        quote.mint(address(swapper), 5);
        swap();
        vm.assertEq(quote.balanceOf(address(swapper)), 5);
        vm.assertEq(token.balanceOf(address(swapper)), 0);
    }

    function test_TakesFromNobodyButCaller() external {
        vm.expectRevert(bytes4(keccak256("TransferFromFailed()")));
        vm.prank(attacker);
        swapper.swap(s);
    }

    function test_AnnouncesSwap() external {
        vm.expectEmit(address(swapper));
        emit IPoolSwapper.Swapped(carol, s.key, address(token), address(quote), GIVEN, quoted(), carol);
        swap();
    }

    function expect(bytes memory fault) private {
        vm.expectRevert(fault);
        vm.prank(carol);
        swapper.swap(s);
    }
}
