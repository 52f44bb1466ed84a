// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title What every token of Bursar offers beyond ERC-20, ERC-2612 and ERC-165
/// @notice ERC-3009 (transfers by signed authorization), ERC-5267 (the signing domain), ERC-7572 (a description), and a statement of
/// what anybody can do to the token.
/// @dev The ERC-20 and ERC-2612 functions, events and errors are those of Solady's ERC20; this interface holds what comes on top.
/// `transfer` to the zero address is allowed, as ERC-20 allows it: it puts tokens out of reach without changing `totalSupply` (a ManagedToken,
/// which can destroy tokens, refuses it).
/// An allowance of `type(uint256).max` is never reduced. No contract has a built-in allowance.
///
/// Every token keeps its name, symbol, decimals, owner of record, supply, description and first holders behind its code, where nothing
/// can change them. A first holder's balance is what stands there until that holder's first outgoing transfer that needs it.
interface IToken {
    /// @notice The authorization `nonce` of `authorizer` has been carried out (ERC-3009).
    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);

    /// @notice The authorization `nonce` of `authorizer` can no longer be carried out (ERC-3009).
    event AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce);

    /// @notice The authorization is good only after `validAfter`.
    error Token_AuthorizationNotYetValid(uint256 validAfter);

    /// @notice The authorization was good only before `validBefore`.
    error Token_AuthorizationExpired(uint256 validBefore);

    /// @notice `nonce` of `authorizer` was used or cancelled before.
    error Token_AuthorizationUsedOrCanceled(address authorizer, bytes32 nonce);

    /// @notice Only `to` itself may carry out an authorization to receive.
    error Token_CallerMustBePayee(address to);

    /// @notice The signature is not that of `authorizer` for these terms.
    error Token_InvalidSignature(address authorizer);

    /// @notice What can be done to this token, by whom, at this moment.
    /// @return bits One bit for each power that somebody has: see {Powers}. Zero: nobody can do anything but move what is theirs.
    /// @return holder Who has them all; zero when there are none.
    function powers() external view returns (uint256 bits, address holder);

    /// @notice Who created the token according to its code. A record: it gives no power (ManagedToken's power is with its `owner`).
    function ownerOfRecord() external view returns (address);

    /// @notice Where the token's description can be read (ERC-7572); empty when it has none.
    function contractURI() external view returns (string memory);

    /// @notice Whether `interfaceId` is supported (ERC-165).
    function supportsInterface(bytes4 interfaceId) external view returns (bool);

    /// @notice The EIP-712 domain (ERC-5267): name, version "1", chain and this address; no salt, no extensions.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );

    /// @notice Whether `nonce` of `authorizer` was used or cancelled (ERC-3009).
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);

    /// @notice Moves `value` from `from` to `to` as `from` has authorized (ERC-3009). Anybody may send it.
    /// @param validAfter The authorization is good after this time, in seconds; not at it.
    /// @param validBefore The authorization is good before this time, in seconds; not at it.
    /// @param nonce Any value that `from` has not used before; there is no order.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice As the other form, with a signature of any kind: of a key (65 or 64 bytes) or of a contract account (ERC-1271).
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice As `transferWithAuthorization`, but only `to` may send it, so that nobody can tear payment and purpose apart.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice As the other form, with a signature of any kind.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice Makes an authorization that was not carried out yet void, as `authorizer` has signed (ERC-3009).
    function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice As the other form, with a signature of any kind.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external;
}
