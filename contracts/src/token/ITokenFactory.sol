// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Allocation} from "./Allocation.sol";
import {IFixedTokenErrors} from "./IFixedToken.sol";

/// @notice What a token is made from.
/// @param name The token's name, at least one byte.
/// @param symbol The token's symbol, at least one byte.
/// @param decimals Decimal places, at most 77.
/// @param owner Whom the factory records as the token's owner. A record only: it gives no power over the token.
/// @param genesis Who receives the supply; the sum of the rows is the total supply for ever.
struct TokenParameters {
    string name;
    string symbol;
    uint8 decimals;
    address owner;
    Allocation[] genesis;
}

/// @title Creates fixed-supply tokens at addresses known beforehand, each at most once
/// @notice A token's address follows from the caller, the recorded owner, the salt and the token's own parameters. The same request
/// sent twice creates one token and one revert, whatever happened in between; nobody else can take the address.
/// @dev The factory has no owner, no constructor arguments and no way to touch a token after its creation.
interface ITokenFactory is IFixedTokenErrors {
    /// @notice A token was created; `totalSupply` is in base units.
    event TokenCreated(
        address indexed token,
        address indexed owner,
        address indexed creator,
        string name,
        string symbol,
        uint8 decimals,
        uint256 totalSupply,
        bytes32 salt
    );

    /// @notice This very request has been carried out before: `token` is there.
    error TokenFactory_AlreadyCreated(address token);

    /// @notice The record needs an owner.
    error TokenFactory_ZeroOwner();

    /// @notice There is no token number `index`; `count` have been created.
    error TokenFactory_NoSuchToken(uint256 index, uint256 count);

    /// @notice The genesis rows add up to more than 2^256 − 1 (raised by the token).
    error TotalSupplyOverflow();

    /// @notice Creates a token and records its owner.
    /// @param p What the token is made from.
    /// @param salt Tells apart tokens with the same caller and parameters. Any value.
    /// @return token The token's address, equal to `predictToken(p, msg.sender, salt)`.
    function createToken(TokenParameters calldata p, bytes32 salt) external returns (address token);

    /// @notice The address at which `creator` would create, or has created, this token.
    /// @dev CREATE2 from this factory with salt keccak256(abi.encode(creator, p.owner, salt)) and the token's initcode, that is its
    /// creation code followed by abi.encode(name, symbol, decimals, genesis).
    function predictToken(TokenParameters calldata p, address creator, bytes32 salt) external view returns (address);

    /// @notice The owner recorded when `token` was created here; zero if it was not created here.
    function ownerOf(address token) external view returns (address);

    /// @notice The tokens recorded for `owner`, oldest first: at most `limit` from position `offset`, and how many there are in all.
    /// @dev An `offset` past the end gives an empty page.
    function tokensOf(address owner, uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory page, uint256 total);

    /// @notice How many tokens this factory has created.
    function tokenCount() external view returns (uint256);

    /// @notice Token number `index`, counted from zero in order of creation.
    function tokenAt(uint256 index) external view returns (address);
}
