// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IVestingVault, Schedule} from "../../../src/vesting/IVestingVault.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {VestingTest} from "../VestingTest.sol";

contract VestingVault_Create_Test is VestingTest {
    function test_RevertGiven_ScheduleWasOpened() external {
        bytes32 id = open(s);
        provide(TOTAL);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_AlreadyOpened.selector, id));
        vm.prank(funder);
        vault.create(one(s));
    }

    function test_RevertGiven_ScheduleWasWithdrawnWhole() external {
        bytes32 id = open(s);
        vm.warp(END);
        vm.prank(alice);
        vault.withdraw(s);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_AlreadyOpened.selector, id));
        vault.create(one(s));
    }

    function test_RevertWhen_ScheduleComesTwice() external {
        Schedule[] memory twice = new Schedule[](2);
        (twice[0], twice[1]) = (s, s);
        bytes32 id = vault.idOf(s);
        provide(2 * TOTAL);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_AlreadyOpened.selector, id));
        vm.prank(funder);
        vault.create(twice);
    }

    function testFuzz_RevertWhen_TokenIsNotContract(address other) external {
        vm.assume(other.code.length == 0);
        s.token = other;
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_TokenNotAContract.selector, other));
        vault.create(one(s));
    }

    function test_RevertWhen_RecipientIsNobodyOrVault() external {
        address[2] memory wrong = [address(0), address(vault)];
        for (uint256 i; i < 2; ++i) {
            s.recipient = wrong[i];
            vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidRecipient.selector, wrong[i]));
            vault.create(one(s));
        }
    }

    function test_RevertWhen_CurveHasNoPoint() external {
        s.points = new uint256[](0);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidLength.selector, 0));
        vault.create(one(s));
    }

    function test_RevertWhen_CurveHas257Points() external {
        s.points = new uint256[](257);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidLength.selector, 257));
        vault.create(one(s));
    }

    function testFuzz_RevertWhen_PointIsNotLater(uint256 time) external {
        s.points[1] = LINE | point(within(time, 0, CLIFF), TOTAL);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidPoint.selector, 1));
        vault.create(one(s));
    }

    function testFuzz_RevertWhen_PointPromisesLess(uint256 amount) external {
        s.points[1] = LINE | point(END, within(amount, 0, 249));
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidPoint.selector, 1));
        vault.create(one(s));
    }

    function test_RevertWhen_FirstPointIsLine() external {
        s.points[0] |= LINE;
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidPoint.selector, 0));
        vault.create(one(s));
    }

    function testFuzz_RevertWhen_UnusedBitIsSet(uint256 bit) external {
        bit = within(bit, 0, 70);
        s.points[1] |= 1 << (bit < 8 ? 120 + bit : 184 + bit); // 120 to 127, 192 to 254
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidPoint.selector, 1));
        vault.create(one(s));
    }

    function test_RevertWhen_NothingIsPromised() external {
        s.points[0] = point(CLIFF, 0);
        s.points[1] = LINE | point(END, 0);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_InvalidPoint.selector, 1));
        vault.create(one(s));
    }

    function test_RevertWhen_TokenKeepsFee() external {
        use(new FeeToken());
        provide(TOTAL);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_FeeOnTransfer.selector, TOTAL, TOTAL - 10));
        vm.prank(funder);
        vault.create(one(s));
    }

    function test_RevertGiven_FunderIsOneUnitShort() external {
        provide(TOTAL - 1);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(funder);
        vault.create(one(s));
    }

    function test_When_TokenCallsBack_CountsNothingTwice() external {
        HookToken hooked = new HookToken();
        use(hooked);
        provide(2 * TOTAL);
        // The hook runs as the token, which lends itself the other schedule's tokens.
        hooked.mint(address(hooked), TOTAL);
        vm.prank(address(hooked));
        hooked.approve(address(vault), TOTAL);
        Schedule memory inner = scheduleOf(bob, "inner");
        hooked.hook(address(vault), abi.encodeCall(IVestingVault.create, (one(inner))), true);
        vm.expectRevert(abi.encodeWithSelector(IVestingVault.VestingVault_FeeOnTransfer.selector, TOTAL, 2 * TOTAL));
        vm.prank(funder);
        vault.create(one(s));
    }

    function test_When_SchedulesAreInSeveralTokens_TakesSumOfEach() external {
        Schedule[] memory all = new Schedule[](4);
        PlainToken other = new PlainToken();
        other.mint(funder, TOTAL);
        vm.prank(funder);
        other.approve(address(vault), TOTAL);
        provide(3 * TOTAL);
        for (uint256 i; i < 4; ++i) {
            all[i] = scheduleOf(alice, bytes32(i));
        }
        all[2].token = address(other);
        vm.prank(funder);
        bytes32[] memory ids = vault.create(all);
        vm.assertEq(token.balanceOf(address(vault)), 3 * TOTAL);
        vm.assertEq(other.balanceOf(address(vault)), TOTAL);
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(ids[i], vault.idOf(all[i]));
        }
    }

    function test_When_TimeOfCurveIsPast_MakesAllWithdrawable() external {
        vm.warp(END + 1);
        open(s);
        vm.prank(alice);
        vm.assertEq(vault.withdraw(s), TOTAL);
    }

    function test_TakesLargestAmountsAndTimes() external {
        s.points[0] = point(0, 0);
        s.points[1] = LINE | point(type(uint64).max, type(uint120).max);
        open(s);
        vm.assertEq(
            vault.vestedAt(s, type(uint64).max - 1),
            uint256(type(uint120).max) * (type(uint64).max - 1) / type(uint64).max
        );
        vm.assertEq(vault.vestedAt(s, type(uint256).max), type(uint120).max);
    }

    function test_NotesStateInOneWord() external {
        bytes32 id = open(s);
        (bool opened, uint256 promised, uint256 withdrawn, bool boxed, bool revoked) = vault.stateOf(id);
        vm.assertTrue(opened && !boxed && !revoked);
        vm.assertEq(promised, TOTAL);
        vm.assertEq(withdrawn, 0);
    }

    function test_AnnouncesScheduleWhole() external {
        provide(TOTAL);
        vm.expectEmit(address(vault));
        emit IVestingVault.ScheduleOpened(vault.idOf(s), alice, address(token), funder, s);
        vm.prank(funder);
        vault.create(one(s));
    }
}
