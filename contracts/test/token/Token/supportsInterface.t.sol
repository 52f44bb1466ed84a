// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBatchTransfer} from "../../../src/token/IBatchTransfer.sol";
import {IAnyToken} from "../IAnyToken.sol";
import {TokenTest} from "../TokenTest.sol";

interface IERC165 {
    function supportsInterface(bytes4 id) external view returns (bool);
}

interface IERC20 {
    function totalSupply() external view returns (uint256);
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function allowance(address owner, address spender) external view returns (uint256);
    function approve(address spender, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

interface IERC20Metadata {
    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function decimals() external view returns (uint8);
}

interface IERC2612 {
    function permit(address o, address s, uint256 a, uint256 d, uint8 v, bytes32 r, bytes32 t) external;
    function nonces(address owner) external view returns (uint256);
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}

interface IERC5267 {
    function eip712Domain() external view;
}

interface IERC7572 {
    function contractURI() external view returns (string memory);
}

interface IERC6372 {
    function clock() external view returns (uint48);
    function CLOCK_MODE() external view returns (string memory);
}

interface IERC5805 {
    function getVotes(address account) external view returns (uint256);
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256);
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256);
    function delegates(address account) external view returns (address);
    function delegate(address delegatee) external;
    function delegateBySig(address d, uint256 n, uint256 e, uint8 v, bytes32 r, bytes32 s) external;
}

contract Token_SupportsInterface_Test is TokenTest {
    function test_KnowsWhatEveryKindOffers() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.assertTrue(all[i].supportsInterface(type(IERC165).interfaceId));
            vm.assertTrue(all[i].supportsInterface(type(IERC20).interfaceId));
            vm.assertTrue(all[i].supportsInterface(type(IERC20Metadata).interfaceId));
            vm.assertTrue(all[i].supportsInterface(type(IERC2612).interfaceId));
            vm.assertTrue(all[i].supportsInterface(type(IERC5267).interfaceId));
            vm.assertTrue(all[i].supportsInterface(type(IERC7572).interfaceId));
            vm.assertTrue(all[i].supportsInterface(type(IBatchTransfer).interfaceId));
        }
    }

    function test_KnowsVotesWhereThereAreVotes() external {
        IAnyToken[8] memory all = everyToken(alice);
        for (uint256 i; i < 8; ++i) {
            vm.assertEq(all[i].supportsInterface(type(IERC5805).interfaceId), i / 2 > 1);
            vm.assertEq(all[i].supportsInterface(type(IERC6372).interfaceId), i / 2 > 1);
        }
    }

    function testFuzz_KnowsNothingElse(bytes4 id) external view {
        vm.assume(
            id != type(IERC165).interfaceId && id != type(IERC20).interfaceId && id != type(IERC20Metadata).interfaceId
                && id != type(IERC2612).interfaceId && id != type(IERC5267).interfaceId
                && id != type(IERC7572).interfaceId && id != type(IBatchTransfer).interfaceId
        );
        vm.assertFalse(token.supportsInterface(id));
        vm.assertFalse(token.supportsInterface(0xffffffff));
    }
}
