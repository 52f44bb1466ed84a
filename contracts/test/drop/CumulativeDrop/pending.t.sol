// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Pending_Test is CumulativeTest {
    function test_Given_NothingWasProposed_ReturnsZeros() external view {
        _assertPending(0);
    }

    function test_Given_LastProposalIsActive_ReturnsItsNumberAlone() external {
        install(firstList());
        _assertPending(1);
    }

    function _assertPending(uint256 expected) private view {
        (uint256 id, bytes32 hash, uint256 readyAt) = drop.pending();
        vm.assertEq(id, expected);
        vm.assertEq(hash, bytes32(0));
        vm.assertEq(readyAt, 0);
    }
}
