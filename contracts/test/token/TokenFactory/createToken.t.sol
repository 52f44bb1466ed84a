// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {IFixedTokenErrors} from "../../../src/token/IFixedToken.sol";
import {ITokenFactory, TokenParameters} from "../../../src/token/ITokenFactory.sol";
import {SilentWallet} from "../../mocks/Wallets.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_CreateToken_Test is TokenTest {
    function test_RevertWhen_OwnerIsZero() external {
        vm.expectRevert(ITokenFactory.TokenFactory_ZeroOwner.selector);
        factory.createToken(parametersOf(address(0)), 0);
    }

    function test_RevertWhen_TokenRefusesItsParameters() external {
        TokenParameters memory p = parametersOf(bob);
        p.name = "";
        vm.expectRevert(IFixedTokenErrors.FixedToken_EmptyName.selector);
        factory.createToken(p, 0);
        vm.assertEq(factory.tokenCount(), 0);
    }

    function test_RevertWhen_GenesisRowIsRefused() external {
        TokenParameters memory p = parametersOf(bob);
        p.genesis[1].amount = 0;
        vm.expectRevert(abi.encodeWithSelector(IFixedTokenErrors.FixedToken_ZeroAmountAllocation.selector, 1));
        factory.createToken(p, 0);
    }

    function testFuzz_RevertGiven_SameRequestHasBeenCarriedOut(bytes32 salt) external {
        address created = factory.createToken(parametersOf(bob), salt);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_AlreadyCreated.selector, created));
        factory.createToken(parametersOf(bob), salt);
        vm.assertEq(factory.tokenCount(), 1);
    }

    function test_Given_SomebodyElseSentSameRequest_CreatesAnotherToken() external {
        vm.prank(alice);
        address first = factory.createToken(parametersOf(bob), 0);
        vm.prank(bob);
        address second = factory.createToken(parametersOf(bob), 0);
        vm.assertNotEq(first, second);
    }

    function test_When_SaltDiffers_CreatesAnotherToken() external {
        vm.assertNotEq(
            factory.createToken(parametersOf(bob), 0), factory.createToken(parametersOf(bob), bytes32(uint256(1)))
        );
    }

    function testFuzz_CreatesTokenAtPredictedAddress(address creator, bytes32 salt, string memory name, uint8 decimals)
        external
    {
        vm.assume(bytes(name).length > 0);
        TokenParameters memory p = parametersOf(bob);
        p.name = name;
        p.decimals = uint8(within(decimals, 0, 77));
        address predicted = factory.predictToken(p, creator, salt);
        vm.prank(creator);
        vm.assertEq(factory.createToken(p, salt), predicted);
        vm.assertEq(bytes(ERC20(predicted).name()), bytes(name));
        vm.assertEq(ERC20(predicted).decimals(), p.decimals);
    }

    function test_MintsGenesisAndKeepsNothing() external {
        token = ERC20(factory.createToken(parametersOf(bob), 0));
        vm.assertEq(token.balanceOf(alice), 5);
        vm.assertEq(token.balanceOf(bob), 7);
        vm.assertEq(token.balanceOf(address(factory)), 0);
        vm.assertEq(token.totalSupply(), 12);
    }

    function test_RecordsOwner() external {
        vm.prank(alice);
        address created = factory.createToken(parametersOf(bob), 0);
        vm.assertEq(factory.ownerOf(created), bob);
        (address[] memory page, uint256 total) = factory.tokensOf(bob, 0, 10);
        vm.assertEq(page, list(created));
        vm.assertEq(total, 1);
    }

    function test_AnnouncesToken() external {
        TokenParameters memory p = parametersOf(bob);
        address predicted = factory.predictToken(p, alice, bytes32(uint256(9)));
        vm.expectEmit(address(factory));
        emit ITokenFactory.TokenCreated(predicted, bob, alice, p.name, p.symbol, 18, 12, bytes32(uint256(9)));
        vm.prank(alice);
        factory.createToken(p, bytes32(uint256(9)));
    }

    function testFuzz_LeavesOwnerWithoutPowerOverBalances(uint256 amount) external {
        token = ERC20(factory.createToken(parametersOf(someone(1)), 0));
        amount = within(amount, 1, 5);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        vm.prank(someone(1));
        token.transferFrom(alice, someone(1), amount);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        vm.prank(address(factory));
        token.transferFrom(alice, someone(1), amount);
    }

    function test_NeedsNoCallToOwnerOrRecipients() external {
        TokenParameters memory p = parametersOf(address(new SilentWallet()));
        p.genesis[0].to = address(new SilentWallet());
        token = ERC20(factory.createToken(p, 0));
        vm.assertEq(token.balanceOf(p.genesis[0].to), 5);
    }
}
