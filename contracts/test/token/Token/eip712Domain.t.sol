// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract Token_Eip712Domain_Test is TokenTest {
    function test_NamesAllFourFields() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            (
                bytes1 fields,
                string memory name,
                string memory version,
                uint256 chainId,
                address verifyingContract,
                bytes32 salt,
                uint256[] memory extensions
            ) = all[i].eip712Domain();
            vm.assertEq(bytes32(fields), bytes32(bytes1(0x0f)));
            vm.assertEq(name, "WebsiteCoin");
            vm.assertEq(version, "1");
            vm.assertEq(chainId, block.chainid);
            vm.assertEq(verifyingContract, address(all[i]));
            vm.assertEq(salt, 0);
            vm.assertEq(extensions.length, 0);
        }
    }

    function test_IsWhatSignaturesAreMadeFor() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.assertEq(all[i].DOMAIN_SEPARATOR(), _separatorOf(all[i]));
        }
    }

    function test_Given_ChainSplits_FollowsChain() external {
        bytes32 before = token.DOMAIN_SEPARATOR();
        vm.chainId(77);
        vm.assertNotEq(token.DOMAIN_SEPARATOR(), before);
        (,,, uint256 chainId,,,) = token.eip712Domain();
        vm.assertEq(chainId, 77);
    }

    function _separatorOf(IAnyToken which) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(which.name())),
                keccak256("1"),
                block.chainid,
                address(which)
            )
        );
    }
}
