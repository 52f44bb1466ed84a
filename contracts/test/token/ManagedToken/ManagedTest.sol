// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IManagedToken} from "../../../src/token/IManagedToken.sol";
import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

/// @notice A managed token of alice's, in its direct form unless a test takes the other.
abstract contract ManagedTest is TokenTest {
    function setUp() public virtual override {
        super.setUp();
        token = newToken(TokenKind.Managed, TokenForm.Direct, alice);
    }

    function expectNotAllowed(address caller, uint256 power) internal {
        vm.expectRevert(abi.encodeWithSelector(IManagedToken.ManagedToken_NotAllowed.selector, caller, power));
    }

    /// @dev The next call is the owner's.
    function asOwner() internal {
        vm.prank(alice);
    }
}
