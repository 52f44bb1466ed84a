// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenParameters} from "../../../src/token/ITokenFactory.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_PredictToken_Test is TokenTest {
    function testFuzz_FollowsPublishedFormula(address creator, address owner, bytes32 salt) external view {
        TokenParameters memory p = parametersOf(owner);
        bytes memory arguments = abi.encode(p.name, p.symbol, p.decimals, p.genesis);
        bytes32 initcodeHash = keccak256(bytes.concat(codeOf("FixedToken"), arguments));
        bytes32 ownSalt = keccak256(abi.encode(creator, owner, salt));
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(factory), ownSalt, initcodeHash));
        vm.assertEq(factory.predictToken(p, creator, salt), address(uint160(uint256(hash))));
    }

    function test_DiffersForEachCreatorOwnerSaltAndParameter() external view {
        TokenParameters memory p = parametersOf(bob);
        address[] memory all = new address[](8);
        all[0] = factory.predictToken(p, alice, 0);
        all[1] = factory.predictToken(p, bob, 0);
        all[2] = factory.predictToken(p, alice, bytes32(uint256(1)));
        all[3] = factory.predictToken(parametersOf(alice), alice, 0);
        p.name = "Other";
        all[4] = factory.predictToken(p, alice, 0);
        p.symbol = "Other";
        all[5] = factory.predictToken(p, alice, 0);
        p.decimals = 6;
        all[6] = factory.predictToken(p, alice, 0);
        p.genesis[0].amount = 6;
        all[7] = factory.predictToken(p, alice, 0);
        for (uint256 i; i < all.length; ++i) {
            for (uint256 j; j < i; ++j) {
                vm.assertNotEq(all[i], all[j]);
            }
        }
    }

    function test_Given_TokenExists_ReturnsSameAddress() external {
        address created = factory.createToken(parametersOf(bob), 0);
        vm.assertEq(factory.predictToken(parametersOf(bob), address(this), 0), created);
    }
}
