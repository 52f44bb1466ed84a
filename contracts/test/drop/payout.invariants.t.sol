// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Payment} from "../../src/drop/IPayout.sol";
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
    uint256 public paidInCoin;
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

    function target() external view returns (address) {
        return address(payout);
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
        flags %= 8;
        bytes memory rows = _rows(seed, flags);
        bool before = payout.isPaid(who, run, batch);
        uint256 balance = tokens[t].balanceOf(who);
        vm.prank(who);
        try payout.pay(address(tokens[t]), run, batch, rows, flags) returns (uint256 paid) {
            if (before) doubled = true;
            vm.assertTrue(payout.isPaid(who, run, batch));
            vm.assertEq(tokens[t].balanceOf(who), balance - paid);
        } catch {
            vm.assertEq(payout.isPaid(who, run, batch), before);
            vm.assertEq(tokens[t].balanceOf(who), balance);
        }
    }

    /// @dev A batch of the native coin and one of a token, with the right value or a wrong one.
    function payBoth(uint256 which, uint256 batch, uint256 seed, uint8 flags, uint8 more) external {
        address who = payers[which % 2];
        flags %= 8;
        Payment[] memory both = new Payment[](2);
        both[0] = Payment(address(0), bytes32(which % 3), batch % 5, _rows(seed, flags), flags);
        both[1] = Payment(address(tokens[0]), bytes32(which % 3), batch % 7, _rows(seed >> 8, flags), flags);
        uint256 sum = _sum(both[0].rows, flags);
        uint256 value = more % 2 == 0 ? sum : more;
        bool before = payout.isPaid(who, both[0].run, both[0].batch);
        vm.deal(who, value);
        uint256 back = who.balance;
        vm.prank(who);
        try payout.payMany{value: value}(both) returns (uint256[] memory paid) {
            if (before || (both[0].batch == both[1].batch)) doubled = true;
            vm.assertEq(value, sum);
            vm.assertEq(who.balance, back - paid[0]);
            paidInCoin += paid[0];
        } catch {
            vm.assertEq(who.balance, back);
        }
    }

    function coins() external view returns (uint256 sum) {
        for (uint256 i; i < PEOPLE; ++i) {
            sum += someone(i).balance;
        }
    }

    function _rows(uint256 seed, uint8 flags) private pure returns (bytes memory rows) {
        uint256 equal = (seed >> 9) % 30_000;
        if (flags & EQUAL != 0) rows = flags & WIDE == 0 ? abi.encodePacked(uint96(equal)) : abi.encodePacked(equal);
        for (uint256 i; i <= seed % 5; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            address to = someone(noise % PEOPLE);
            uint256 amount = (noise >> 8) % 30_000;
            if (flags & EQUAL != 0) rows = abi.encodePacked(rows, to);
            else rows = bytes.concat(rows, flags & WIDE == 0 ? narrow(to, uint96(amount)) : wide(to, amount));
        }
    }

    function _sum(bytes memory rows, uint8 flags) private pure returns (uint256 sum) {
        uint256 width = flags & WIDE == 0 ? 12 : 32;
        uint256 place = flags & EQUAL == 0 ? 20 : 0;
        uint256 step = 20 + width;
        uint256 times = flags & EQUAL == 0 ? 1 : (rows.length - width) / 20;
        for (; place < rows.length; place += step) {
            uint256 word;
            assembly ("memory-safe") {
                word := shr(sub(256, shl(3, width)), mload(add(add(rows, 0x20), place)))
            }
            sum += word * times;
            if (times != 1 || flags & EQUAL != 0) break;
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

    function invariant_CoinsAreWithRecipients() external view {
        vm.assertEq(address(PayoutHandler(handler).target()).balance, 0);
        vm.assertEq(PayoutHandler(handler).coins(), PayoutHandler(handler).paidInCoin());
    }

    function invariant_BatchIsPaidAtMostOnce() external view {
        vm.assertFalse(PayoutHandler(handler).doubled());
    }
}
