// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Why a token cannot be created
/// @notice Raised by the constructor of FixedToken and passed on unchanged by TokenFactory.
interface IFixedTokenErrors {
    /// @notice The name has no characters.
    error FixedToken_EmptyName();

    /// @notice The symbol has no characters.
    error FixedToken_EmptySymbol();

    /// @notice 10^decimals would not fit in 256 bits, so no whole unit could exist.
    error FixedToken_DecimalsTooHigh(uint8 decimals);

    /// @notice A token without genesis rows would have no supply, for ever.
    error FixedToken_EmptyGenesis();

    /// @notice Genesis row `row` (counted from zero) mints to the zero address.
    error FixedToken_ZeroAddressAllocation(uint256 row);

    /// @notice Genesis row `row` (counted from zero) mints nothing.
    error FixedToken_ZeroAmountAllocation(uint256 row);
}

/// @title A token whose supply is fixed at birth
/// @notice ERC-20 with ERC-2612 permits and an ERC-5267 domain. The genesis rows are minted by the constructor; after that nobody,
/// not even the creator, can mint, burn from others, pause, freeze, upgrade or tax it: there is no owner and no such function.
/// @dev The ERC-20 and ERC-2612 functions, events and errors are those of Solady's ERC20; this interface holds what comes on top.
/// `transfer` to the zero address is allowed, as ERC-20 allows it: it puts tokens out of reach without changing `totalSupply`.
/// An allowance of `type(uint256).max` is never reduced. No contract has a built-in allowance; Permit2 in particular needs an
/// approval like everybody else.
interface IFixedToken is IFixedTokenErrors {
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
}
