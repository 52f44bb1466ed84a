// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {
    BlocklistToken,
    FalseToken,
    HookToken,
    LyingToken,
    NoReturnToken,
    RebasingToken
} from "../../mocks/MisbehavingTokens.sol";
import {VestingTest} from "../VestingTest.sol";

/// @notice What the vault does with tokens that are not what one expects.
contract VestingVault_Misbehaviour_Test is VestingTest {
    function testFuzz_TokenWithoutReturnValueIsPaid(bool boxed) external {
        use(new NoReturnToken());
        if (boxed) openBoxed(s);
        else open(s);
        vm.warp(END);
        vm.prank(alice);
        vault.withdraw(s);
        vm.assertEq(token.balanceOf(alice), TOTAL);
    }

    function testFuzz_RefusedPaymentIsNotNoted(uint256 way, bool boxed) external {
        BlocklistToken blocking = new BlocklistToken();
        use(blocking);
        bytes32 id = boxed ? openBoxed(s) : open(s);
        blocking.refuse(alice, BlocklistToken.Way(way % 4));
        vm.warp(END);
        vm.prank(alice);
        (bool success,) = address(vault).call{gas: 5_000_000}(abi.encodeCall(vault.withdraw, (s)));
        vm.assertFalse(success);
        vm.assertEq(withdrawnOf(id), 0);
        vm.prank(alice);
        vault.withdrawTo(s, bob, TOTAL);
        vm.assertEq(token.balanceOf(bob), TOTAL);
    }

    function test_TokenThatReturnsFalseIsNotBelieved() external {
        use(new FalseToken());
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(funder);
        vault.create(one(s));
    }

    function testFuzz_ReentrantWithdrawalIsPaidOnce(bool boxed) external {
        HookToken hooked = new HookToken();
        use(hooked);
        // The recipient is the token itself, so that its hook may withdraw.
        s = scheduleOf(address(hooked), 0);
        if (boxed) openBoxed(s);
        else open(s);
        open(scheduleOf(bob, 0));
        vm.warp(END);
        hooked.hook(address(vault), abi.encodeCall(vault.withdraw, (s)), false);
        vm.prank(address(hooked));
        vault.withdraw(s);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(
            hooked.answer(), abi.encodeWithSelector(IVestingVault.VestingVault_NothingVested.selector, vault.idOf(s))
        );
        vm.assertEq(token.balanceOf(address(hooked)), TOTAL);
        vm.assertEq(token.balanceOf(address(vault)), TOTAL);
    }

    function test_ReentrantWithdrawalDuringRevokeTakesNothingMore() external {
        HookToken hooked = new HookToken();
        use(hooked);
        s = scheduleOf(address(hooked), 0);
        open(s);
        vm.warp(CLIFF);
        hooked.hook(address(vault), abi.encodeCall(vault.withdraw, (s)), false);
        vm.prank(team);
        vault.revoke(s);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(token.balanceOf(address(hooked)), 250);
        vm.assertEq(token.balanceOf(team), 750);
    }

    function test_LyingTokenHarmsItsOwnSchedulesOnly() external {
        Schedule memory honest = s;
        open(honest);
        LyingToken lying = new LyingToken();
        use(lying);
        open(s);
        lying.lie();
        vm.warp(END);
        vm.startPrank(alice);
        vault.withdraw(s);
        vault.withdraw(honest);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(alice), 0);
    }

    function test_ShrinkingTokenLeavesBoxesToThemselves() external {
        RebasingToken shrinking = new RebasingToken();
        use(shrinking);
        bytes32 id = openBoxed(s);
        Schedule memory other = scheduleOf(bob, 0);
        openBoxed(other);
        shrinking.rebase(50);
        vm.warp(END);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_TokenRefused.selector, address(token)));
        vault.withdraw(s);
        vm.assertEq(withdrawnOf(id), 0);
        vm.prank(alice);
        vault.withdrawTo(s, alice, 500);
        vm.assertEq(token.balanceOf(alice), 500);
        vm.assertEq(token.balanceOf(vault.boxOf(other)), 500);
    }

    function test_TokenThatActsAsAnotherTokensScheduleMovesNothingOfIt() external {
        // A token of anybody's shares the box of a schedule that is alike in all else; what the box holds of the first is out of its reach.
        openBoxed(s);
        address box = vault.boxOf(s);
        HookToken evil = new HookToken();
        Schedule memory twin = s;
        twin.token = address(evil);
        evil.mint(box, TOTAL);
        vault.open(twin);
        vm.warp(END);
        evil.hook(box, abi.encodePacked(address(token), abi.encodeCall(token.transfer, (bob, TOTAL))), false);
        vm.prank(alice);
        vault.withdraw(twin);
        vm.assertFalse(evil.succeeded());
        vm.assertEq(token.balanceOf(box), TOTAL);
    }
}
