// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice What a token can do: see IToken, IManagedToken, IVotesToken, IGenesisToken.
enum TokenKind {
    Fixed,
    Managed,
    Votes,
    Genesis
}

/// @notice How a token's code stands on the chain. The kinds behave alike in either form.
/// - Clone: a proxy of 44 bytes that hands every call to the kind's code. Cheapest to create; each call costs about 2,700 gas more.
/// - Direct: transfers, approvals and balances in the token's own code, the rest handed on. Costs about 115,000 gas more to create.
enum TokenForm {
    Clone,
    Direct
}

/// @notice What a token is made from.
/// @param kind What it can do.
/// @param form How its code stands on the chain.
/// @param decimals Decimal places, at most 38.
/// @param owner Who has the whole supply at first, where there are no rows; who manages a ManagedToken; a record otherwise.
/// @param supply The supply at birth, in base units. Only a ManagedToken may begin with none.
/// @param limit How much may ever be made of a ManagedToken, the supply included, below 2^127; zero for the other kinds.
/// @param name The token's name, 1 to 255 bytes.
/// @param symbol The token's symbol, 1 to 255 bytes.
/// @param description Where the token is described (`contractURI`), up to 255 bytes; may be empty.
/// @param rows The first holders, or nothing. A row has 32 bytes (account 20, amount 12) or, if the supply does not fit in 96 bits, 36 bytes
/// (account 20, amount 16); strictly ascending by account; the amounts add up to the supply. For a GenesisToken, whose rows come later:
/// the genesis hash, then the first account of each table (20 bytes each), strictly ascending.
struct TokenParameters {
    TokenKind kind;
    TokenForm form;
    uint8 decimals;
    address owner;
    uint128 supply;
    uint128 limit;
    string name;
    string symbol;
    string description;
    bytes rows;
}
