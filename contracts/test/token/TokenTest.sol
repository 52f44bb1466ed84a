// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {Allocation} from "../../src/token/Allocation.sol";
import {ITokenFactory, TokenParameters} from "../../src/token/ITokenFactory.sol";
import {Test} from "../base/Test.sol";

/// @notice A token, a factory and two holders.
abstract contract TokenTest is Test {
    address internal alice = account("alice");
    address internal bob = account("bob");
    ITokenFactory internal factory;
    ERC20 internal token;

    function setUp() public virtual {
        factory = ITokenFactory(create("TokenFactory", ""));
        token = newToken("WebsiteCoin", "WSC", 18, genesis(alice, 1_000_000 ether));
    }

    function newToken(string memory name, string memory symbol, uint8 decimals, Allocation[] memory rows)
        internal
        returns (ERC20)
    {
        return ERC20(create("FixedToken", abi.encode(name, symbol, decimals, rows)));
    }

    function genesis(address to, uint256 amount) internal pure returns (Allocation[] memory rows) {
        rows = new Allocation[](1);
        rows[0] = Allocation(to, amount);
    }

    function genesis(address a, uint256 amountA, address b, uint256 amountB)
        internal
        pure
        returns (Allocation[] memory rows)
    {
        rows = new Allocation[](2);
        rows[0] = Allocation(a, amountA);
        rows[1] = Allocation(b, amountB);
    }

    function parametersOf(address owner) internal view returns (TokenParameters memory) {
        return TokenParameters("WebsiteCoin", "WSC", 18, owner, genesis(alice, 5, bob, 7));
    }

    function permitDigest(address owner, address spender, uint256 value, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typeHash, owner, spender, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
