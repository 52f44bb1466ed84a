// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PlainToken} from "./PlainToken.sol";

/// @notice Can be stopped by anybody.
contract StoppableToken is PlainToken {
    bool public paused;

    function pause(bool to) external {
        paused = to;
    }

    function _beforeTokenTransfer(address from, address, uint256) internal view override {
        require(!paused || from == address(0), "stopped");
    }
}

/// @notice Refuses listed accounts as senders, recipients and spenders, as stablecoins do.
contract FreezingToken is PlainToken {
    mapping(address account => bool) public isBlacklisted;

    error Frozen(address account);

    function freeze(address account) external {
        isBlacklisted[account] = true;
    }

    function _beforeTokenTransfer(address from, address to, uint256) internal view override {
        if (isBlacklisted[msg.sender]) revert Frozen(msg.sender);
        if (isBlacklisted[from]) revert Frozen(from);
        if (isBlacklisted[to]) revert Frozen(to);
    }
}

/// @notice Balances grow by one percent a day.
contract GrowingToken is PlainToken {
    uint256 private immutable _born = block.timestamp;

    function balanceOf(address owner) public view override returns (uint256) {
        return super.balanceOf(owner) * (100 + (block.timestamp - _born) / 1 days) / 100;
    }
}

/// @notice Keeps shares, as staked ether does.
contract SharesToken is PlainToken {
    function sharesOf(address owner) external view returns (uint256) {
        return balanceOf(owner);
    }
}

/// @notice Answers what it should, and 100,000 bytes more.
contract EndlessToken is PlainToken {
    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        assembly ("memory-safe") {
            mstore(0x00, 1)
            return(0x00, 100000)
        }
    }
}

/// @notice Answers with a number that is neither true nor false.
contract OddToken is PlainToken {
    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        assembly ("memory-safe") {
            mstore(0x00, 2)
            return(0x00, 0x20)
        }
    }
}

/// @notice Takes a new allowance only when there is none, as USDT does.
contract StubbornToken is PlainToken {
    function approve(address spender, uint256 amount) public override returns (bool) {
        require(amount == 0 || allowance(msg.sender, spender) == 0, "not zero");
        return super.approve(spender, amount);
    }
}

/// @notice Its name turns the direction of writing, and it has more decimals than there are digits.
contract HostileToken is PlainToken {
    uint8 private _decimals = 18;

    function name() public pure override returns (string memory) {
        return unicode"Tether\u202e DSU";
    }

    function symbol() public pure override returns (string memory) {
        return "USDT\n\x1b[2Jpaid";
    }

    function setDecimals(uint8 to) external {
        _decimals = to;
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}

/// @notice Does not say its decimals.
contract SilentDecimalsToken is PlainToken {
    function decimals() public pure override returns (uint8) {
        revert();
    }
}
