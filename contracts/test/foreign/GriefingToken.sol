// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @notice A token that works, but makes trouble for whoever asks it what it is: its texts, its decimals, and every function that it does not have.
contract GriefingToken is ERC20 {
    uint256 private _way;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function grieve(uint256 way) external {
        _way = way;
    }

    function name() public view override returns (string memory) {
        _grieve();
        return "Griefing";
    }

    function symbol() public view override returns (string memory) {
        _grieve();
        return "GRIEF";
    }

    function decimals() public view override returns (uint8) {
        _grieve();
        return 18;
    }

    fallback() external {
        _grieve();
        revert();
    }

    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }

    function _grieve() private view {
        uint256 way = _way;
        // Takes all the gas there is.
        while (way == 1) {}
        assembly ("memory-safe") {
            switch way
            // Two million bytes, as an answer and as a reason.
            case 2 { return(0, 2000000) }
            case 3 { revert(0, 2000000) }
            // A text that begins at the end of the world.
            case 4 {
                mstore(0, not(0))
                mstore(0x20, not(0))
                return(0, 0x40)
            }
            // A text of a million line feeds and escapes, and the largest number that there is as the reason of a panic.
            case 5 {
                mstore(0, 0x20)
                mstore(0x20, 1000000)
                for { let i := 0x40 } lt(i, 1000064) { i := add(i, 0x20) } {
                    mstore(i, 0x0a1b5b324a0d0a1b5d303b6f776e6564070a1b5b33316d0a1b5b48e280aee2)
                }
                return(0, 1000064)
            }
            // Error(string) with escapes.
            case 6 {
                mstore(0, shl(224, 0x08c379a0))
                mstore(4, 0x20)
                mstore(0x24, 31)
                mstore(0x44, 0x0a1b5b324a0d0a1b5d303b6f776e6564070a1b5b33316d0a1b5b48e280aee2)
                revert(0, 0x64)
            }
        }
    }
}
