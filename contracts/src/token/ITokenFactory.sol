// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITokenListing} from "./ITokenListing.sol";
import {TokenForm, TokenKind, TokenParameters} from "./TokenParameters.sol";

/// @title Creates tokens at addresses known beforehand, each at most once
/// @notice A token's address follows from the caller, the salt and the token's own parameters. The same request sent twice creates one token
/// and one revert, whatever happened in between; nobody else can take the address.
/// @dev The factory has no owner, no constructor arguments and no way to touch a token after its creation. It creates the code of the kinds
/// itself, once, when it is created. What a token was made from can be read from the token's code. How many there are, the chain counts: the
/// factory's nonce is 9 after its own creation, and one more after each token's.
interface ITokenFactory is ITokenListing {
    /// @notice A token was created; `supply` is in base units. The token itself says the rest.
    event TokenCreated(
        address indexed token,
        address indexed owner,
        address indexed creator,
        TokenKind kind,
        TokenForm form,
        uint256 supply,
        bytes32 salt
    );

    /// @notice This very request has been carried out before: `token` is there.
    error TokenFactory_AlreadyCreated(address token);

    /// @notice The record needs an owner.
    error TokenFactory_ZeroOwner();

    /// @notice The name has no characters, or more than 255 bytes.
    error TokenFactory_InvalidName(uint256 length);

    /// @notice The symbol has no characters, or more than 255 bytes.
    error TokenFactory_InvalidSymbol(uint256 length);

    /// @notice The description's address has more than 255 bytes.
    error TokenFactory_DescriptionTooLong(uint256 length);

    /// @notice More than 38 decimals: no whole unit would fit into a supply.
    error TokenFactory_DecimalsTooHigh(uint8 decimals);

    /// @notice A token of this kind without a supply would have none for ever.
    error TokenFactory_ZeroSupply();

    /// @notice The limit is below the supply or not below 2^127, or is given for a kind that has none.
    error TokenFactory_InvalidLimit(uint256 limit);

    /// @notice The rows are not a whole number of rows, at least one.
    error TokenFactory_InvalidRows(uint256 length);

    /// @notice Row `row` (counted from zero) has no amount, or its account is not above that of the row before (the first: above zero).
    error TokenFactory_InvalidRow(uint256 row);

    /// @notice The rows add up to `sum` instead of the supply.
    error TokenFactory_WrongTotal(uint256 sum, uint256 supply);

    /// @notice The token's code would have `length` bytes, more than the 24,576 that a chain takes: there are too many rows.
    error TokenFactory_CodeTooLong(uint256 length);

    /// @notice The chain did not create the token; it was given too little gas.
    error TokenFactory_CreationFailed();

    /// @notice Creates a token and lists it under its owner.
    /// @param p What the token is made from.
    /// @param salt Tells apart tokens with the same caller and parameters. Any value.
    /// @return token The token's address, equal to `predictToken(p, msg.sender, salt)`.
    function createToken(TokenParameters calldata p, bytes32 salt) external returns (address token);

    /// @notice The address at which `creator` would create, or has created, this token.
    /// @dev CREATE2 from this factory with salt keccak256(abi.encode(creator, salt)) and `initcodeOf(p)`.
    function predictToken(TokenParameters calldata p, address creator, bytes32 salt) external view returns (address);

    /// @notice What CREATE2 is given for this token: code that announces the first holders and leaves the token's code behind.
    function initcodeOf(TokenParameters calldata p) external view returns (bytes memory);

    /// @notice The code that carries out a kind's calls.
    function codeOf(TokenKind kind) external view returns (address);

    /// @notice The code that the direct form of a kind begins with.
    function directCodeOf(TokenKind kind) external view returns (address);
}
