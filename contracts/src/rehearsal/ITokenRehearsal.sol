// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice How a call ended, as `Payout` and the drops would take it.
enum Outcome {
    Moved,
    MovedSilently,
    Refused,
    SaidFalse,
    OddAnswer,
    UsedAllGas,
    OtherAmount
}

/// @notice A call and what it did to two balances.
/// @param outcome How it ended.
/// @param left By how much the giver's balance fell.
/// @param arrived By how much the taker's balance rose.
/// @param gas What the call used.
/// @param answered How many bytes it answered with.
/// @param reason What it answered with when it failed, at most 256 bytes.
struct Movement {
    Outcome outcome;
    uint256 left;
    uint256 arrived;
    uint256 gas;
    uint256 answered;
    bytes reason;
}

/// @notice What is tried.
/// @param token An ERC-20 token, or zero for the chain's native coin.
/// @param puller Who is to move the tokens from the operator, by its allowance.
/// @param holder Who is to hold them and hand them out: a drop, or the puller itself.
/// @param total How much the operator is to give.
/// @param rows Whom the holder is then to pay: 20 bytes address, 32 bytes amount each.
/// @param bystander An account that has nothing to do with the list, to tell a refused recipient from a refused transfer.
/// @param rowGas What a row may use.
struct Trial {
    address token;
    address puller;
    address holder;
    uint256 total;
    bytes rows;
    address bystander;
    uint256 rowGas;
}

/// @notice What came of it.
/// @param allowance What the puller was allowed before.
/// @param approval How the approval ended; a second attempt after one of zero counts when the first failed.
/// @param needsZero Whether it took that second attempt.
/// @param pull The operator's tokens on their way to the holder.
/// @param outcomes How each row ended, one byte each, for as many rows as there was gas.
/// @param firstFailed The first row that did not end well.
/// @param failure What came of it.
/// @param apart What came of the same amount to the bystander, when a row failed.
/// @param mostGas The most that a row used.
/// @param time The time at which all this would be.
struct Findings {
    uint256 allowance;
    Movement approval;
    bool needsZero;
    Movement pull;
    bytes outcomes;
    uint256 firstFailed;
    Movement failure;
    Movement apart;
    uint256 mostGas;
    uint256 time;
}

/// @title Tries out how a token moves, before it does
/// @notice It is never deployed: a node is asked for one call in which this code stands in the place of the operator, of the puller and of the holder.
/// Nothing of such a call remains.
interface ITokenRehearsal {
    /// @notice Approves, pulls and pays, and reports how each went. Reverts for nothing that the token does.
    /// @dev The caller's own address is the operator's.
    function rehearse(Trial calldata trial) external payable returns (Findings memory findings);

    /// @notice A balance, and the time at which it is so: the time is the node's, unless it was asked to pretend another one.
    function look(address token, address account) external view returns (uint256 balance, uint256 time);

    /// @notice Part of {rehearse}, in the place of the puller.
    function pull(address token, address from, address to, uint256 amount) external returns (Movement memory movement);

    /// @notice Part of {rehearse}, in the place of the holder.
    function push(Trial calldata trial) external payable returns (Findings memory findings);
}
