// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault} from "../../../src/vesting/IVestingVault.sol";
import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {FeeToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {IAnyToken} from "../../token/IAnyToken.sol";
import {TokenMaker} from "../../token/TokenTest.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_Delegate_Test is VestingTest, TokenMaker {
    IAnyToken private _votes;

    function setUp() public override {
        super.setUp();
        makeFactory();
        _votes = newToken(TokenKind.Votes, TokenForm.Direct, funder);
        token = PlainToken(address(_votes));
        s = scheduleOf(alice, 0);
        vm.prank(funder);
        _votes.approve(address(vault), type(uint256).max);
    }

    function testFuzz_RevertWhen_CallerIsNotRecipient(address caller) external {
        vm.assume(caller != alice);
        _open();
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotRecipient.selector, caller));
        vm.prank(caller);
        vault.delegate(s, caller);
    }

    function test_RevertGiven_ItIsNotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_NotOpen.selector, vault.idOf(s)));
        vm.prank(alice);
        vault.delegate(s, alice);
    }

    function test_RevertGiven_TokenHasNoVotes() external {
        use(new PlainToken());
        open(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_TokenRefused.selector, address(token)));
        vm.prank(alice);
        vault.delegate(s, alice);
    }

    function test_RevertGiven_TokenKeepsFeeOnWayToBox() external {
        FeeToken fees = new FeeToken();
        use(fees);
        fees.mint(funder, TOTAL);
        // As much as the vault must see arrive: such a token began to keep its fee later.
        bytes32 id = _openWithoutFee(fees);
        vm.assertEq(id, vault.idOf(s));
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_Underfunded.selector, TOTAL - 10, TOTAL));
        vm.prank(alice);
        vault.delegate(s, alice);
    }

    function test_Given_AllWasWithdrawn_MovesNothing() external {
        _open();
        vm.warp(END);
        vm.startPrank(alice);
        vault.withdraw(s);
        vault.delegate(s, bob);
        vm.stopPrank();
        vm.assertEq(_votes.balanceOf(vault.boxOf(s)), 0);
        vm.assertEq(_votes.getVotes(bob), 0);
    }

    function test_Given_TokensAreInBox_LeavesThemThere() external {
        address box = vault.boxOf(s);
        vm.prank(funder);
        _votes.transfer(box, TOTAL);
        vault.open(s);
        vm.prank(alice);
        vault.delegate(s, bob);
        vm.assertEq(_votes.balanceOf(vault.boxOf(s)), TOTAL);
        vm.assertEq(_votes.getVotes(bob), TOTAL);
    }

    function test_GivesVotesOfLockedTokens() external {
        _open();
        vm.prank(alice);
        vault.delegate(s, bob);
        vm.assertEq(_votes.getVotes(bob), TOTAL);
        vm.prank(alice);
        vault.delegate(s, carol);
        vm.assertEq(_votes.getVotes(bob), 0);
        vm.assertEq(_votes.getVotes(carol), TOTAL);
    }

    function test_LeavesScheduleAsItWas() external {
        bytes32 id = _open();
        vm.warp(CLIFF);
        vm.startPrank(alice);
        vault.withdraw(s);
        vault.delegate(s, bob);
        (bool opened, uint256 promised, uint256 withdrawn, bool boxed,) = vault.stateOf(id);
        vm.assertTrue(opened && boxed);
        vm.assertEq(promised, TOTAL);
        vm.assertEq(withdrawn, 250);
        vm.assertEq(_votes.getVotes(bob), 750);
        vm.warp(END);
        vm.assertEq(vault.withdraw(s), 750);
        vm.stopPrank();
        vm.assertEq(_votes.getVotes(bob), 0);
        vm.assertEq(_votes.balanceOf(alice), TOTAL);
    }

    function test_TakesVotesBackWithRevoke() external {
        _open();
        vm.prank(alice);
        vault.delegate(s, bob);
        vm.warp(CLIFF);
        vm.prank(team);
        vault.revoke(s);
        vm.assertEq(_votes.getVotes(bob), 0);
        vm.assertEq(_votes.balanceOf(team), 750);
        vm.assertEq(_votes.balanceOf(alice), 250);
    }

    function test_AnnouncesDelegation() external {
        bytes32 id = _open();
        vm.expectEmit(address(vault));
        emit IVestingVault.VotesDelegated(id, bob);
        vm.prank(alice);
        vault.delegate(s, bob);
    }

    function _open() private returns (bytes32) {
        vm.prank(funder);
        return vault.create(one(s))[0];
    }

    /// @dev Puts the code of a token that keeps no fee in its place for as long as the schedule is opened.
    function _openWithoutFee(FeeToken fees) private returns (bytes32 id) {
        bytes memory code = address(fees).code;
        vm.etch(address(fees), address(new PlainToken()).code);
        vm.startPrank(funder);
        fees.approve(address(vault), TOTAL);
        id = vault.create(one(s))[0];
        vm.stopPrank();
        vm.etch(address(fees), code);
    }
}
