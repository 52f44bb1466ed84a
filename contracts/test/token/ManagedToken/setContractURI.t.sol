// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {Powers} from "../../../src/token/Powers.sol";
import {ManagedTest} from "./ManagedTest.sol";

contract ManagedToken_SetContractURI_Test is ManagedTest {
    function test_RevertWhen_CallerIsNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, bob, Powers.DESCRIBE));
        vm.prank(bob);
        token.setContractURI("ipfs://other");
    }

    function test_RevertGiven_DescribingWasGivenUp() external {
        asOwner();
        token.giveUp(Powers.DESCRIBE);
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, alice, Powers.DESCRIBE));
        asOwner();
        token.setContractURI("ipfs://other");
    }

    function test_ChangesDescriptionAndAnnouncesIt() external {
        vm.expectEmit(address(token));
        emit IManagedToken.ContractURIUpdated();
        asOwner();
        token.setContractURI("ipfs://other");
        vm.assertEq(token.contractURI(), "ipfs://other");
    }
}
