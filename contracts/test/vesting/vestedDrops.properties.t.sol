// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {
    CumulativeDropParameters,
    CumulativeClaim,
    ICumulativeDrop,
    Proposal,
    TokenAmount
} from "../../src/drop/ICumulativeDrop.sol";
import {IDropFactory} from "../../src/drop/IDropFactory.sol";
import {IMerkleClaims} from "../../src/drop/IMerkleClaims.sol";
import {DropParameters, IMerkleDrop, LeafKind} from "../../src/drop/IMerkleDrop.sol";
import {IPayout} from "../../src/drop/IPayout.sol";
import {IVestingVault, Schedule} from "../../src/vesting/IVestingVault.sol";
import {Trees} from "../base/Trees.sol";
import {VestingTest} from "./VestingTest.sol";

/// @notice Rows of drops and payouts that name a schedule's box, from the list to the last withdrawal.
contract VestedDrops_Test is VestingTest {
    uint256 private constant ROWS = 4;
    Schedule[] private _schedules;
    bytes32[][] private _proofs;
    IDropFactory private _factory;

    function setUp() public override {
        super.setUp();
        _factory = IDropFactory(create("DropFactory", ""));
    }

    function test_LeafOfMerkleDropOpensSchedule() external {
        IMerkleDrop drop = _merkleDrop();
        for (uint256 i; i < ROWS; ++i) {
            address box = vault.boxOf(_schedules[i]);
            vm.assertEq(box.code.length, 0);
            // Anybody brings the row and opens the schedule; neither moves a token to anybody but its owner in time.
            vm.startPrank(carol);
            drop.claimFor(box, TOTAL, _proofs[i]);
            vault.open(_schedules[i]);
            vm.stopPrank();
        }
        vm.warp(CLIFF + 100);
        for (uint256 i; i < ROWS; ++i) {
            vm.prank(someone(i));
            vault.withdraw(_schedules[i]);
            vm.assertEq(token.balanceOf(someone(i)), vestedBy(CLIFF + 100));
        }
        vm.warp(END);
        vm.expectRevert(
            abi.encodeWithSelector(IVestingVault.VestingVault_NothingToRevoke.selector, vault.idOf(_schedules[0]))
        );
        vm.prank(team);
        vault.revoke(_schedules[0]);
        for (uint256 i; i < ROWS; ++i) {
            vm.prank(someone(i));
            vault.withdraw(_schedules[i]);
            vm.assertEq(token.balanceOf(someone(i)), TOTAL);
        }
    }

    function test_RowCannotBeClaimedAroundSchedule() external {
        IMerkleDrop drop = _merkleDrop();
        vm.expectRevert(IMerkleClaims.Drop_InvalidProof.selector);
        vm.prank(someone(0));
        drop.claim(TOTAL, _proofs[0]);
    }

    function test_RowThatIsClaimedTwiceIsPaidOnce() external {
        IMerkleDrop drop = _merkleDrop();
        address box = vault.boxOf(_schedules[0]);
        drop.claimFor(box, TOTAL, _proofs[0]);
        vm.expectRevert();
        drop.claimFor(box, TOTAL, _proofs[0]);
        vault.open(_schedules[0]);
        vm.assertEq(token.balanceOf(box), TOTAL);
    }

    function test_RevokedScheduleOfLeafPaysBoth() external {
        IMerkleDrop drop = _merkleDrop();
        drop.claimFor(vault.boxOf(_schedules[1]), TOTAL, _proofs[1]);
        vault.open(_schedules[1]);
        vm.warp(CLIFF);
        vm.prank(team);
        vault.revoke(_schedules[1]);
        vm.assertEq(token.balanceOf(someone(1)), 250);
        vm.assertEq(token.balanceOf(team), 750);
    }

    function test_RowOfPayoutOpensSchedule() external {
        IPayout payout = IPayout(create("Payout", ""));
        _fill();
        bytes memory rows;
        for (uint256 i; i < ROWS; ++i) {
            rows = bytes.concat(rows, bytes20(vault.boxOf(_schedules[i])), bytes12(uint96(TOTAL)));
        }
        token.mint(funder, ROWS * TOTAL);
        vm.startPrank(funder);
        token.approve(address(payout), ROWS * TOTAL);
        payout.pay(address(token), "run", 0, rows, 0);
        vm.stopPrank();
        for (uint256 i; i < ROWS; ++i) {
            vault.open(_schedules[i]);
        }
        vm.warp(END);
        vm.prank(someone(2));
        vm.assertEq(vault.withdraw(_schedules[2]), TOTAL);
    }

    function test_ListOfProgrammeOpensScheduleAndLaterOneIsSurplus() external {
        CumulativeDropParameters memory q;
        (q.owner, q.window, q.expiry, q.allowClaimFor) = (team, 1, uint64(10 * END), true);
        q.watchers = list(carol);
        TokenAmount[] memory escrow = new TokenAmount[](1);
        escrow[0] = TokenAmount(address(token), 3 * TOTAL);
        token.mint(team, 3 * TOTAL);
        vm.startPrank(team);
        token.approve(address(_factory), 3 * TOTAL);
        ICumulativeDrop drop = ICumulativeDrop(_factory.createCumulativeDrop(q, escrow, "programme"));
        vm.stopPrank();
        address box = vault.boxOf(s);
        _claimOfList(drop, box, TOTAL);
        vault.open(s);
        vm.assertEq(token.balanceOf(box), TOTAL);
        // What a later list adds does not vest: it is the recipient's at once.
        _claimOfList(drop, box, TOTAL + 200);
        vault.paySurplus(s);
        vm.assertEq(token.balanceOf(alice), 200);
        vm.assertEq(token.balanceOf(box), TOTAL);
    }

    /// @dev A list of one row becomes active and is claimed for its account.
    function _claimOfList(ICumulativeDrop drop, address who, uint256 cumulative) private {
        Proposal memory proposal;
        proposal.subRoots = new bytes32[](1);
        proposal.subRoots[0] = keccak256(bytes.concat(keccak256(abi.encode(who, address(token), cumulative))));
        proposal.totals = new TokenAmount[](1);
        proposal.totals[0] = TokenAmount(address(token), cumulative);
        vm.prank(team);
        drop.propose(proposal);
        vm.warp(vm.getBlockTimestamp() + 1);
        drop.activate(proposal);
        CumulativeClaim[] memory claims = new CumulativeClaim[](1);
        claims[0] = CumulativeClaim(address(token), cumulative, 0, new bytes32[](0));
        drop.claimFor(who, claims);
    }

    function _fill() private {
        for (uint256 i; i < ROWS; ++i) {
            _schedules.push(scheduleOf(someone(i), bytes32(i)));
        }
    }

    function _merkleDrop() private returns (IMerkleDrop drop) {
        _fill();
        bytes32[] memory leaves = new bytes32[](ROWS);
        for (uint256 i; i < ROWS; ++i) {
            leaves[i] = keccak256(bytes.concat(keccak256(abi.encode(vault.boxOf(_schedules[i]), TOTAL))));
        }
        DropParameters memory d;
        (d.token, d.owner, d.total, d.count, d.allowClaimFor) = (address(token), team, ROWS * TOTAL, ROWS, true);
        bytes32[][] memory proofs;
        (d.root, proofs) = Trees.build(Trees.Shape.Heap, leaves);
        for (uint256 i; i < ROWS; ++i) {
            _proofs.push(proofs[i]);
        }
        d.leafKind = LeafKind.Standard;
        token.mint(funder, d.total);
        vm.startPrank(funder);
        token.approve(address(_factory), d.total);
        drop = IMerkleDrop(_factory.createMerkleDrop(d, new bytes32[](0), "drop"));
        vm.stopPrank();
    }
}
