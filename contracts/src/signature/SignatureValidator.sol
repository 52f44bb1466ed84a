// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ECDSA} from "solady/utils/ECDSA.sol";
import {Code} from "../common/Code.sol";

/// @title SignatureValidator
/// @notice Says whether an account has signed a hash, for accounts of every kind: with a key, with code (ERC-1271), with a key and
/// delegated code (EIP-7702), and with code that is still to be deployed (ERC-6492).
/// @dev It is never deployed. Its creation code with the arguments is called without a recipient (`eth_call`), and what the constructor
/// returns in place of code is the answer: one word, 1 for signed and 0 for not signed. The account that ERC-6492 has deployed for the
/// answer is gone with the call.
contract SignatureValidator {
    bytes32 private constant WRAPPED = 0x6492649264926492649264926492649264926492649264926492649264926492;
    bytes4 private constant VALID = 0x1626ba7e;

    constructor(address account, bytes32 hash, bytes memory signature) {
        bool signed = _isSigned(account, hash, signature);
        assembly ("memory-safe") {
            mstore(0x00, signed)
            return(0x00, 0x20)
        }
    }

    function _isSigned(address account, bytes32 hash, bytes memory signature) private returns (bool) {
        if (account == address(0)) return false;
        if (_isWrapped(signature)) return _isSignedBeforeDeployment(account, hash, signature);
        if (account.code.length == 0) return _isSignedByKey(account, hash, signature);
        if (_isAccepted(account, hash, signature)) return true;
        // A delegation does not take the account's own key away.
        return !Code.isContract(account) && _isSignedByKey(account, hash, signature);
    }

    /// @dev ERC-6492: abi.encode(factory, factoryCalldata, signature) and the marker. When the account is there and accepts, nothing is
    /// prepared; otherwise the factory is called first, also for an account that is there and only wants to be brought up to date.
    function _isSignedBeforeDeployment(address account, bytes32 hash, bytes memory wrapped) private returns (bool) {
        bytes memory body = new bytes(wrapped.length - 32);
        for (uint256 i; i < body.length; ++i) {
            body[i] = wrapped[i];
        }
        (address factory, bytes memory preparation, bytes memory signature) = abi.decode(body, (address, bytes, bytes));
        if (account.code.length != 0 && _isAccepted(account, hash, signature)) return true;
        (bool prepared,) = factory.call(preparation);
        return prepared && account.code.length != 0 && _isAccepted(account, hash, signature);
    }

    function _isWrapped(bytes memory signature) private pure returns (bool wrapped) {
        uint256 length = signature.length;
        if (length < 32) return false;
        assembly ("memory-safe") {
            wrapped := eq(mload(add(signature, length)), WRAPPED)
        }
    }

    /// @dev ERC-1271. Exactly one word comes back, the magic value and zeros; anything else is a no.
    function _isAccepted(address account, bytes32 hash, bytes memory signature) private view returns (bool) {
        (bool answered, bytes memory answer) = account.staticcall(abi.encodeWithSelector(VALID, hash, signature));
        return answered && answer.length == 32 && bytes32(answer) == bytes32(VALID);
    }

    function _isSignedByKey(address account, bytes32 hash, bytes memory signature) private view returns (bool) {
        return (signature.length == 64 || signature.length == 65) && ECDSA.tryRecover(hash, signature) == account;
    }
}
