// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {Allocation} from "../../src/token/Allocation.sol";
import {ITokenFactory, TokenParameters} from "../../src/token/ITokenFactory.sol";
import {InvariantTest, Test} from "../base/Test.sol";

/// @notice Four holders who do with a token whatever one can do with it.
contract TokenHandler is Test {
    ERC20 public token;
    string[4] private names = ["alice", "bob", "carol", "dave"];
    address[4] public holders;

    constructor() {
        Allocation[] memory genesis = new Allocation[](4);
        for (uint256 i; i < 4; ++i) {
            holders[i] = account(names[i]);
            genesis[i] = Allocation(holders[i], (i + 1) * 1_000_000);
        }
        token = ERC20(create("FixedToken", abi.encode("WebsiteCoin", "WSC", uint8(6), genesis)));
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        address sender = holders[from % 4];
        amount = within(amount, 0, token.balanceOf(sender));
        vm.prank(sender);
        token.transfer(holders[to % 4], amount);
    }

    function transferTooMuch(uint256 from, uint256 to, uint256 amount) external {
        address sender = holders[from % 4];
        amount = within(amount, token.balanceOf(sender) + 1, type(uint256).max);
        vm.prank(sender);
        try token.transfer(holders[to % 4], amount) {
            revert("moved more than it held");
        } catch {}
    }

    function approve(uint256 from, uint256 spender, uint256 amount) external {
        vm.prank(holders[from % 4]);
        token.approve(holders[spender % 4], amount % 3 == 0 ? type(uint256).max : amount);
    }

    function transferFrom(uint256 from, uint256 spender, uint256 to, uint256 amount) external {
        address sender = holders[from % 4];
        uint256 allowed = token.allowance(sender, holders[spender % 4]);
        uint256 balance = token.balanceOf(sender);
        vm.prank(holders[spender % 4]);
        token.transferFrom(sender, holders[to % 4], within(amount, 0, allowed < balance ? allowed : balance));
    }

    function permit(uint256 from, uint256 spender, uint256 value) external {
        address sender = holders[from % 4];
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash =
            keccak256(abi.encode(typeHash, sender, holders[spender % 4], value, token.nonces(sender), block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(names[from % 4]), digest);
        token.permit(sender, holders[spender % 4], value, block.timestamp, v, r, s);
    }
}

/// @notice The supply never changes, and the balances always add up to it.
contract FixedToken_Invariants is InvariantTest {
    function setUp() external {
        handler = address(new TokenHandler());
    }

    function invariant_SupplyIsConstant() external view {
        vm.assertEq(TokenHandler(handler).token().totalSupply(), 10_000_000);
    }

    function invariant_BalancesAddUpToSupply() external view {
        TokenHandler h = TokenHandler(handler);
        uint256 sum;
        for (uint256 i; i < 4; ++i) {
            sum += h.token().balanceOf(h.holders(i));
        }
        vm.assertEq(sum, h.token().totalSupply());
    }
}

/// @notice Three creators who create tokens, sometimes the same one again.
contract FactoryHandler is Test {
    ITokenFactory public factory = ITokenFactory(create("TokenFactory", ""));
    uint256 public created;

    function createToken(uint256 creator, uint256 owner, uint256 salt) external {
        Allocation[] memory genesis = new Allocation[](1);
        genesis[0] = Allocation(someone(0), 1);
        TokenParameters memory p = TokenParameters("Name", "SYM", 18, someone(owner % 3), genesis);
        address predicted = factory.predictToken(p, someone(creator % 3), bytes32(salt % 4));
        bool there = predicted.code.length > 0;
        vm.prank(someone(creator % 3));
        try factory.createToken(p, bytes32(salt % 4)) returns (address token) {
            vm.assertFalse(there);
            vm.assertEq(token, predicted);
            ++created;
        } catch {
            vm.assertTrue(there);
        }
    }
}

/// @notice Every creation is listed once, under its owner; a request is carried out at most once.
contract TokenFactory_Invariants is InvariantTest {
    function setUp() external {
        handler = address(new FactoryHandler());
    }

    function invariant_EveryTokenIsListedOnceUnderItsOwner() external view {
        ITokenFactory factory = FactoryHandler(handler).factory();
        vm.assertEq(factory.tokenCount(), FactoryHandler(handler).created());
        uint256 sum;
        for (uint256 owner; owner < 3; ++owner) {
            (address[] memory page, uint256 total) = factory.tokensOf(someone(owner), 0, type(uint256).max);
            vm.assertEq(page.length, total);
            sum += total;
            for (uint256 i; i < total; ++i) {
                vm.assertEq(factory.ownerOf(page[i]), someone(owner));
            }
        }
        vm.assertEq(sum, factory.tokenCount());
    }
}
