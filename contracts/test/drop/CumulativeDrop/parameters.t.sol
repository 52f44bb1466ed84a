// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CumulativeTest} from "../CumulativeTest.sol";

contract CumulativeDrop_Parameters_Test is CumulativeTest {
    function testFuzz_ReturnsWhatProgrammeWasMadeWith(
        address owner_,
        uint64 window,
        uint64 expiry,
        bool allowClaimFor,
        uint256 watchers,
        string memory uri
    ) external {
        p.owner = owner_ == address(0) ? owner : owner_;
        p.window = window == 0 ? 1 : window;
        p.expiry = expiry <= START ? 0 : expiry;
        p.allowClaimFor = allowClaimFor;
        p.watchers = new address[](within(watchers, 1, 20));
        for (uint256 i; i < p.watchers.length; ++i) {
            p.watchers[i] = someone(i);
        }
        p.uri = uri;
        makeDrop();
        vm.assertEq(abi.encode(drop.parameters()), abi.encode(p));
    }
}
