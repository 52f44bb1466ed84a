// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice How a pool begins.
/// @param factory The factory of Uniswap V2 whose pair of the two tokens becomes the pool. The caller has to know it: its pair is believed.
/// @param token One token of the pair.
/// @param quote The other one; the wrapped coin when the caller sends the native coin along.
/// @param tokenAmount What the pool holds of `token` in the end, 1 to 2^112 − 1.
/// @param quoteAmount What the pool holds of `quote` in the end, 1 to 2^112 − 1.
/// @param to Who gets the LP tokens, or gets them from the lock.
/// @param lockedUntil Until when the LP tokens are locked, in Unix seconds; zero for not at all.
/// @param vault The VestingVault that locks them; not looked at without a lock.
/// @param salt Names the opening among those of the caller.
struct Opening {
    address factory;
    address token;
    address quote;
    uint256 tokenAmount;
    uint256 quoteAmount;
    address to;
    uint64 lockedUntil;
    address vault;
    bytes32 salt;
}

/// @title Opens pools at the price that was stated
/// @notice Creates a pair if there is none, brings its reserves to exactly the amounts stated and gives out or locks the LP tokens, in one transaction:
/// nobody can set the price in between. What others gave the pair beforehand stays in it and is counted, as far as it is at most what was stated, and the
/// caller pays the rest; so a gift can neither move the price nor stop the opening. A pair in which somebody provided liquidity before is refused.
/// Nothing stays here, and nobody but the caller pays.
/// @dev The lock is a schedule of the vault with one point: the LP tokens are in its box from the moment they exist, without a revoker, and `to` withdraws
/// them from `lockedUntil` on. Its salt is the opening's id.
interface IPoolOpener {
    /// @notice A pool was opened.
    /// @param holder Who holds the LP tokens now: the recipient, or the lock's box.
    event PoolOpened(
        bytes32 indexed id,
        address indexed pair,
        address indexed opener,
        Opening opening,
        uint256 liquidity,
        address holder
    );

    /// @notice The caller opened a pool with this salt before.
    error PoolOpener_AlreadyOpened(bytes32 id);
    /// @notice There is no contract at that address.
    error PoolOpener_NotAContract(address account);
    /// @notice A pair has two different tokens.
    error PoolOpener_SameToken(address token);
    /// @notice An amount is zero, or beyond what a pair can hold.
    error PoolOpener_InvalidAmount(uint256 amount);
    /// @notice The first to provide liquidity gives up 1,000 units of it, and this would not be more.
    error PoolOpener_TooLittle(uint256 tokenAmount, uint256 quoteAmount);
    /// @notice The LP tokens need a recipient.
    error PoolOpener_ZeroRecipient();
    /// @notice The lock would have ended before it began.
    error PoolOpener_LockPassed(uint64 lockedUntil);
    /// @notice The native coin sent along is neither nothing nor `quoteAmount`.
    error PoolOpener_WrongValue(uint256 quoteAmount, uint256 value);
    /// @notice Somebody provided liquidity first; these are the reserves.
    error PoolOpener_AlreadyPriced(address pair, uint256 tokenReserve, uint256 quoteReserve);
    /// @notice Somebody made more than what was stated part of the reserves, and it cannot be taken out.
    error PoolOpener_Overfilled(address pair, uint256 tokenReserve, uint256 quoteReserve);
    /// @notice The reserves did not become what was stated: a token moved another amount than it was told.
    error PoolOpener_WrongReserves(uint256 tokenReserve, uint256 quoteReserve);

    /// @notice Opens a pool. The caller has approved this contract for both amounts, or sends the native coin along for `quote`; what is not needed of it
    /// goes back.
    function open(Opening calldata opening) external payable returns (address pair, uint256 liquidity);

    /// @notice Id of what `opener` opened with a salt; zero for nothing.
    function openingOf(address opener, bytes32 salt) external view returns (bytes32 id);

    /// @notice Id of an opening by `opener`.
    function idOf(address opener, Opening calldata opening) external pure returns (bytes32);
}
