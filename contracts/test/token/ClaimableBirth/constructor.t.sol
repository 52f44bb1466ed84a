// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest, IAnyClaimable} from "../ClaimableTest.sol";
import {Vm} from "../../base/Vm.sol";
import {IAnyToken} from "../IAnyToken.sol";

contract ClaimableBirth_Constructor_Test is ClaimableTest {
    function test_GivesEscrowToTokenAndRestToOwnerWhereThereAreNoRows() external {
        for (uint256 i; i < 3; ++i) {
            TokenParameters memory p = parametersOf(TokenKind(i), TokenForm.Direct, owner);
            address predicted = claimables.predictToken(p, c, table, address(this), "birth");
            vm.expectEmit(predicted);
            emit IAnyToken.Transfer(address(0), predicted, TOTAL);
            vm.expectEmit(predicted);
            emit IAnyToken.Transfer(address(0), owner, SUPPLY - TOTAL);
            IAnyToken made = IAnyToken(claimables.createToken(p, c, table, "birth"));
            vm.assertEq(made.balanceOf(address(made)), TOTAL);
            vm.assertEq(made.balanceOf(owner), SUPPLY - TOTAL);
            vm.assertEq(made.totalSupply(), SUPPLY);
            vm.prank(owner);
            made.transfer(alice, SUPPLY - TOTAL);
            vm.assertEq(made.balanceOf(owner), 0);
            vm.expectRevert(InsufficientBalance.selector);
            vm.prank(owner);
            made.transfer(alice, 1);
        }
    }

    function testFuzz_GivesEscrowToTokenAndAnnouncesEveryRow(uint256 kind, bool wide, uint256 count) external {
        TokenParameters memory p = parametersOf(TokenKind(kind % 3), TokenForm.Direct, owner);
        count = within(count, 1, 20);
        uint256 each = wide ? uint256(1) << 96 : 1000;
        p.supply = uint128(TOTAL + count * each);
        if (kind % 3 == 1) p.limit = p.supply;
        address[] memory holders = new address[](count);
        for (uint256 i; i < count; ++i) {
            holders[i] = someone(100 + i);
        }
        sorted(holders);
        for (uint256 i; i < count; ++i) {
            bytes memory amount = wide ? abi.encodePacked(uint128(each)) : abi.encodePacked(uint96(each));
            p.rows = bytes.concat(p.rows, bytes20(holders[i]), amount);
        }
        address predicted = claimables.predictToken(p, c, table, address(this), "birth");
        vm.expectEmit(predicted);
        emit IAnyToken.Transfer(address(0), predicted, TOTAL);
        for (uint256 i; i < count; ++i) {
            vm.expectEmit(predicted);
            emit IAnyToken.Transfer(address(0), holders[i], each);
        }
        IAnyClaimable made = IAnyClaimable(claimables.createToken(p, c, table, "birth"));
        for (uint256 i; i < count; ++i) {
            vm.assertEq(made.balanceOf(holders[i]), each);
        }
        vm.assertEq(made.balanceOf(address(made)), TOTAL);
        vm.assertEq(made.balanceOf(owner), 0);
        vm.warp(START);
        claim(made, 0);
        vm.assertEq(made.balanceOf(alice), 100);
        vm.prank(holders[0]);
        made.transfer(bob, each);
        vm.assertEq(made.balanceOf(bob), each);
    }

    function test_AnnouncesNothingForOwnerWhereEscrowIsAllThereIs() external {
        TokenParameters memory p = parametersOf(TokenKind(0), TokenForm.Direct, owner);
        p.supply = uint128(TOTAL);
        vm.recordLogs();
        address made = claimables.createToken(p, c, table, "birth");
        uint256 transfers;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == made && logs[i].topics[0] == IAnyToken.Transfer.selector) ++transfers;
        }
        vm.assertEq(transfers, 1);
    }

    function test_LeavesCodeBehind() external {
        bytes memory code = hex"60016000526001601ff3fe";
        address made = create("ClaimableBirth", abi.encode(code, 1, owner, 2, 0, 0, 32));
        vm.assertEq(made.code, code);
    }
}
