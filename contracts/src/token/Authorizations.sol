// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";
import {IToken} from "./IToken.sol";

/// @title Transfers by signed authorization (ERC-3009)
/// @dev The signed fields are the first words of the call data in the order of their type, so they are hashed from there.
abstract contract Authorizations is ERC20, IToken {
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL_TYPEHASH = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
    uint256 private constant TRANSFER_BYTES = 6 * 32;
    uint256 private constant CANCEL_BYTES = 2 * 32;

    mapping(address authorizer => mapping(bytes32 nonce => bool)) private _authorizations;

    /// @inheritdoc IToken
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool) {
        return _authorizations[authorizer][nonce];
    }

    /// @inheritdoc IToken
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8,
        bytes32,
        bytes32
    ) external {
        _checkKey(from, TRANSFER_TYPEHASH, TRANSFER_BYTES);
        _carryOut(from, to, value, validAfter, validBefore, nonce);
    }

    /// @inheritdoc IToken
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        _checkAny(from, TRANSFER_TYPEHASH, TRANSFER_BYTES, signature);
        _carryOut(from, to, value, validAfter, validBefore, nonce);
    }

    /// @inheritdoc IToken
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8,
        bytes32,
        bytes32
    ) external {
        _checkPayee(to);
        _checkKey(from, RECEIVE_TYPEHASH, TRANSFER_BYTES);
        _carryOut(from, to, value, validAfter, validBefore, nonce);
    }

    /// @inheritdoc IToken
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        _checkPayee(to);
        _checkAny(from, RECEIVE_TYPEHASH, TRANSFER_BYTES, signature);
        _carryOut(from, to, value, validAfter, validBefore, nonce);
    }

    /// @inheritdoc IToken
    function cancelAuthorization(address authorizer, bytes32 nonce, uint8, bytes32, bytes32) external {
        _checkKey(authorizer, CANCEL_TYPEHASH, CANCEL_BYTES);
        _cancel(authorizer, nonce);
    }

    /// @inheritdoc IToken
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        _checkAny(authorizer, CANCEL_TYPEHASH, CANCEL_BYTES, signature);
        _cancel(authorizer, nonce);
    }

    function _move(address from, address to, uint256 amount) internal virtual returns (uint256);

    function _carryOut(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce)
        private
    {
        // Check
        if (block.timestamp <= validAfter) revert Token_AuthorizationNotYetValid(validAfter);
        if (block.timestamp >= validBefore) revert Token_AuthorizationExpired(validBefore);

        // Effect
        _use(from, nonce);
        emit AuthorizationUsed(from, nonce);
        _move(from, to, value);
    }

    function _cancel(address authorizer, bytes32 nonce) private {
        _use(authorizer, nonce);
        emit AuthorizationCanceled(authorizer, nonce);
    }

    function _use(address authorizer, bytes32 nonce) private {
        if (_authorizations[authorizer][nonce]) revert Token_AuthorizationUsedOrCanceled(authorizer, nonce);
        _authorizations[authorizer][nonce] = true;
    }

    function _checkPayee(address to) private view {
        if (msg.sender != to) revert Token_CallerMustBePayee(to);
    }

    /// @dev The form with v, r and s, which stand behind the signed fields: a signature of the account's own key.
    function _checkKey(address signer, bytes32 typeHash, uint256 signedBytes) private view {
        bytes32 digest = _digestOf(typeHash, signedBytes);
        uint8 v;
        bytes32 r;
        bytes32 s;
        assembly ("memory-safe") {
            let signature := add(signedBytes, 4)
            v := calldataload(signature)
            r := calldataload(add(signature, 0x20))
            s := calldataload(add(signature, 0x40))
        }
        if (signer == address(0) || ECDSA.tryRecover(digest, v, r, s) != signer) revert Token_InvalidSignature(signer);
    }

    /// @dev The form with bytes: of the account's own key, also when the account delegates (EIP-7702), or by ERC-1271.
    function _checkAny(address signer, bytes32 typeHash, uint256 signedBytes, bytes calldata signature) private view {
        bytes32 digest = _digestOf(typeHash, signedBytes);
        if (signer != address(0)) {
            if (ECDSA.tryRecoverCalldata(digest, signature) == signer) return;
            if (SignatureCheckerLib.isValidERC1271SignatureNowCalldata(signer, digest, signature)) return;
        }
        revert Token_InvalidSignature(signer);
    }

    function _digestOf(bytes32 typeHash, uint256 signedBytes) private view returns (bytes32 digest) {
        bytes32 domain = DOMAIN_SEPARATOR();
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), 4, signedBytes)
            let structHash := keccak256(m, add(signedBytes, 0x20))
            mstore(0x00, shl(240, 0x1901))
            mstore(0x02, domain)
            mstore(0x22, structHash) // reaches two bytes into the free memory pointer, which is put back
            digest := keccak256(0x00, 0x42)
            mstore(0x40, m)
        }
    }
}
