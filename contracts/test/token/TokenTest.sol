// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenFactory} from "../../src/token/ITokenFactory.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../src/token/TokenParameters.sol";
import {Test} from "../base/Test.sol";
import {IAnyToken} from "./IAnyToken.sol";

/// @notice Makes tokens of every kind and form.
abstract contract TokenMaker is Test {
    uint128 internal constant SUPPLY = 1_000_000 ether;
    ITokenFactory internal factory;
    uint256 private _salt;

    function makeFactory() internal {
        factory = ITokenFactory(create("TokenFactory", ""));
    }

    function parametersOf(TokenKind kind, TokenForm form, address owner)
        internal
        pure
        returns (TokenParameters memory p)
    {
        p.kind = kind;
        p.form = form;
        p.decimals = 18;
        p.owner = owner;
        p.supply = SUPPLY;
        p.limit = kind == TokenKind.Managed ? 3 * SUPPLY : 0;
        p.name = "WebsiteCoin";
        p.symbol = "WSC";
        p.description = "ipfs://description";
    }

    function newToken(TokenParameters memory p) internal returns (IAnyToken) {
        return IAnyToken(factory.createToken(p, bytes32(++_salt)));
    }

    /// @dev A token of which `owner` has the whole supply; a GenesisToken is sealed.
    function newToken(TokenKind kind, TokenForm form, address owner) internal returns (IAnyToken made) {
        TokenParameters memory p = parametersOf(kind, form, owner);
        if (kind != TokenKind.Genesis) return newToken(p);
        bytes[] memory tables = new bytes[](1);
        tables[0] = rowsOf(list(owner), SUPPLY);
        made = newGenesis(p, tables);
        made.addTable(0, tables[0], 0);
    }

    /// @dev A GenesisToken that awaits its tables.
    function newGenesis(TokenParameters memory p, bytes[] memory tables) internal returns (IAnyToken) {
        bytes memory keys;
        for (uint256 i; i < tables.length; ++i) {
            keys = bytes.concat(keys, bytes20(tables[i]));
        }
        p.rows = bytes.concat(restAfter(tables, 0), keys);
        return newToken(p);
    }

    /// @dev The hash of the tables from number `index` on.
    function restAfter(bytes[] memory tables, uint256 index) internal pure returns (bytes32 rest) {
        for (uint256 i = tables.length; i > index; --i) {
            rest = keccak256(abi.encode(keccak256(tables[i - 1]), rest));
        }
    }

    /// @dev Narrow rows of accounts that ascend, each with the same amount.
    function rowsOf(address[] memory accounts, uint256 amount) internal pure returns (bytes memory rows) {
        for (uint256 i; i < accounts.length; ++i) {
            rows = bytes.concat(rows, bytes20(accounts[i]), bytes12(uint96(amount)));
        }
    }

    /// @dev Both forms of all kinds, in the order of kinds; `owner` has the whole supply of each.
    function everyToken(address owner) internal returns (IAnyToken[8] memory all) {
        for (uint256 i; i < 8; ++i) {
            all[i] = newToken(TokenKind(i / 2), TokenForm(i % 2), owner);
        }
    }

    function sorted(address[] memory accounts) internal pure returns (address[] memory) {
        for (uint256 i = 1; i < accounts.length; ++i) {
            for (uint256 j = i; j > 0 && accounts[j - 1] > accounts[j]; --j) {
                (accounts[j - 1], accounts[j]) = (accounts[j], accounts[j - 1]);
            }
        }
        return accounts;
    }
}

/// @notice A factory, two holders, and the token at hand.
abstract contract TokenTest is TokenMaker {
    bytes32 internal constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 internal constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 internal constant CANCEL_TYPEHASH = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    address internal alice = account("alice");
    address internal bob = account("bob");
    IAnyToken internal token;

    function setUp() public virtual {
        vm.warp(1_000_000);
        makeFactory();
        token = newToken(TokenKind.Fixed, TokenForm.Direct, alice);
    }

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }

    function split(bytes memory signature) internal pure returns (uint8 v, bytes32 r, bytes32 s) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }

    function permitDigest(address owner, address spender, uint256 value, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        return digestOf(keccak256(abi.encode(typeHash, owner, spender, value, nonce, deadline)));
    }
}
