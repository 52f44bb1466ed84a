// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_ContractURI_Test is ManagedTest {
    function test_IsWhatTokenWasCreatedWith() external view {
        vm.assertEq(token.contractURI(), "ipfs://description");
    }

    function test_Given_ItWasSet_IsWhatWasSet() external {
        asOwner();
        token.setContractURI("https://example.org/a-description-that-needs-more-than-one-word.json");
        vm.assertEq(token.contractURI(), "https://example.org/a-description-that-needs-more-than-one-word.json");
    }
}
