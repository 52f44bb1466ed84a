// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {IFixedToken} from "../../../src/token/IFixedToken.sol";
import {TokenTest} from "../TokenTest.sol";

contract FixedToken_Eip712Domain_Test is TokenTest {
    function test_DescribesNameVersionChainAndContract() external view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        ) = IFixedToken(address(token)).eip712Domain();
        vm.assertEq(uint8(fields), 0x0f);
        vm.assertEq(name, "WebsiteCoin");
        vm.assertEq(version, "1");
        vm.assertEq(chainId, block.chainid);
        vm.assertEq(verifyingContract, address(token));
        vm.assertEq(salt, 0);
        vm.assertEq(extensions.length, 0);
    }

    function test_IsDomainThatPermitsAreSignedIn() external view {
        vm.assertEq(token.DOMAIN_SEPARATOR(), _separator());
    }

    function test_Given_ChainHasForked_NamesNewChain() external {
        vm.chainId(4242);
        (,,, uint256 chainId,,,) = IFixedToken(address(token)).eip712Domain();
        vm.assertEq(chainId, 4242);
        vm.assertEq(token.DOMAIN_SEPARATOR(), _separator());
    }

    function test_Given_ChainHasForked_RefusesPermitsForOldChain() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf("alice"), permitDigest(alice, bob, 5, 0, block.timestamp));
        vm.chainId(4242);
        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(alice, bob, 5, block.timestamp, v, r, s);
    }

    function _separator() private view returns (bytes32) {
        (, string memory name, string memory version, uint256 chainId, address verifyingContract,,) =
            IFixedToken(address(token)).eip712Domain();
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifyingContract
            )
        );
    }
}
