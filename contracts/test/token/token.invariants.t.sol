// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenFactory} from "../../src/token/ITokenFactory.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../src/token/TokenParameters.sol";
import {InvariantTest} from "../base/Test.sol";
import {IAnyToken} from "./IAnyToken.sol";
import {LedgerHandler} from "./LedgerHandler.sol";
import {TokenMaker} from "./TokenTest.sol";

/// @notice Tokens of every kind, in both forms, against a plain ledger. Numbers as in docs/invariants.md.
contract Token_Invariants is InvariantTest {
    LedgerHandler private ledger;

    function setUp() external {
        ledger = new LedgerHandler();
        handler = address(ledger);
    }

    /// @dev T1
    function invariant_T1_BalancesAreTheLedgers() external view {
        for (uint256 which; which < ledger.TOKENS(); ++which) {
            (IAnyToken clone, IAnyToken direct) = ledger.tokensOf(which);
            for (uint256 i; i < ledger.PEOPLE(); ++i) {
                address who = ledger.people(i);
                vm.assertEq(clone.balanceOf(who), ledger.balanceOf(which, who), "balance in the clone");
                vm.assertEq(direct.balanceOf(who), ledger.balanceOf(which, who), "balance in the direct form");
            }
        }
    }

    /// @dev T2
    function invariant_T2_BalancesAddUpToSupply() external view {
        for (uint256 which; which < ledger.TOKENS(); ++which) {
            (IAnyToken clone, IAnyToken direct) = ledger.tokensOf(which);
            uint256 sum;
            for (uint256 i; i < ledger.PEOPLE(); ++i) {
                sum += clone.balanceOf(ledger.people(i));
            }
            vm.assertEq(sum, clone.totalSupply());
            vm.assertEq(sum, direct.totalSupply());
        }
    }

    /// @dev T3
    function invariant_T3_SupplyChangesInManagedTokensOnlyAndNeverBeyondLimit() external view {
        for (uint256 which; which < ledger.TOKENS(); ++which) {
            (IAnyToken clone, IAnyToken direct) = ledger.tokensOf(which);
            (uint256 supply, uint256 room, uint256 made) = ledger.suppliesOf(which);
            vm.assertEq(clone.totalSupply(), supply);
            vm.assertEq(direct.totalSupply(), supply);
            if (which != 2) {
                vm.assertEq(supply, which == 4 && !ledger.isSealed() ? 0 : 4000);
                continue;
            }
            vm.assertEq(made + room, 10_000);
            vm.assertEq(clone.mintable(), room);
            vm.assertEq(direct.mintable(), room);
        }
    }

    /// @dev T4
    function invariant_T4_AllowancesAndNoncesAreTheLedgers() external view {
        for (uint256 which; which < ledger.TOKENS(); ++which) {
            (IAnyToken clone, IAnyToken direct) = ledger.tokensOf(which);
            for (uint256 i; i < ledger.PEOPLE(); ++i) {
                address who = ledger.people(i);
                vm.assertEq(clone.nonces(who), ledger.nonceOf(which, who));
                vm.assertEq(direct.nonces(who), ledger.nonceOf(which, who));
                for (uint256 j; j < ledger.PEOPLE(); ++j) {
                    address to = ledger.people(j);
                    vm.assertEq(clone.allowance(who, to), ledger.allowanceOf(which, who, to));
                    vm.assertEq(direct.allowance(who, to), ledger.allowanceOf(which, who, to));
                }
            }
        }
    }

    /// @dev T5
    function invariant_T5_VotesAreBalancesOfThoseWhoDelegate() external view {
        for (uint256 which = 3; which < 5; ++which) {
            (IAnyToken clone, IAnyToken direct) = ledger.tokensOf(which);
            for (uint256 i; i < ledger.PEOPLE(); ++i) {
                address who = ledger.people(i);
                uint256 votes;
                for (uint256 j; j < ledger.PEOPLE(); ++j) {
                    address other = ledger.people(j);
                    if (ledger.delegateOf(which, other) == who) votes += ledger.balanceOf(which, other);
                }
                vm.assertEq(clone.delegates(who), ledger.delegateOf(which, who));
                vm.assertEq(clone.getVotes(who), votes);
                vm.assertEq(direct.getVotes(who), votes);
            }
        }
    }

    /// @dev T6
    function invariant_T6_PowersAreTheOwnersLessThoseGivenUp() external view {
        for (uint256 which; which < ledger.TOKENS(); ++which) {
            (IAnyToken clone, IAnyToken direct) = ledger.tokensOf(which);
            (uint256 bits, address holder) = clone.powers();
            (uint256 twin, address twinHolder) = direct.powers();
            vm.assertEq(bits, twin);
            vm.assertEq(holder, twinHolder);
            (address owner, uint256 givenUp, bool paused) = ledger.powersOf(which);
            uint256 expected = which == 2 ? 645 & ~givenUp : 0;
            if (which == 2) {
                if (clone.mintable() == 0) expected &= ~uint256(1);
                vm.assertEq(clone.paused(), paused);
                vm.assertEq(clone.owner(), owner);
            }
            vm.assertEq(bits, expected);
            vm.assertEq(holder, expected == 0 ? address(0) : owner);
        }
    }

    /// @dev T7: bits beyond the amount are flags, and the flag of an account without a genesis amount is never set.
    function invariant_T7_SlotsHoldNothingButAmountsAndFlags() external view {
        for (uint256 which; which < ledger.TOKENS(); ++which) {
            (IAnyToken clone, IAnyToken direct) = ledger.tokensOf(which);
            for (uint256 i; i < ledger.PEOPLE(); ++i) {
                address who = ledger.people(i);
                uint256 slot = uint256(vm.load(address(clone), bytes32(uint256(uint160(who)))));
                vm.assertEq(vm.load(address(direct), bytes32(uint256(uint160(who)))), bytes32(slot));
                vm.assertEq(slot << 2 >> 130, 0);
                if (i > 3 || which == 0 && i != 0) vm.assertEq(slot >> 255, 0);
                if (which < 3) vm.assertEq(slot >> 254 & 1, 0);
            }
        }
    }
}

/// @notice Three creators who create tokens, sometimes the same one again.
contract FactoryHandler is TokenMaker {
    uint256 public created;

    constructor() {
        makeFactory();
    }

    function factoryOf() external view returns (ITokenFactory) {
        return factory;
    }

    function createToken(uint256 creator, uint256 owner, uint256 kind, uint256 salt) external {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm(salt % 2), someone(owner % 3));
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

    /// @dev F1
    function invariant_F1_EveryTokenIsListedOnceUnderItsOwner() external view {
        ITokenFactory factory = FactoryHandler(handler).factoryOf();
        uint256 sum;
        for (uint256 owner; owner < 3; ++owner) {
            (address[] memory page, uint256 total) = factory.tokensOf(someone(owner), 0, type(uint256).max);
            vm.assertEq(page.length, total);
            sum += total;
            for (uint256 i; i < total; ++i) {
                vm.assertEq(IAnyToken(page[i]).ownerOfRecord(), someone(owner));
                for (uint256 j; j < i; ++j) {
                    vm.assertNotEq(page[i], page[j]);
                }
            }
        }
        vm.assertEq(sum, FactoryHandler(handler).created());
        vm.assertEq(sum + 9, uint256(vm.getNonce(address(factory))));
    }
}
