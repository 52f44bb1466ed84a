// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Opening} from "../../../src/pools/IPoolOpener.sol";
import {PoolTest} from "../PoolTest.sol";

contract PoolOpener_IdOf_Test is PoolTest {
    function test_When_AnythingInItDiffers_IsAnotherOne() external view {
        bytes32 id = opener.idOf(team, o);
        vm.assertNotEq(opener.idOf(attacker, o), id);
        bytes memory plain = abi.encode(o);
        for (uint256 word; word < plain.length / 32; ++word) {
            bytes memory changed = abi.encode(o);
            changed[32 * word + 31] = bytes1(uint8(changed[32 * word + 31]) ^ 1);
            vm.assertNotEq(opener.idOf(team, abi.decode(changed, (Opening))), id);
        }
    }

    function testFuzz_IsHashOfOpenerAndOpening(address who, uint128 tokens, uint64 until, bytes32 salt) external {
        (o.tokenAmount, o.lockedUntil, o.salt) = (tokens, until, salt);
        vm.assertEq(opener.idOf(who, o), keccak256(abi.encode(who, o)));
    }
}
