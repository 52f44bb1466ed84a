// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The part of the ENS registry that look-ups read.
contract Registry {
    mapping(bytes32 => address) public resolver;

    function setResolver(bytes32 node, address value) external {
        resolver[node] = value;
    }
}

/// Answers what it was told (ERC-137, ERC-181).
contract PlainResolver {
    mapping(bytes32 => address) public addr;
    mapping(bytes32 => string) public name;

    function setAddr(bytes32 node, address value) external {
        addr[node] = value;
    }

    function setName(bytes32 node, string calldata value) external {
        name[node] = value;
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x3b3b57de || id == 0x691f3431;
    }
}

/// Answers for every name below its own (ENSIP-10): the address is the hash of the name as DNS writes it.
contract WildcardResolver {
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x9061b923;
    }

    function resolve(bytes calldata name, bytes calldata) external pure returns (bytes memory) {
        return abi.encode(address(uint160(uint256(keccak256(name)))));
    }
}

/// Sends everybody to a web gateway (EIP-3668).
contract GatewayResolver {
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData);

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x9061b923;
    }

    function resolve(bytes calldata, bytes calldata data) external view returns (bytes memory) {
        string[] memory urls = new string[](1);
        urls[0] = "https://gateway.invalid/{sender}/{data}.json";
        revert OffchainLookup(address(this), urls, data, this.resolve.selector, "");
    }
}

/// Answers with too little.
contract BrokenResolver {
    fallback() external {
        assembly {
            return(0, 3)
        }
    }
}
