// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IToken} from "./IToken.sol";

/// @title A token that its owner manages
/// @notice The owner can make new tokens up to a limit, stop all movements, change where the description is read, and hand over; each
/// power can be given up for ever. It can never destroy or move the tokens of others, single out an account, take a fee, or change the code.
/// @dev The limit counts what is ever made, the first supply included: burning makes no room for new tokens.
interface IManagedToken is IToken {
    /// @notice `newOwner` has the powers from now on; nobody has, if it is zero.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice `newOwner` may take over by `acceptOwnership`; nobody may, if it is zero.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

    /// @notice Nothing can be moved, made or burned until Unpaused.
    event Paused(address account);

    /// @notice Movements go on.
    event Unpaused(address account);

    /// @notice The powers in `bits` exist no more, in nobody's hands.
    event PowersGivenUp(uint256 bits);

    /// @notice `contractURI` has changed (ERC-7572).
    event ContractURIUpdated();

    /// @notice The caller does not have this power: it is not the owner, or the power was given up.
    error ManagedToken_NotAllowed(address caller, uint256 power);

    /// @notice Only the account that was named by `transferOwnership` can accept.
    error ManagedToken_NotPendingOwner(address caller);

    /// @notice Only `room` more can ever be made.
    error ManagedToken_LimitExceeded(uint256 amount, uint256 room);

    /// @notice The token is paused.
    error ManagedToken_Paused();

    /// @notice The token is not paused.
    error ManagedToken_NotPaused();

    /// @notice Nothing goes to the zero address, so that a Transfer to it always means that tokens were destroyed.
    error ManagedToken_ZeroRecipient();

    /// @notice The owner.
    function owner() external view returns (address);

    /// @notice Who may accept the ownership; zero for nobody.
    function pendingOwner() external view returns (address);

    /// @notice Whether all movements are stopped.
    function paused() external view returns (bool);

    /// @notice How much can still be made, in base units.
    function mintable() external view returns (uint256);

    /// @notice Makes `amount` for `to`.
    function mint(address to, uint256 amount) external;

    /// @notice Destroys `amount` of the caller's.
    function burn(uint256 amount) external;

    /// @notice Destroys `amount` of those of `from` that the caller was allowed to spend.
    function burnFrom(address from, uint256 amount) external;

    /// @notice Stops all movements.
    function pause() external;

    /// @notice Lets movements go on.
    function unpause() external;

    /// @notice Changes where the description is read.
    function setContractURI(string calldata uri) external;

    /// @notice Gives up the powers in `bits` (see {Powers}) for ever; powers that are not there are left out of it. Not while paused.
    function giveUp(uint256 bits) external;

    /// @notice Names the account that may take over by `acceptOwnership`; zero to take the offer back.
    function transferOwnership(address newOwner) external;

    /// @notice Takes over, for the account that `transferOwnership` named.
    function acceptOwnership() external;

    /// @notice Gives up all powers for ever. Not while paused.
    function renounceOwnership() external;
}
