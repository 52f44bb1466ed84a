// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "./base/Test.sol";

/// @notice The code that these tests run is the code that is published in artifacts/.
contract Artifacts_Test is Test {
    function test_TestedCodeIsPublishedCode() external view {
        string[17] memory names = [
            "FixedToken",
            "ManagedToken",
            "VotesToken",
            "GenesisToken",
            "DirectToken",
            "DirectManagedToken",
            "TokenFactory",
            "SiteRegistry",
            "MerkleDrop",
            "VoucherDrop",
            "CumulativeDrop",
            "DropFactory",
            "Payout",
            "VestingVault",
            "StakingPool",
            "NftStakingPool",
            "StakingFactory"
        ];
        for (uint256 i; i < names.length; ++i) {
            string memory json = vm.readFile(string.concat("artifacts/", names[i], ".json"));
            vm.assertEq(codeOf(names[i]), vm.parseJsonBytes(json, ".bytecode"), names[i]);
        }
    }
}
