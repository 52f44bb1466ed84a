// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Findings, ITokenRehearsal, Outcome, Trial} from "../../../src/rehearsal/ITokenRehearsal.sol";
import {BlocklistToken, FeeToken, NoReturnToken, SurchargeToken} from "../../mocks/MisbehavingTokens.sol";
import {StoppableToken, StubbornToken} from "../../mocks/ForeignTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {RehearsalTest} from "../RehearsalTest.sol";

/// @notice Refuses every approval.
contract UnapprovableToken is PlainToken {
    function approve(address, uint256) public pure override returns (bool) {
        revert("never");
    }
}

contract TokenRehearsal_Rehearse_Test is RehearsalTest {
    function test_Given_TokenDoesWhatItIsTold_ReportsThatAllMoved() external {
        Findings memory found = rehearse();
        assertOutcome(found.approval, Outcome.Moved);
        assertOutcome(found.pull, Outcome.Moved);
        vm.assertEq(found.pull.left, 30);
        vm.assertEq(found.pull.arrived, 30);
        vm.assertEq(found.outcomes, hex"0000");
        vm.assertEq(token.balanceOf(alice), 10);
        vm.assertEq(token.balanceOf(bob), 20);
        vm.assertTrue(found.mostGas > 20_000);
        vm.assertEq(found.time, block.timestamp);
    }

    function test_Given_TokenReturnsNothing_ReportsThatAllMovedSilently() external {
        use(new NoReturnToken());
        Findings memory found = rehearse();
        assertOutcome(found.pull, Outcome.MovedSilently);
        vm.assertEq(found.outcomes, hex"0101");
    }

    function test_Given_OldAllowanceIsInWay_ReportsThatItTakesZeroFirst() external {
        use(new StubbornToken());
        vm.prank(operator);
        token.approve(puller, 7);
        Findings memory found = rehearse();
        vm.assertTrue(found.needsZero);
        vm.assertEq(found.allowance, 7);
        assertOutcome(found.approval, Outcome.Moved);
        vm.assertEq(found.outcomes, hex"0000");
    }

    function test_Given_ApprovalIsRefused_ReportsReasonAndMovesNothing() external {
        use(new UnapprovableToken());
        Findings memory found = rehearse();
        assertOutcome(found.approval, Outcome.Refused);
        vm.assertEq(found.approval.reason, abi.encodeWithSignature("Error(string)", "never"));
        vm.assertEq(found.outcomes.length, 0);
    }

    function test_Given_OperatorHasTooLittle_ReportsReasonAndPaysNobody() external {
        vm.prank(operator);
        token.transfer(alice, 990);
        Findings memory found = rehearse();
        assertOutcome(found.pull, Outcome.Refused);
        vm.assertEq(found.outcomes.length, 0);
    }

    function test_Given_TokenTakesFee_ReportsWhatArrives() external {
        use(new FeeToken());
        token.mint(operator, 100_000);
        Trial memory t = trial();
        t.total = 1000;
        Findings memory found = ITokenRehearsal(operator).rehearse(t);
        assertOutcome(found.pull, Outcome.OtherAmount);
        vm.assertEq(found.pull.left, 1000);
        vm.assertEq(found.pull.arrived, 990);
    }

    function test_Given_TokenChargesExtra_ReportsWhatHolderLoses() external {
        use(new SurchargeToken());
        token.mint(holder, 100);
        Findings memory found = rehearse();
        vm.assertEq(found.outcomes, hex"0606");
        vm.assertEq(found.failure.left, 11);
        vm.assertEq(found.failure.arrived, 10);
    }

    function test_Given_RecipientIsRefused_ReportsRowAndThatBystanderIsPaid() external {
        use(new BlocklistToken());
        BlocklistToken(address(token)).refuse(bob, BlocklistToken.Way.LongAnswer);
        Findings memory found = rehearse();
        vm.assertEq(found.outcomes, hex"0002");
        vm.assertEq(found.firstFailed, 1);
        vm.assertEq(found.failure.answered, 20000);
        vm.assertEq(found.failure.reason.length, 256);
        assertOutcome(found.apart, Outcome.Moved);
        vm.assertEq(token.balanceOf(bystander), 20);
    }

    function test_Given_RecipientBurnsAllGas_ReportsThatAllGasWasUsedAndGoesOn() external {
        use(new BlocklistToken());
        BlocklistToken(address(token)).refuse(alice, BlocklistToken.Way.BurnAllGas);
        Findings memory found = rehearse();
        vm.assertEq(found.outcomes, hex"0500");
    }

    function test_When_RowPaysHolder_ReportsThatAllMoved() external {
        Trial memory t = trial();
        t.rows = abi.encodePacked(holder, uint256(30));
        vm.assertEq(ITokenRehearsal(operator).rehearse(t).outcomes, hex"00");
    }

    function test_When_ThereIsTooLittleGasForAllRows_ReportsRowsThatItHadGasFor() external {
        bytes memory rows;
        for (uint256 i; i < 60; ++i) {
            rows = bytes.concat(rows, abi.encodePacked(someone(i), uint256(1)));
        }
        Trial memory t = trial();
        (t.total, t.rows) = (60, rows);
        Findings memory found = ITokenRehearsal(operator).rehearse{gas: 5_500_000}(t);
        vm.assertTrue(found.outcomes.length > 0 && found.outcomes.length < 60);
        assertOutcome(found.pull, Outcome.Moved);
    }

    function test_Given_RecipientsTakeNativeCoin_ReportsThatAllMovedInNativeCoin() external {
        vm.deal(operator, 30);
        Trial memory t = trial();
        t.token = address(0);
        vm.assertEq(ITokenRehearsal(operator).rehearse(t).outcomes, hex"0000");
        vm.assertEq(bob.balance, 20);
    }

    function test_Given_RecipientRefusesNativeCoin_ReportsRefusedCoin() external {
        vm.deal(operator, 30);
        vm.etch(bob, address(token).code);
        Trial memory t = trial();
        t.token = address(0);
        Findings memory found = ITokenRehearsal(operator).rehearse(t);
        vm.assertEq(found.outcomes, hex"0002");
        assertOutcome(found.apart, Outcome.Moved);
    }
}
