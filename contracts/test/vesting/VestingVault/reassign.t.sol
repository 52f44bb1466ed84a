// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {FeeToken} from "../../mocks/MisbehavingTokens.sol";
import {ContractWallet} from "../../mocks/Wallets.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_Reassign_Test is VestingTest {
    uint256 private constant DEADLINE = START + 50;

    function test_RevertGiven_ItIsNotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, vault.idOf(s)));
        vault.reassign(s, bob, DEADLINE, "", "");
    }

    function test_RevertGiven_ItWasReassigned() external {
        bytes32 id = open(s);
        _reassign(bob);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, id));
        vault.reassign(s, carol, DEADLINE, "", "");
    }

    function test_RevertGiven_NewScheduleWasOpened() external {
        open(s);
        bytes32 other = open(scheduleOf(bob, 0));
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_AlreadyOpened.selector, other));
        vault.reassign(s, bob, DEADLINE, "", "");
    }

    function test_RevertWhen_ToIsRecipient() external {
        bytes32 id = open(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_AlreadyOpened.selector, id));
        vault.reassign(s, alice, DEADLINE, "", "");
    }

    function test_RevertWhen_ToIsNobodyOrVault() external {
        open(s);
        address[2] memory wrong = [address(0), address(vault)];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidRecipient.selector, wrong[i]));
            vault.reassign(s, wrong[i], DEADLINE, "", "");
        }
    }

    function test_RevertGiven_DeadlineHasPassed() external {
        open(s);
        vm.warp(DEADLINE + 1);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_DeadlinePassed.selector, DEADLINE));
        vault.reassign(s, bob, DEADLINE, "", "");
    }

    function test_RevertWhen_RecipientDoesNotAgree() external {
        bytes32 id = open(s);
        bytes memory signature = signatureOf("bob", digestOf(id, bob, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_BadSignature.selector, alice));
        vm.prank(bob);
        vault.reassign(s, bob, DEADLINE, signature, "");
    }

    function test_RevertWhen_NewRecipientDoesNotAgree() external {
        bytes32 id = open(s);
        bytes memory signature = signatureOf("alice", digestOf(id, bob, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_BadSignature.selector, bob));
        vm.prank(alice);
        vault.reassign(s, bob, DEADLINE, "", signature);
    }

    function test_RevertWhen_SignatureIsForAnotherChange() external {
        bytes32 id = open(s);
        bytes32[4] memory others = [
            digestOf(id, carol, DEADLINE),
            digestOf(id, bob, DEADLINE + 1),
            digestOf(vault.idOf(scheduleOf(alice, "other")), bob, DEADLINE),
            id
        ];
        for (uint256 i; i < 4; ++i) {
            bytes memory signature = signatureOf("alice", others[i]);
            vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_BadSignature.selector, alice));
            vm.prank(bob);
            vault.reassign(s, bob, DEADLINE, signature, "");
        }
    }

    function test_RevertGiven_ChainIsAnother() external {
        bytes32 id = open(s);
        bytes memory signature = signatureOf("alice", digestOf(id, bob, DEADLINE));
        vm.chainId(77);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_BadSignature.selector, alice));
        vm.prank(bob);
        vault.reassign(s, bob, DEADLINE, signature, "");
    }

    function test_RevertGiven_TokenKeepsFeeOnWayToNewBox() external {
        use(new FeeToken());
        openBoxed(s);
        bytes32 id = vault.idOf(s);
        bytes memory signature = signatureOf("alice", digestOf(id, bob, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_Underfunded.selector, TOTAL - 10, TOTAL));
        vm.prank(bob);
        vault.reassign(s, bob, DEADLINE, signature, "");
    }

    function test_When_NewRecipientIsContractWallet_AsksIt() external {
        bytes32 id = open(s);
        ContractWallet wallet = new ContractWallet();
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_BadSignature.selector, address(wallet)));
        vm.prank(alice);
        vault.reassign(s, address(wallet), DEADLINE, "", "");
        wallet.accept(digestOf(id, address(wallet), DEADLINE));
        vm.prank(alice);
        vault.reassign(s, address(wallet), DEADLINE, "", "");
    }

    function testFuzz_When_BothSign_LetsAnybodyBringIt(address caller) external {
        bytes32 id = open(s);
        bytes32 digest = digestOf(id, bob, DEADLINE);
        vm.prank(caller);
        vault.reassign(s, bob, DEADLINE, signatureOf("alice", digest), signatureOf("bob", digest));
    }

    function testFuzz_MovesWhatIsStillPromised(uint256 taken, bool boxed) external {
        bytes32 id = boxed ? openBoxed(s) : open(s);
        vm.warp(CLIFF);
        taken = within(taken, 0, 250);
        vm.prank(alice);
        if (taken != 0) vault.withdrawTo(s, alice, taken);
        vm.warp(START); // the same state, before the deadline
        bytes32 newId = _reassign(bob);
        Schedule memory now_ = scheduleOf(bob, 0);
        vm.assertEq(newId, vault.idOf(now_));
        vm.assertEq(withdrawnOf(newId), taken);
        vm.warp(END);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, id));
        vm.prank(alice);
        vault.withdraw(s);
        vm.prank(bob);
        vm.assertEq(vault.withdraw(now_), TOTAL - taken);
    }

    function test_LeavesItRevocable() external {
        openBoxed(s);
        _reassign(bob);
        vm.prank(team);
        vm.assertEq(vault.revoke(scheduleOf(bob, 0)), TOTAL);
    }

    function test_KeepsBoxedTokensOutOfVault() external {
        openBoxed(s);
        _reassign(bob);
        vm.assertEq(token.balanceOf(address(vault)), 0);
        vm.assertEq(token.balanceOf(vault.boxOf(scheduleOf(bob, 0))), TOTAL);
    }

    function test_AnnouncesChange() external {
        bytes32 id = open(s);
        bytes memory signature = signatureOf("bob", digestOf(id, bob, DEADLINE));
        vm.expectEmit(address(vault));
        emit IVestingVault.Reassigned(id, vault.idOf(scheduleOf(bob, 0)), bob);
        vm.prank(alice);
        vault.reassign(s, bob, DEADLINE, "", signature);
    }

    function _reassign(address to) private returns (bytes32) {
        bytes memory signature = signatureOf("bob", digestOf(vault.idOf(s), to, DEADLINE));
        vm.prank(alice);
        return vault.reassign(s, to, DEADLINE, "", signature);
    }
}
