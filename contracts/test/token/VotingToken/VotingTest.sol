// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TokenForm, TokenKind} from "../../../src/token/TokenParameters.sol";
import {TokenTest} from "../TokenTest.sol";

/// @notice A token with votes, all of it alice's, in its direct form.
abstract contract VotingTest is TokenTest {
    function setUp() public virtual override {
        super.setUp();
        token = newToken(TokenKind.Votes, TokenForm.Direct, alice);
    }

    function delegate(address from, address to) internal {
        vm.prank(from);
        token.delegate(to);
    }

    function delegationDigest(address delegatee, uint256 nonce, uint256 expiry) internal view returns (bytes32) {
        bytes32 typeHash = keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)");
        return digestOf(keccak256(abi.encode(typeHash, delegatee, nonce, expiry)));
    }
}
