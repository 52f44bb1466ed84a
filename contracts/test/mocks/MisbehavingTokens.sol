// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PlainToken} from "./PlainToken.sol";

/// @notice Returns nothing at all, as USDT does.
contract NoReturnToken is PlainToken {
    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        assembly ("memory-safe") {
            return(0, 0)
        }
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        super.transferFrom(from, to, amount);
        assembly ("memory-safe") {
            return(0, 0)
        }
    }
}

/// @notice Returns false where others revert.
contract FalseToken is PlainToken {
    function transfer(address to, uint256 amount) public override returns (bool) {
        if (balanceOf(msg.sender) < amount) return false;
        return super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (balanceOf(from) < amount || allowance(from, msg.sender) < amount) return false;
        return super.transferFrom(from, to, amount);
    }
}

/// @notice Says yes and does nothing.
contract LyingToken is PlainToken {
    bool public lying;

    function lie() external {
        lying = true;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return lying || super.transfer(to, amount);
    }
}

/// @notice Burns one percent of what is moved.
contract FeeToken is PlainToken {
    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        _burn(to, amount / 100);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        super.transferFrom(from, to, amount);
        _burn(to, amount / 100);
        return true;
    }
}

/// @notice Delivers what it is told and charges the sender one unit more, once it is told to.
contract SurchargeToken is PlainToken {
    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        _burn(msg.sender, 1);
        return true;
    }
}

/// @notice Balances shrink by a factor that its maker sets.
contract RebasingToken is PlainToken {
    uint256 public percent = 100;

    function rebase(uint256 to) external {
        percent = to;
    }

    function balanceOf(address owner) public view override returns (uint256) {
        return super.balanceOf(owner) * percent / 100;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return super.transfer(to, amount * 100 / percent);
    }
}

/// @notice Refuses to pay listed accounts, in one of several ways.
contract BlocklistToken is PlainToken {
    enum Way {
        Revert,
        ReturnFalse,
        BurnAllGas,
        LongAnswer
    }

    mapping(address account => bool) public blocked;
    Way public way;

    function refuse(address who, Way how) external {
        blocked[who] = true;
        way = how;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (!blocked[to]) return super.transfer(to, amount);
        if (way == Way.ReturnFalse) return false;
        if (way == Way.BurnAllGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (way == Way.LongAnswer) {
            assembly ("memory-safe") {
                revert(0, 20000)
            }
        }
        revert("blocked");
    }
}

/// @notice Uses up a lot of gas on each transfer, yet succeeds.
contract ExpensiveToken is PlainToken {
    uint256 public rounds;

    function setRounds(uint256 to) external {
        rounds = to;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        bytes32 x;
        for (uint256 i; i < rounds; ++i) {
            x = keccak256(abi.encode(x));
        }
        return super.transfer(to, amount);
    }
}

/// @notice Calls its target, with whatever data it was given, before it moves anything.
contract HookToken is PlainToken {
    address public target;
    bytes public data;
    bool public onTransferFrom;
    bool public succeeded;
    bytes public answer;

    function hook(address target_, bytes calldata data_, bool onTransferFrom_) external {
        (target, data, onTransferFrom) = (target_, data_, onTransferFrom_);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (!onTransferFrom) _call();
        return super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (onTransferFrom) _call();
        return super.transferFrom(from, to, amount);
    }

    function _call() private {
        address to = target;
        if (to == address(0)) return;
        target = address(0);
        (succeeded, answer) = to.call(data);
    }
}
