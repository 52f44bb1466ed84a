// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice OpenZeppelin's ERC-721, which anybody can mint.
contract SingleCollection is ERC721("Singles", "ONE") {
    function mint(uint256 first, uint256 count) external {
        for (uint256 i; i < count; ++i) {
            _mint(msg.sender, first + i);
        }
    }
}

/// @notice OpenZeppelin's ERC-1155, which anybody can mint.
contract ManyCollection is ERC1155("ipfs://many") {
    function mint(uint256 id, uint256 amount) external {
        _mint(msg.sender, id, amount, "");
    }
}
