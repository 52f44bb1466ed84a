// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenFactory} from "../../../src/token/ITokenFactory.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

contract TokenFactory_InitcodeOf_Test is TokenTest {
    function test_RevertWhen_ParametersAreWrong() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, address(0));
        vm.expectRevert(ITokenFactory.TokenFactory_ZeroOwner.selector);
        factory.initcodeOf(p);
    }

    function test_LeavesArgumentsBehindCode() external {
        TokenParameters memory p = parametersOf(TokenKind.Fixed, TokenForm.Clone, alice);
        address made = create(factory.initcodeOf(p));
        vm.assertEq(
            made.code,
            abi.encodePacked(
                hex"5f5f365f5f37365f73",
                factory.codeOf(TokenKind.Fixed),
                hex"5af43d5f5f3e5f3d91602a57fd5bf3",
                "ipfs://description",
                "WSC",
                "WebsiteCoin",
                alice,
                SUPPLY,
                uint8(18),
                uint8(11),
                uint8(3),
                uint8(18),
                uint16(0)
            )
        );
        p.form = TokenForm.Direct;
        p.kind = TokenKind.Managed;
        p.limit = SUPPLY;
        made = create(factory.initcodeOf(p));
        vm.assertEq(
            made.code,
            abi.encodePacked(
                factory.directCodeOf(TokenKind.Managed).code,
                "ipfs://description",
                "WSC",
                "WebsiteCoin",
                SUPPLY,
                alice,
                SUPPLY,
                uint8(18),
                uint8(11),
                uint8(3),
                uint8(18),
                uint16(0)
            )
        );
    }
}
