// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolOpener, Opening} from "../../../src/pools/IPoolOpener.sol";
import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {IPairAttack, PoolTest} from "../PoolTest.sol";

/// @notice Does several things in one call, as an attacker's contract does.
contract Script {
    address[] private _targets;
    bytes[] private _calls;

    function add(address target, bytes calldata data) external {
        _targets.push(target);
        _calls.push(data);
    }

    function run() external {
        for (uint256 i; i < _targets.length; ++i) {
            (bool done, bytes memory answer) = _targets[i].call(_calls[i]);
            if (!done) {
                assembly ("memory-safe") {
                    revert(add(answer, 0x20), mload(answer))
                }
            }
        }
    }
}

contract PoolOpener_Open_Test is PoolTest {
    function test_RevertWhen_TokenIsNoContract() external {
        o.token = carol;
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_NotAContract.selector, carol));
    }

    function test_RevertWhen_QuoteIsNoContract() external {
        o.quote = carol;
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_NotAContract.selector, carol));
    }

    function test_RevertWhen_BothAreSameToken() external {
        o.quote = o.token;
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_SameToken.selector, o.token));
    }

    function test_RevertWhen_AmountIsZero() external {
        o.tokenAmount = 0;
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_InvalidAmount.selector, 0));
        (o.tokenAmount, o.quoteAmount) = (TOKENS, 0);
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_InvalidAmount.selector, 0));
    }

    function test_RevertWhen_AmountIsMoreThanPairCanHold() external {
        uint256 most = type(uint112).max;
        o.quoteAmount = most + 1;
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_InvalidAmount.selector, most + 1));
        (o.tokenAmount, o.quoteAmount) = (most, most);
        token.mint(team, most);
        quote.mint(team, most);
        (IPairAttack pair,) = open();
        assertOpenedAtPrice(pair);
    }

    function test_RevertWhen_AmountsAreNotWorthFirstLiquidity() external {
        (o.tokenAmount, o.quoteAmount) = (1000, 1001);
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_TooLittle.selector, 1000, 1001));
        (o.tokenAmount, o.quoteAmount) = (1001, 1001);
        (, uint256 liquidity) = open();
        vm.assertEq(liquidity, 1);
    }

    function test_RevertWhen_RecipientIsZero() external {
        o.to = address(0);
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_ZeroRecipient.selector));
    }

    function test_RevertWhen_LockEndsNow() external {
        o.lockedUntil = uint64(NOW);
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_LockPassed.selector, NOW));
    }

    function test_RevertWhen_AnotherValueIsSentAlong() external {
        useCoin();
        vm.expectRevert(abi.encodeWithSelector(IPoolOpener.PoolOpener_WrongValue.selector, QUOTES, QUOTES - 1));
        vm.prank(team);
        opener.open{value: QUOTES - 1}(o);
    }

    function test_RevertWhen_ValueIsSentForTokenThatIsNoWrappedCoin() external {
        vm.deal(team, QUOTES);
        vm.expectRevert();
        vm.prank(team);
        opener.open{value: QUOTES}(o);
    }

    function test_RevertWhen_CallerLacksOneUnit() external {
        vm.prank(team);
        quote.transfer(carol, 1);
        vm.expectRevert(bytes4(keccak256("TransferFromFailed()")));
        vm.prank(team);
        opener.open(o);
        vm.assertEq(token.balanceOf(team), TOKENS);
        vm.assertEq(factory.getPair(o.token, o.quote), address(0));
    }

    function test_RevertWhen_TokenKeepsFee() external {
        use(new FeeToken(), new PlainToken());
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_WrongReserves.selector, TOKENS - TOKENS / 100, QUOTES));
    }

    function test_RevertGiven_OpeningWasCarriedOut() external {
        open();
        token.mint(team, TOKENS);
        quote.mint(team, QUOTES);
        bytes32 id = opener.idOf(team, o);
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_AlreadyOpened.selector, id));
        o.tokenAmount = 1e18;
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_AlreadyOpened.selector, id));
    }

    function test_RevertGiven_SomebodyProvidedLiquidityFirst() external {
        IPairAttack pair = pairMade();
        provide(pair, 5e18, 7e18);
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_AlreadyPriced.selector, address(pair), 5e18, 7e18));
        vm.assertEq(token.balanceOf(team), TOKENS);
        vm.assertEq(quote.balanceOf(team), QUOTES);
    }

    function test_RevertGiven_LiquidityWasProvidedAndTakenOutAgain() external {
        IPairAttack pair = pairMade();
        uint256 liquidity = provide(pair, 5e18, 5e18);
        vm.prank(attacker);
        pair.transfer(address(pair), liquidity);
        pair.burn(attacker);
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_AlreadyPriced.selector, address(pair), 1000, 1000));
    }

    function test_RevertGiven_MoreThanStatedWasMadePartOfReserves() external {
        IPairAttack pair = pairMade();
        quote.mint(address(pair), QUOTES);
        pair.sync();
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_Overfilled.selector, address(pair), 0, QUOTES));
    }

    function test_RevertGiven_WhatWasMadePartOfReservesLeavesTooLittle() external {
        IPairAttack pair = pairMade();
        token.mint(address(pair), TOKENS - 1);
        quote.mint(address(pair), QUOTES - 1e6);
        pair.sync();
        expect(abi.encodeWithSelector(IPoolOpener.PoolOpener_TooLittle.selector, 1, 1e6));
    }

    function test_RevertGiven_TokenThatProvidesLiquidityWhileItIsMoved() external {
        HookToken hooked = new HookToken();
        use(new PlainToken(), hooked);
        // While the quote is moved, the attacker adds what makes a price of its own and mints before anybody.
        IPairAttack pair = pairMade();
        Script script = new Script();
        quote.mint(address(script), 1e18);
        script.add(address(quote), abi.encodeCall(quote.transfer, (address(pair), 1e18)));
        script.add(address(pair), abi.encodeCall(pair.mint, (attacker)));
        hooked.hook(address(script), abi.encodeCall(script.run, ()), true);
        vm.expectRevert();
        vm.prank(team);
        opener.open(o);
        vm.assertEq(token.balanceOf(team), TOKENS);
    }

    function test_RevertGiven_TokenThatMakesGiftsReservesWhileItIsMoved() external {
        HookToken hooked = new HookToken();
        use(new PlainToken(), hooked);
        IPairAttack pair = pairMade();
        hooked.hook(address(pair), abi.encodeCall(pair.sync, ()), true);
        vm.expectRevert("ds-math-sub-underflow"); // there is nothing left to mint for
        vm.prank(team);
        opener.open(o);
    }

    function test_RevertGiven_TokenThatOpensAgainWhileItIsMoved() external {
        HookToken hooked = new HookToken();
        use(hooked, new PlainToken());
        Script script = new Script();
        token.mint(address(script), TOKENS);
        quote.mint(address(script), QUOTES);
        script.add(address(token), abi.encodeCall(token.approve, (address(opener), TOKENS)));
        script.add(address(quote), abi.encodeCall(quote.approve, (address(opener), QUOTES)));
        script.add(address(opener), abi.encodeCall(opener.open, (o)));
        hooked.hook(address(script), abi.encodeCall(script.run, ()), true);
        vm.expectRevert();
        vm.prank(team);
        opener.open(o);
        vm.assertEq(opener.openingOf(address(script), o.salt), 0);
    }

    function testFuzz_Given_ThereIsNoPair_OpensAtStatedPrice(uint112 tokens, uint112 quotes) external {
        tokens = uint112(within(tokens, 1001, type(uint112).max));
        quotes = uint112(within(quotes, 1001, type(uint112).max));
        (o.tokenAmount, o.quoteAmount) = (tokens, quotes);
        token.mint(team, tokens);
        quote.mint(team, quotes);
        (IPairAttack pair, uint256 liquidity) = open();
        assertOpenedAtPrice(pair);
        vm.assertEq(liquidity, rootOf(uint256(tokens) * quotes) - MINIMUM);
        vm.assertEq(pair.balanceOf(carol), liquidity);
        vm.assertEq(pair.totalSupply(), liquidity + MINIMUM);
        vm.assertEq(token.balanceOf(team), TOKENS);
        vm.assertEq(quote.balanceOf(team), QUOTES);
        vm.assertEq(opener.openingOf(team, o.salt), opener.idOf(team, o));
    }

    function test_Given_ThereIsNoPair_OpensWithNativeCoin() external {
        useCoin();
        (IPairAttack pair,) = openWithCoin();
        assertOpenedAtPrice(pair);
        vm.assertEq(team.balance, 0);
        vm.assertEq(token.balanceOf(team), 0);
    }

    function test_Given_ThereIsNoPair_OpensWithWrappedCoin() external {
        useCoin();
        vm.startPrank(team);
        weth.deposit{value: QUOTES}();
        weth.approve(address(opener), QUOTES);
        vm.stopPrank();
        (IPairAttack pair,) = open();
        assertOpenedAtPrice(pair);
        vm.assertEq(weth.balanceOf(team), 0);
    }

    function test_Given_ThereIsPairWithoutLiquidity_OpensAtStatedPriceInThatPair() external {
        vm.prank(attacker);
        IPairAttack made = pairMade();
        (IPairAttack pair,) = open();
        vm.assertEq(address(pair), address(made));
        assertOpenedAtPrice(pair);
    }

    function test_Given_GiftsToPair_CountsThem() external {
        IPairAttack pair = pairMade();
        token.mint(address(pair), 3e18);
        quote.mint(address(pair), QUOTES);
        (, uint256 liquidity) = open();
        assertOpenedAtPrice(pair);
        vm.assertEq(liquidity, rootOf(TOKENS * QUOTES) - MINIMUM);
        vm.assertEq(token.balanceOf(team), 3e18);
        vm.assertEq(quote.balanceOf(team), QUOTES);
    }

    function test_Given_GiftsToPair_GivesBackThoseThatAreTooLarge() external {
        IPairAttack pair = pairMade();
        quote.mint(address(pair), QUOTES + 1);
        open();
        assertOpenedAtPrice(pair);
        vm.assertEq(quote.balanceOf(team), QUOTES + 1);
        vm.assertEq(token.balanceOf(team), 0);
    }

    function test_Given_GiftsMadePartOfReserves_CountsThemAtStatedPrice() external {
        IPairAttack pair = pairMade();
        quote.mint(address(pair), 100e18);
        pair.sync();
        (, uint256 liquidity) = open();
        assertOpenedAtPrice(pair);
        vm.assertEq(liquidity, rootOf(TOKENS * 400e18) - MINIMUM);
        vm.assertEq(pair.totalSupply(), liquidity + MINIMUM);
        vm.assertEq(quote.balanceOf(team), 100e18);
    }

    function test_Given_GiftsOfWrappedCoin_ReturnsCoinsThatAreNotNeeded() external {
        useCoin();
        IPairAttack pair = pairMade();
        vm.deal(attacker, QUOTES);
        vm.startPrank(attacker);
        weth.deposit{value: QUOTES}();
        weth.transfer(address(pair), 1e18);
        pair.sync();
        weth.transfer(address(pair), 2e18);
        vm.stopPrank();
        openWithCoin();
        assertOpenedAtPrice(pair);
        vm.assertEq(team.balance, 3e18);
    }

    /// @dev The attacker has as much of both as it likes, and any three moves before the opening, in any order.
    function testFuzz_Given_AnyAttackBeforeIt_OpensAtStatedPriceOrMovesNothing(uint256 seed) external {
        IPairAttack pair = pairMade();
        bool priced;
        for (uint256 i; i < 3; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            token.mint(address(pair), noise % 3 == 0 ? 0 : (noise >> 16) % (TOKENS / (1 + noise % 4)));
            quote.mint(address(pair), noise % 5 == 0 ? 0 : (noise >> 128) % (QUOTES / (1 + noise % 3)));
            uint256 move = (noise >> 8) % 4;
            if (move == 0) {
                pair.sync();
            } else if (move == 1 && noise % 7 == 0) {
                (bool minted,) = address(pair).call(abi.encodeCall(pair.mint, (attacker)));
                priced = priced || minted;
            }
        }
        vm.prank(team);
        (bool done, bytes memory answer) = address(opener).call(abi.encodeCall(opener.open, (o)));
        if (done) {
            assertOpenedAtPrice(pair);
            vm.assertEq(pair.totalSupply(), pair.balanceOf(carol) + MINIMUM);
            vm.assertFalse(priced);
            return;
        }
        vm.assertTrue(
            bytes4(answer) == IPoolOpener.PoolOpener_Overfilled.selector
                || (priced && bytes4(answer) == IPoolOpener.PoolOpener_AlreadyPriced.selector)
        );
        vm.assertEq(token.balanceOf(team), TOKENS);
        vm.assertEq(quote.balanceOf(team), QUOTES);
    }

    function test_When_RecipientIsNobody_BurnsLiquidity() external {
        o.to = BURNT;
        (IPairAttack pair, uint256 liquidity) = open();
        vm.assertEq(pair.balanceOf(BURNT), liquidity);
        vm.assertEq(pair.totalSupply(), liquidity + MINIMUM);
    }

    function test_When_LockIsStated_LocksLiquidityUntilItsDate() external {
        o.lockedUntil = uint64(NOW + 365 days);
        (IPairAttack pair, uint256 liquidity) = open();
        Schedule memory lock = lockOf(opener.idOf(team, o), address(pair), liquidity);
        vm.assertEq(pair.balanceOf(vault.boxOf(lock)), liquidity);
        vm.assertEq(pair.balanceOf(carol), 0);
        vm.warp(NOW + 365 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NothingVested.selector, vault.idOf(lock)));
        vm.prank(carol);
        vault.withdraw(lock);
        vm.warp(NOW + 365 days);
        vm.prank(carol);
        vm.assertEq(vault.withdraw(lock), liquidity);
        vm.assertEq(pair.balanceOf(carol), liquidity);
    }

    function test_When_LockIsStated_RefusesNothingBecauseSomebodyGuessedLock() external {
        o.lockedUntil = uint64(NOW + 1);
        IPairAttack pair = pairMade();
        uint256 liquidity = rootOf(TOKENS * QUOTES) - MINIMUM;
        Schedule memory lock = lockOf(opener.idOf(team, o), address(pair), liquidity);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_Underfunded.selector, 0, liquidity));
        vault.open(lock);
        // The same lock for another token leaves the box there, and nothing else.
        lock.token = address(quote);
        quote.mint(vault.boxOf(lock), liquidity);
        vault.open(lock);
        open();
        vm.assertEq(pair.balanceOf(vault.boxOf(lock)), liquidity);
    }

    function test_TakesFromNobodyButCaller() external {
        vm.expectRevert(bytes4(keccak256("TransferFromFailed()")));
        vm.prank(attacker);
        opener.open(o);
        vm.assertEq(token.balanceOf(team), TOKENS);
    }

    function test_AnnouncesOpeningWhole() external {
        IPairAttack pair = pairMade();
        vm.expectEmit(address(opener));
        emit IPoolOpener.PoolOpened(
            opener.idOf(team, o), address(pair), team, o, rootOf(TOKENS * QUOTES) - MINIMUM, carol
        );
        open();
    }

    function provide(IPairAttack pair, uint256 tokens, uint256 quotes) private returns (uint256) {
        token.mint(address(pair), tokens);
        quote.mint(address(pair), quotes);
        return pair.mint(attacker);
    }

    function expect(bytes memory fault) private {
        vm.expectRevert(fault);
        vm.prank(team);
        opener.open(o);
    }
}
