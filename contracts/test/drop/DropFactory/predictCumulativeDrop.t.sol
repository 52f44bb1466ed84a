// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeTest} from "../CumulativeTest.sol";

contract DropFactory_PredictCumulativeDrop_Test is CumulativeTest {
    function testFuzz_DiffersForAnotherCreatorSaltParameterOrEscrow(bytes32 salt, uint256 which) external {
        address one = factory.predictCumulativeDrop(p, escrow, alice, salt);
        vm.assertNotEq(one, factory.predictCumulativeDrop(p, escrow, bob, salt));
        vm.assertNotEq(one, factory.predictCumulativeDrop(p, escrow, alice, keccak256(abi.encode(salt))));
        if (which % 7 == 0) p.owner = alice;
        if (which % 7 == 1) ++p.window;
        if (which % 7 == 2) ++p.expiry;
        if (which % 7 == 3) p.allowClaimFor = !p.allowClaimFor;
        if (which % 7 == 4) p.watchers[0] = alice;
        if (which % 7 == 5) ++escrow[1].amount;
        if (which % 7 == 6) escrow.pop();
        vm.assertNotEq(one, factory.predictCumulativeDrop(p, escrow, alice, salt));
    }
}
