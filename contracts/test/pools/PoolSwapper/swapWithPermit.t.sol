// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolSwapper} from "../../../src/pools/IPoolSwapper.sol";
import {SwapTest} from "../SwapTest.sol";

contract PoolSwapper_SwapWithPermit_Test is SwapTest {
    function setUp() public override {
        super.setUp();
        vm.prank(carol);
        token.approve(address(swapper), 0);
    }

    function test_RevertWhen_PathIsEmpty() external {
        s.path = new address[](0);
        vm.expectRevert(abi.encodeWithSelector(IPoolSwapper.PoolSwapper_BadPath.selector, 0));
        vm.prank(carol);
        swapper.swapWithPermit(s, NOW, 27, 0, 0);
    }

    function test_RevertGiven_PermitOfSomebodyElse() external {
        (uint8 v, bytes32 r, bytes32 t) = permit("attacker");
        vm.expectRevert(bytes4(keccak256("TransferFromFailed()")));
        vm.prank(carol);
        swapper.swapWithPermit(s, NOW, v, r, t);
    }

    function test_Given_SomebodyUsedPermitBefore_SwapsAllSame() external {
        (uint8 v, bytes32 r, bytes32 t) = permit("carol");
        token.permit(carol, address(swapper), GIVEN, NOW, v, r, t);
        uint256 expected = quoted();
        vm.prank(carol);
        vm.assertEq(swapper.swapWithPermit(s, NOW, v, r, t), expected);
    }

    function test_SwapsWithoutAllowanceBefore() external {
        (uint8 v, bytes32 r, bytes32 t) = permit("carol");
        s.leastOut = quoted();
        vm.prank(carol);
        swapper.swapWithPermit(s, NOW, v, r, t);
        vm.assertEq(quote.balanceOf(carol), s.leastOut);
        vm.assertEq(token.allowance(carol, address(swapper)), 0);
        assertNothingStayed();
    }

    function permit(string memory who) private view returns (uint8 v, bytes32 r, bytes32 t) {
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                carol,
                address(swapper),
                GIVEN,
                token.nonces(carol),
                NOW
            )
        );
        return vm.sign(keyOf(who), keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), message)));
    }
}
