// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Vm} from "./Vm.sol";

/// @notice What every test and handler has at hand.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev A known account for a name.
    function account(string memory name) internal returns (address who) {
        who = vm.addr(keyOf(name));
        vm.label(who, name);
    }

    /// @dev The private key behind `account(name)`.
    function keyOf(string memory name) internal pure returns (uint256) {
        return uint256(keccak256(bytes(name)));
    }

    /// @dev An account that is nobody else's, for a number.
    function someone(uint256 number) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("someone", number)))));
    }

    /// @dev A number between `low` and `high`, both included.
    function within(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        unchecked {
            uint256 size = high - low + 1;
            return size == 0 ? value : low + value % size;
        }
    }

    /// @dev 65 bytes of signature, r ‖ s ‖ v.
    function signatureOf(string memory name, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(name), digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Creates a published contract. Tests know the contracts by their interfaces, and run the code that is published.
    function create(string memory name, bytes memory arguments) internal returns (address made) {
        return create(bytes.concat(codeOf(name), arguments));
    }

    /// @dev Runs an initcode, passing on its revert.
    function create(bytes memory initcode) internal returns (address made) {
        assembly ("memory-safe") {
            made := create(0, add(initcode, 0x20), mload(initcode))
            if iszero(made) {
                let m := mload(0x40)
                returndatacopy(m, 0, returndatasize())
                revert(m, returndatasize())
            }
        }
    }

    /// @dev The creation code of a published contract.
    function codeOf(string memory name) internal view returns (bytes memory) {
        return vm.getCode(string.concat(name, ".sol:", name));
    }

    function list(address a) internal pure returns (address[] memory all) {
        all = new address[](1);
        all[0] = a;
    }

    function list(address a, address b) internal pure returns (address[] memory all) {
        all = new address[](2);
        (all[0], all[1]) = (a, b);
    }
}

/// @notice Base of the invariant suites: Foundry calls nothing but the handler.
abstract contract InvariantTest is Test {
    address internal handler;

    function targetContracts() external view returns (address[] memory) {
        return list(handler);
    }
}
