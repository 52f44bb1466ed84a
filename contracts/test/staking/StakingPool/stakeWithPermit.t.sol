// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingPool_StakeWithPermit_Test is StakingTest {
    function test_Given_SomebodyBroughtPermitBefore_StakesAllSame() external {
        (uint8 v, bytes32 r, bytes32 s) = _permit(100);
        vm.prank(bob);
        token.permit(alice, address(pool), 100, START, v, r, s);
        vm.prank(alice);
        pool.stakeWithPermit(100, 0, START, v, r, s);
        vm.assertEq(stakedOf(alice), 100);
    }

    function test_RevertWhen_PermitIsNotForIt() external {
        (uint8 v, bytes32 r, bytes32 s) = _permit(99);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(alice);
        pool.stakeWithPermit(100, 0, START, v, r, s);
    }

    function test_When_PermitIsOfSomebodyElse_TakesNothingOfTheirs() external {
        (uint8 v, bytes32 r, bytes32 s) = _permit(100);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(bob);
        pool.stakeWithPermit(100, 0, START, v, r, s);
        vm.assertEq(token.balanceOf(alice), 100);
    }

    function test_StakesInOneTransactionAndLeavesNoAllowance() external {
        (uint8 v, bytes32 r, bytes32 s) = _permit(100);
        vm.prank(alice);
        pool.stakeWithPermit(100, 0, START, v, r, s);
        vm.assertEq(stakedOf(alice), 100);
        vm.assertEq(token.allowance(alice, address(pool)), 0);
    }

    function _permit(uint256 amount) private returns (uint8 v, bytes32 r, bytes32 s) {
        token.mint(alice, 100);
        bytes32 permit = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                alice,
                address(pool),
                amount,
                token.nonces(alice),
                START
            )
        );
        return vm.sign(keyOf("alice"), keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), permit)));
    }
}
