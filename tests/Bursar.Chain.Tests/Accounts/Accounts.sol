// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// An account whose owner's key signs for it (ERC-1271).
contract OwnedAccount {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        require(signature.length == 65);
        address signer = ecrecover(hash, uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
        return signer != address(0) && signer == owner ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// Deploys accounts at addresses that are known before.
contract AccountFactory {
    function create(address owner, bytes32 salt) external returns (address) {
        return address(new OwnedAccount{salt: salt}(owner));
    }
}

/// Answers everything with the accepting selector and dirt behind it.
contract DirtyAccount {
    fallback() external {
        assembly {
            mstore(0, 0x1626ba7e00000000000000000000000000000000000000000000000000000001)
            return(0, 32)
        }
    }
}

/// Answers everything with the accepting selector in four bytes only.
contract ShortAccount {
    fallback() external {
        assembly {
            mstore(0, 0x1626ba7e00000000000000000000000000000000000000000000000000000000)
            return(0, 4)
        }
    }
}

/// Says no to every signature: what an account can delegate to.
contract RefusingAccount {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }
}

/// A guard of Safes that lets everything through until it is closed.
contract Gate {
    bool public closed;

    function close(bool closed_) external {
        closed = closed_;
    }

    function supportsInterface(bytes4) external pure returns (bool) {
        return true;
    }

    fallback() external {
        require(!closed, "the gate is closed");
    }
}
