// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenTest} from "../TokenTest.sol";

contract FixedToken_Name_Test is TokenTest {
    function testFuzz_When_ItHasUpTo31Bytes_ReturnsItUnchanged(bytes32 content, uint256 size) external {
        bytes memory text = abi.encodePacked(content);
        size = within(size, 1, 31);
        assembly ("memory-safe") {
            mstore(text, size)
        }
        _checkRoundTrip(string(text));
    }

    function testFuzz_When_ItHas32BytesOrMore_ReturnsItUnchanged(bytes32 start, string memory rest) external {
        _checkRoundTrip(string.concat(string(abi.encodePacked(start)), rest));
    }

    function _checkRoundTrip(string memory text) private {
        token = newToken(text, "WSC", 18, genesis(alice, 1));
        vm.assertEq(bytes(token.name()), bytes(text));
    }
}
