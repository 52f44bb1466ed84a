// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {DropTest} from "../DropTest.sol";

contract DropFactory_DropOf_Test is DropTest {
    function testFuzz_Given_NothingWasMadeUnderSalt_ReturnsZero(address creator, bytes32 salt) external view {
        vm.assume(creator != funder);
        vm.assertEq(factory.dropOf(creator, salt), address(0));
    }

    function test_Given_CreationFailed_ReturnsZero() external {
        bytes32 salt = keccak256("fails");
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(bob);
        factory.createMerkleDrop(p, table, salt);
        vm.assertEq(factory.dropOf(bob, salt), address(0));
    }

    function testFuzz_Given_DropWasMade_ReturnsDropForCreatorAndSaltAlone(address other, bytes32 salt) external view {
        vm.assume(other != funder && salt != bytes32(uint256(1)));
        vm.assertEq(factory.dropOf(funder, bytes32(uint256(1))), address(drop));
        vm.assertEq(factory.dropOf(other, bytes32(uint256(1))), address(0));
        vm.assertEq(factory.dropOf(funder, salt), address(0));
    }
}
