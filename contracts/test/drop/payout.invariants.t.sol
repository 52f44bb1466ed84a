// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {InvariantTest} from "../base/Test.sol";
import {BlocklistToken} from "../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {PayoutFixture} from "./PayoutTest.sol";

/// @notice Two payers who pay batches, some of them again, in two tokens, one of which refuses some recipients.
contract PayoutHandler is PayoutFixture {
    uint256 public constant PEOPLE = 6;

    PlainToken[2] public tokens;
    address[2] public payers;
    uint256[2] public supply;
    uint256[2] public stranded;
    bool public doubled;

    constructor() {
        arrange();
        BlocklistToken blocking = new BlocklistToken();
        blocking.refuse(someone(0), BlocklistToken.Way.Revert);
        (tokens[0], tokens[1]) = (new PlainToken(), blocking);
        (payers[0], payers[1]) = (account("first payer"), account("second payer"));
        for (uint256 t; t < 2; ++t) {
            for (uint256 i; i < 2; ++i) {
                tokens[t].mint(payers[i], 1_000_000);
                vm.prank(payers[i]);
                tokens[t].approve(address(payout), type(uint256).max);
            }
            supply[t] = 2_000_000;
        }
    }

    function held(uint256 t) external view returns (uint256) {
        return tokens[t].balanceOf(address(payout));
    }

    function everybody(uint256 t) external view returns (uint256 sum) {
        for (uint256 i; i < PEOPLE; ++i) {
            sum += tokens[t].balanceOf(someone(i));
        }
        sum += tokens[t].balanceOf(payers[0]) + tokens[t].balanceOf(payers[1]) + tokens[t].balanceOf(address(payout));
    }

    function pay(uint256 which, uint256 batch, uint256 seed, uint8 flags) external {
        uint256 t = which % 2;
        address who = payers[(which >> 1) % 2];
        bytes32 run = bytes32((which >> 2) % 2);
        batch %= 3;
        bytes memory rows;
        for (uint256 i; i <= seed % 5; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            address to = someone(noise % PEOPLE);
            rows = bytes.concat(
                rows, flags & WIDE == 0 ? narrow(to, uint96((noise >> 8) % 30_000)) : wide(to, (noise >> 8) % 30_000)
            );
        }
        bool before = payout.isPaid(who, run, batch);
        uint256 balance = tokens[t].balanceOf(who);
        vm.prank(who);
        try payout.pay(address(tokens[t]), run, batch, rows, flags % 4) returns (uint256 paid) {
            if (before) doubled = true;
            vm.assertTrue(payout.isPaid(who, run, batch));
            vm.assertEq(tokens[t].balanceOf(who), balance - paid);
        } catch {
            vm.assertEq(payout.isPaid(who, run, batch), before);
            vm.assertEq(tokens[t].balanceOf(who), balance);
        }
    }

    function strand(uint256 t, uint8 amount) external {
        t %= 2;
        tokens[t].mint(address(payout), amount);
        stranded[t] += amount;
        supply[t] += amount;
    }
}

/// @notice Nothing that is paid in stays, nothing is lost or made, and no batch is paid twice.
contract Payout_Invariants is InvariantTest {
    function setUp() external {
        handler = address(new PayoutHandler());
    }

    function invariant_NothingStaysButWhatStrandedHere() external view {
        for (uint256 t; t < 2; ++t) {
            vm.assertEq(PayoutHandler(handler).held(t), PayoutHandler(handler).stranded(t));
        }
    }

    function invariant_MoneyIsConserved() external view {
        for (uint256 t; t < 2; ++t) {
            vm.assertEq(PayoutHandler(handler).everybody(t), PayoutHandler(handler).supply(t));
        }
    }

    function invariant_BatchIsPaidAtMostOnce() external view {
        vm.assertFalse(PayoutHandler(handler).doubled());
    }
}
