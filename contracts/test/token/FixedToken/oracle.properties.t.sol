// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20 as OpenZeppelinERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {TokenTest} from "../TokenTest.sol";

/// @notice OpenZeppelin's ERC-20 with the genesis of the tests.
contract OracleToken is OpenZeppelinERC20 {
    constructor(address holder, uint256 supply) OpenZeppelinERC20("WebsiteCoin", "WSC") {
        _mint(holder, supply);
    }
}

/// @notice Whatever sequence of calls is made, FixedToken answers and ends as OpenZeppelin's token does.
contract FixedToken_Oracle_Test is TokenTest {
    struct Move {
        uint8 kind;
        uint8 sender;
        uint8 from;
        uint8 to;
        uint256 amount;
    }

    address[3] private holders = [alice, bob, someone(7)];

    function testFuzz_BehavesAsOpenZeppelinToken(Move[16] memory moves) external {
        OracleToken oracle = new OracleToken(alice, token.totalSupply());
        for (uint256 i; i < moves.length; ++i) {
            Move memory move = moves[i];
            bytes memory data = _callOf(move);
            vm.prank(holders[move.sender % 3]);
            (bool success, bytes memory answer) = address(token).call(data);
            vm.prank(holders[move.sender % 3]);
            (bool expected, bytes memory expectedAnswer) = address(oracle).call(data);
            vm.assertEq(success, expected);
            if (success) vm.assertEq(answer, expectedAnswer);
        }
        for (uint256 i; i < 3; ++i) {
            vm.assertEq(token.balanceOf(holders[i]), oracle.balanceOf(holders[i]));
            for (uint256 j; j < 3; ++j) {
                vm.assertEq(token.allowance(holders[i], holders[j]), oracle.allowance(holders[i], holders[j]));
            }
        }
    }

    function _callOf(Move memory move) private view returns (bytes memory) {
        uint256 amount = move.amount % 7 == 0 ? move.amount : move.amount % 400_000 ether;
        address to = holders[move.to % 3];
        if (move.kind % 3 == 0) return abi.encodeCall(token.transfer, (to, amount));
        if (move.kind % 3 == 1) return abi.encodeCall(token.approve, (to, amount));
        return abi.encodeCall(token.transferFrom, (holders[move.from % 3], to, amount));
    }
}
