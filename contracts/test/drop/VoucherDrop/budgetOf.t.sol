// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_BudgetOf_Test is VoucherTest {
    function testFuzz_Given_NobodyWasAppointed_ReturnsZero(address who) external view {
        vm.assume(who != signer);
        vm.assertEq(drop.budgetOf(who), 0);
    }

    function testFuzz_Given_FirstSigner_ReturnsBudgetThatDropWasMadeWith(uint256 budget) external {
        p.budget = budget;
        makeDrop();
        vm.assertEq(drop.budgetOf(signer), budget);
    }
}
