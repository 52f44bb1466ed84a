// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {CumulativeClaim, ICumulativeDrop, Proposal} from "../../../src/drop/ICumulativeDrop.sol";
import {HookToken} from "../../mocks/MisbehavingTokens.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Claim_Test is CumulativeTest {
    function test_RevertGiven_ThereIsNoListYet() external {
        firstList();
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        claim(0);
    }

    function test_RevertGiven_ItHasExpired() external {
        install(firstList());
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_Expired.selector, EXPIRY));
        claim(0);
    }

    function testFuzz_RevertWhen_NumberIsTooHigh(uint256 number) external {
        install(firstList());
        rows[0].number = within(number, 512, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_NoSuchSubRoot.selector, rows[0].number));
        claim(0);
    }

    function testFuzz_RevertWhen_NumberIsAnotherOne(uint256 number) external {
        install(firstList());
        number %= 512;
        vm.assume(number != rows[0].number);
        rows[0].number = number;
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        claim(0);
    }

    function test_RevertWhen_ProofIsTooLong() external {
        install(firstList());
        rows[0].proof = new bytes32[](65);
        vm.expectRevert(abi.encodeWithSelector(ICumulativeDrop.Drop_ProofTooLong.selector, 65));
        claim(0);
        rows[0].proof = new bytes32[](64);
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        claim(0);
    }

    function testFuzz_RevertWhen_CallerTokenOrAmountIsWrong(uint256 which, uint256 amount) external {
        install(firstList());
        if (which % 3 == 0) rows[0].account = someone(amount);
        if (which % 3 == 1) rows[0].token = address(tokens[1]);
        if (which % 3 == 2) rows[0].cumulative = amount == 10 ? 11 : amount;
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        claim(0);
    }

    function test_RevertGiven_EverythingWasClaimed() external {
        install(firstList());
        claim(0);
        vm.expectRevert(
            abi.encodeWithSelector(ICumulativeDrop.Drop_NothingToClaim.selector, alice, address(tokens[0]), 10)
        );
        claim(0);
    }

    function testFuzz_RevertGiven_NextListGivesLess(uint256 amount) external {
        install(firstList());
        claim(0);
        install(makeList([within(amount, 0, 10), 20, 30, 40, 50, 60, 70, 80], 1));
        vm.expectRevert(
            abi.encodeWithSelector(ICumulativeDrop.Drop_NothingToClaim.selector, alice, address(tokens[0]), 10)
        );
        claim(0);
    }

    function testFuzz_Given_NextListGivesMore_PaysDifference(uint256 amount, uint256 depth) external {
        amount = within(amount, 11, 800);
        install(firstList());
        claim(0);
        install(makeList([amount, 20, 30, 40, 50, 60, 70, 80], within(depth, 0, 3)));
        claim(0);
        vm.assertEq(tokens[0].balanceOf(alice), amount);
        vm.assertEq(drop.claimed(alice, address(tokens[0])), amount);
    }

    function test_RevertGiven_ListBeforeWasReplaced() external {
        install(firstList());
        install(makeList([uint256(11), 20, 30, 40, 50, 60, 70, 80], 1));
        firstList(); // the rows and proofs of the list before
        vm.expectRevert(ICumulativeDrop.Drop_InvalidProof.selector);
        claim(0);
    }

    function test_RevertGiven_BalanceDoesNotSuffice() external {
        // A list that gives more than its totals say.
        Proposal memory proposal = makeList([uint256(2000), 20, 30, 40, 50, 60, 70, 80], 1);
        proposal.totals[0].amount = 1000;
        install(proposal);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        claim(0);
        vm.assertEq(drop.claimed(alice, address(tokens[0])), 0);
    }

    function test_Given_TokenClaimsAgainFromWithin_PaysOnce() external {
        use(new HookToken(), new HookToken());
        install(firstList());
        HookToken hooked = HookToken(address(tokens[0]));
        hooked.hook(address(drop), abi.encodeCall(drop.claimFor, (alice, _one())), false);
        claim(0);
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(hooked.balanceOf(alice), 10);
    }

    function testFuzz_PaysWhatAccountHasNotHad(uint256 seed, uint256 depth) external {
        uint256[ROWS] memory amounts;
        for (uint256 i; i < ROWS; ++i) {
            amounts[i] = uint256(keccak256(abi.encode(seed, i))) % 250;
        }
        install(makeList(amounts, within(depth, 0, 3)));
        for (uint256 i; i < ROWS; ++i) {
            if (amounts[i] == 0) continue;
            claim(i);
            vm.assertEq(tokens[i % 2].balanceOf(people[i / 2]), amounts[i]);
            vm.assertEq(drop.claimed(people[i / 2], address(tokens[i % 2])), amounts[i]);
        }
    }

    function test_AnnouncesClaim() external {
        install(firstList());
        claim(1);
        install(makeList([uint256(10), 45, 30, 40, 50, 60, 70, 80], 1));
        vm.expectEmit(address(drop));
        emit ICumulativeDrop.Claimed(alice, address(tokens[1]), 25);
        claim(1);
    }

    function _one() private view returns (CumulativeClaim[] memory one) {
        one = new CumulativeClaim[](1);
        one[0] = claimOf(0);
    }
}
