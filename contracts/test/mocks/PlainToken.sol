// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @notice A well-behaved token that anybody can mint; the misbehaving ones derive from it.
contract PlainToken is ERC20 {
    function name() public pure virtual override returns (string memory) {
        return "Plain";
    }

    function symbol() public pure virtual override returns (string memory) {
        return "PLAIN";
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}
