// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Voucher} from "../../src/drop/IVoucherDrop.sol";
import {InvariantTest} from "../base/Test.sol";
import {HookToken} from "../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../mocks/PlainToken.sol";
import {VoucherFixture} from "./VoucherTest.sol";

/// @notice Three signers who write vouchers and batches, some of them twice or above their budgets; an owner who moves budgets about; revocations.
/// A plain model says what must happen.
contract VoucherHandler is VoucherFixture {
    string[3] private _names = ["signer", "second signer", "third signer"];

    uint256 public paid;
    uint256 public clawedBack;
    mapping(address signer => uint256) public budgets;
    mapping(address signer => uint256) public given;
    mapping(address signer => uint256) public spent;
    mapping(address signer => mapping(uint256 nonce => bool)) private _gone;
    bool private _hooked;

    constructor(PlainToken with_, bool hooked) {
        arrange();
        use(with_);
        _hooked = hooked;
        budgets[signer] = given[signer] = 600;
    }

    function who(uint256 i) public returns (address) {
        return account(_names[i % 3]);
    }

    function balance() external view returns (uint256) {
        return token.balanceOf(address(drop));
    }

    function budgetOf(address whose) external view returns (uint256) {
        return drop.budgetOf(whose);
    }

    function claim(uint256 by, uint256 amount, uint256 nonce, bool toOther, uint64 expiry) external {
        address from = who(by);
        nonce %= 12;
        Voucher memory voucher = Voucher(alice, amount % 150, nonce, 0, uint64(START + expiry % 2_000_000));
        (bytes32 r, bytes32 vs) = sign(_names[by % 3], voucher);
        bool may = _may(from, voucher.amount, nonce) && block.timestamp < voucher.expiry;
        address to = toOther ? carol : alice;
        uint256 before = token.balanceOf(to);
        if (_hooked) {
            HookToken(address(token)).hook(address(drop), abi.encodeCall(drop.claim, (voucher, r, vs)), false);
        }
        vm.prank(alice);
        (bool success,) = address(drop)
            .call(
                toOther
                    ? abi.encodeCall(drop.claimTo, (to, voucher, r, vs))
                    : abi.encodeCall(drop.claim, (voucher, r, vs))
            );
        _after(success, may, from, voucher.amount, nonce);
        vm.assertEq(token.balanceOf(to), before + (may ? voucher.amount : 0));
    }

    function claimBatch(uint256 by, uint96 a, uint96 b, uint256 nonce) external {
        address from = who(by);
        nonce %= 12;
        (a, b) = (a % 80, b % 80);
        bytes memory rows = bytes.concat(row(alice, a), row(bob, b));
        (bytes32 r, bytes32 vs) = signBatch(_names[by % 3], rows, nonce, 0, 0);
        bool may = _may(from, uint256(a) + b, nonce);
        bytes memory call = abi.encodeCall(drop.claimBatch, (rows, nonce, 0, 0, r, vs));
        if (_hooked) HookToken(address(token)).hook(address(drop), call, false);
        (bool success,) = address(drop).call(call);
        _after(success, may, from, uint256(a) + b, nonce);
    }

    function revoke(uint256 by, uint256 first, uint256 count, bool byOwner) external {
        address from = who(by);
        (first, count) = (first % 12, count % 3);
        vm.prank(byOwner ? owner : from);
        drop.revoke(from, first, count);
        for (uint256 i; i < count; ++i) {
            _gone[from][first + i] = true;
        }
    }

    function setBudget(uint256 whose, uint256 budget) external {
        address to = who(whose);
        budget %= 400;
        vm.prank(owner);
        drop.setBudget(to, budget);
        given[to] = spent[to] + budget;
        budgets[to] = budget;
    }

    function rotate(uint256 from, uint256 to) external {
        if (from % 3 == to % 3) return;
        (address a, address b) = (who(from), who(to));
        vm.prank(owner);
        drop.rotateSigner(a, b);
        given[b] += budgets[a];
        given[a] -= budgets[a];
        (budgets[b], budgets[a]) = (budgets[b] + budgets[a], 0);
    }

    function clawback() external {
        uint256 before = token.balanceOf(address(drop));
        vm.prank(owner);
        (bool success,) = address(drop).call(abi.encodeCall(drop.clawback, (owner)));
        vm.assertEq(success, block.timestamp >= EXPIRY);
        if (success) clawedBack += before;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % 50_000);
    }

    function _may(address from, uint256 amount, uint256 nonce) private view returns (bool) {
        return amount != 0 && amount <= budgets[from] && !_gone[from][nonce] && block.timestamp < EXPIRY
            && token.balanceOf(address(drop)) >= amount;
    }

    function _after(bool success, bool may, address from, uint256 amount, uint256 nonce) private {
        vm.assertEq(success, may);
        if (!success) return;
        paid += amount;
        spent[from] += amount;
        budgets[from] -= amount;
        _gone[from][nonce] = true;
    }
}

/// @notice Money is conserved; a signer spends what it was given and no more; a nonce is good once, and not after its revocation (the model says so
/// at each call).
contract VoucherDrop_Invariants is InvariantTest {
    function setUp() external virtual {
        handler = address(new VoucherHandler(new PlainToken(), false));
    }

    function invariant_MoneyIsConserved() external view {
        VoucherHandler h = VoucherHandler(handler);
        vm.assertEq(h.balance() + h.paid() + h.clawedBack(), 1000);
    }

    function invariant_BudgetIsWhatWasGivenLessWhatWasSpent() external {
        VoucherHandler h = VoucherHandler(handler);
        for (uint256 i; i < 3; ++i) {
            address signer = h.who(i);
            vm.assertEq(h.budgetOf(signer), h.budgets(signer));
            vm.assertEq(h.budgetOf(signer) + h.spent(signer), h.given(signer));
        }
    }
}

/// @notice The same with a token that hands every claim in again from within its transfers.
contract VoucherDrop_Hooks_Invariants is VoucherDrop_Invariants {
    function setUp() external override {
        handler = address(new VoucherHandler(new HookToken(), true));
    }
}
