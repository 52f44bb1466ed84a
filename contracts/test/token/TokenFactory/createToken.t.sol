// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ITokenFactory} from "../../../src/token/ITokenFactory.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {SilentWallet} from "../../mocks/Wallets.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_CreateToken_Test is TokenTest {
    function test_RevertWhen_OwnerIsZero() external {
        vm.expectRevert(ITokenFactory.TokenFactory_ZeroOwner.selector);
        factory.createToken(parametersOf(TokenKind.Votes, TokenForm.Clone, address(0)), 0);
    }

    function test_RevertWhen_NameIsEmptyOrTooLong() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        p.name = "";
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidName.selector, 0));
        factory.createToken(p, 0);
        p.name = string(new bytes(256));
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidName.selector, 256));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_SymbolIsEmptyOrTooLong() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        p.symbol = "";
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidSymbol.selector, 0));
        factory.createToken(p, 0);
        p.symbol = string(new bytes(256));
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidSymbol.selector, 256));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_DescriptionIsTooLong() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        p.description = string(new bytes(255));
        factory.createToken(p, 0);
        p.description = string(new bytes(256));
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_DescriptionTooLong.selector, 256));
        factory.createToken(p, 0);
    }

    function testFuzz_RevertWhen_ThereAreMoreThan38Decimals(uint8 decimals) external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        p.decimals = uint8(within(decimals, 39, 255));
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_DecimalsTooHigh.selector, p.decimals));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_KindThatMakesNoMoreHasNoSupply() external {
        for (uint256 kind; kind < 4; ++kind) {
            if (TokenKind(kind) == TokenKind.Managed) continue;
            TokenParameters memory p = parametersOf(TokenKind(kind), TokenForm.Clone, alice);
            p.supply = 0;
            vm.expectRevert(ITokenFactory.TokenFactory_ZeroSupply.selector);
            factory.createToken(p, 0);
        }
    }

    function test_RevertWhen_LimitDoesNotFit() external {
        TokenParameters memory p = parametersOf(TokenKind.Managed, TokenForm.Clone, alice);
        p.limit = SUPPLY - 1;
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidLimit.selector, SUPPLY - 1));
        factory.createToken(p, 0);
        p.limit = 1 << 127;
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidLimit.selector, 1 << 127));
        factory.createToken(p, 0);
        p.supply = 0;
        p.limit = 0;
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidLimit.selector, 0));
        factory.createToken(p, 0);
        p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        p.limit = SUPPLY;
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidLimit.selector, SUPPLY));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_RowsAreNoWholeNumberOfRows() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        p.rows = new bytes(33);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRows.selector, 33));
        factory.createToken(p, 0);
        p.kind = TokenKind.Genesis;
        p.rows = new bytes(31);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRows.selector, 31));
        factory.createToken(p, 0);
        p.rows = new bytes(32);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRows.selector, 0));
        factory.createToken(p, 0);
        p.rows = new bytes(53);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRows.selector, 21));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_RowsDoNotAscend() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        p.supply = 10;
        address[] memory two = sorted(list(alice, bob));
        p.rows = rowsOf(list(two[1], two[0]), 5);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRow.selector, 1));
        factory.createToken(p, 0);
        p.rows = rowsOf(list(alice, alice), 5);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRow.selector, 1));
        factory.createToken(p, 0);
        p.rows = rowsOf(list(address(0), alice), 5);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRow.selector, 0));
        factory.createToken(p, 0);
        p.kind = TokenKind.Genesis;
        p.rows = abi.encodePacked(bytes32("hash"), two[1], two[0]);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRow.selector, 1));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_RowHasNoAmount() external {
        TokenParameters memory p = parametersOf(TokenKind.Votes, TokenForm.Direct, alice);
        p.supply = 5;
        address[] memory two = sorted(list(alice, bob));
        p.rows = bytes.concat(rowsOf(list(two[0]), 5), rowsOf(list(two[1]), 0));
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_InvalidRow.selector, 1));
        factory.createToken(p, 0);
    }

    function testFuzz_RevertWhen_RowsDoNotAddUp(uint128 supply) external {
        TokenParameters memory p = parametersOf(TokenKind.Votes, TokenForm.Direct, alice);
        p.supply = uint128(within(supply, 1, type(uint96).max));
        vm.assume(p.supply != 10);
        p.rows = rowsOf(sorted(list(alice, bob)), 5);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_WrongTotal.selector, 10, p.supply));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_CodeWouldBeTooLong() external {
        // 44 bytes of proxy, 32 of texts, 42 of footer: 764 rows make 24,566 bytes.
        factory.createToken(_withRows(764), 0);
        TokenParameters memory p = _withRows(765);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_CodeTooLong.selector, 24_598));
        factory.createToken(p, 0);
    }

    function test_RevertWhen_GasDoesNotSuffice() external {
        TokenParameters memory p = _withRows(700);
        vm.expectRevert(ITokenFactory.TokenFactory_CreationFailed.selector);
        factory.createToken{gas: 3_000_000}(p, 0);
        (, uint256 total) = factory.tokensOf(alice, 0, 0);
        vm.assertEq(total, 1);
    }

    function testFuzz_RevertGiven_SameRequestHasBeenCarriedOut(uint256 kind, uint256 form, bytes32 salt) external {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm(form % 2), alice);
        address created = factory.createToken(p, salt);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_AlreadyCreated.selector, created));
        factory.createToken(p, salt);
    }

    function test_Given_SomebodyElseSentSameRequest_CreatesAnotherToken() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        vm.prank(alice);
        address first = factory.createToken(p, 0);
        vm.prank(bob);
        vm.assertNotEq(factory.createToken(p, 0), first);
    }

    function test_ListsTokenAndCountsItByItsNonce() external {
        uint256 before = vm.getNonce(address(factory));
        address made = address(newToken(TokenKind.Fixed, TokenForm.Clone, bob));
        (address[] memory page, uint256 total) = factory.tokensOf(bob, 0, 10);
        vm.assertEq(page, list(made));
        vm.assertEq(total, 1);
        vm.assertEq(uint256(vm.getNonce(address(factory))), before + 1);
    }

    function test_AnnouncesToken() external {
        TokenParameters memory p = parametersOf(TokenKind.Votes, TokenForm.Direct, bob);
        address predicted = factory.predictToken(p, alice, bytes32(uint256(9)));
        vm.expectEmit(address(factory));
        emit ITokenFactory.TokenCreated(
            predicted, bob, alice, TokenKind.Votes, TokenForm.Direct, SUPPLY, bytes32(uint256(9))
        );
        vm.prank(alice);
        factory.createToken(p, bytes32(uint256(9)));
    }

    function testFuzz_AnnouncesFirstHolder(uint256 kind, uint256 form, uint128 supply) external {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm(form % 2), bob);
        p.supply = uint128(within(supply, 1, type(uint128).max >> 1));
        if (p.kind == TokenKind.Managed) p.limit = p.supply;
        address predicted = factory.predictToken(p, address(this), 0);
        vm.expectEmit(predicted);
        emit IAnyToken.Transfer(address(0), bob, p.supply);
        factory.createToken(p, 0);
        vm.assertEq(IAnyToken(predicted).balanceOf(bob), p.supply);
        vm.assertEq(IAnyToken(predicted).totalSupply(), p.supply);
    }

    function test_AnnouncesEveryRow() external {
        for (uint256 form; form < 2; ++form) {
            TokenParameters memory p = parametersOf(TokenKind.Managed, TokenForm(form), someone(1));
            address[] memory three = new address[](3);
            (three[0], three[1], three[2]) = (alice, bob, someone(2));
            sorted(three);
            p.supply = 21;
            p.rows = rowsOf(three, 7);
            address predicted = factory.predictToken(p, address(this), 0);
            for (uint256 i; i < 3; ++i) {
                vm.expectEmit(predicted);
                emit IAnyToken.Transfer(address(0), three[i], 7);
            }
            vm.recordLogs();
            factory.createToken(p, 0);
            vm.assertEq(vm.getRecordedLogs().length, 4);
            vm.assertEq(IAnyToken(predicted).balanceOf(someone(1)), 0);
        }
    }

    function testFuzz_LeavesOwnerWithoutPowerOverBalances(uint256 kind, uint256 form, uint256 amount) external {
        token = newToken(TokenKind(kind % 4), TokenForm(form % 2), alice);
        vm.prank(alice);
        token.transfer(bob, 50);
        amount = within(amount, 1, 50);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        vm.prank(alice);
        token.transferFrom(bob, alice, amount);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        vm.prank(address(factory));
        token.transferFrom(bob, address(factory), amount);
    }

    function test_NeedsNoCallToOwnerOrRecipients() external {
        address silent = address(new SilentWallet());
        token = newToken(TokenKind.Votes, TokenForm.Direct, silent);
        vm.assertEq(token.balanceOf(silent), SUPPLY);
    }

    function test_CreatesManagedTokenWithoutSupply() external {
        TokenParameters memory p = parametersOf(TokenKind.Managed, TokenForm.Direct, alice);
        p.supply = 0;
        vm.recordLogs();
        token = newToken(p);
        vm.assertEq(vm.getRecordedLogs().length, 1);
        vm.assertEq(token.totalSupply(), 0);
        vm.assertEq(token.balanceOf(alice), 0);
        vm.assertEq(token.name(), "WebsiteCoin");
        vm.assertEq(token.mintable(), p.limit);
    }

    function testFuzz_GivesEveryRowItsAmount(uint256 kind, uint256 form, uint256 count, uint256 seed, bool wide)
        external
    {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm(form % 2), alice);
        address[] memory all = new address[](within(count, 1, 30));
        uint256[] memory amounts = new uint256[](all.length);
        p.supply = 0;
        for (uint256 i; i < all.length; ++i) {
            all[i] = someone(uint256(keccak256(abi.encode(seed, i))));
            amounts[i] = within(uint256(keccak256(abi.encode(i, seed))), 1, wide ? 1 << 120 : 1 << 90);
            if (wide && i == 0) amounts[i] = 1 << 120;
            p.supply += uint128(amounts[i]);
        }
        sorted(all);
        for (uint256 i; i < all.length; ++i) {
            p.rows = wide
                ? abi.encodePacked(p.rows, all[i], uint128(amounts[i]))
                : abi.encodePacked(p.rows, all[i], uint96(amounts[i]));
        }
        if (p.kind == TokenKind.Managed) p.limit = p.supply;
        token = newToken(p);
        for (uint256 i; i < all.length; ++i) {
            vm.assertEq(token.balanceOf(all[i]), amounts[i]);
        }
        vm.assertEq(token.balanceOf(alice), 0);
        vm.assertEq(token.totalSupply(), p.supply);
        vm.assertEq(token.name(), "WebsiteCoin");
    }

    function _withRows(uint128 count) private view returns (TokenParameters memory p) {
        p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        address[] memory many = new address[](count);
        for (uint128 i; i < count; ++i) {
            many[i] = address(uint160(i) + 1);
        }
        p.supply = count;
        p.rows = rowsOf(many, 1);
    }
}
