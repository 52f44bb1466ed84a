// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPayout} from "../../src/drop/IPayout.sol";
import {Test} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice A payout contract, a payer with an approved token, and rows.
abstract contract PayoutFixture is Test {
    struct Row {
        address to;
        uint256 amount;
    }

    uint8 internal constant SKIP = 1;
    uint8 internal constant WIDE = 2;
    uint8 internal constant EQUAL = 4;
    uint8 internal constant ERC1155 = 4;
    uint8 internal constant BY_TOKEN = 8;
    bytes32 internal constant RUN = keccak256("run");

    address internal payer = account("payer");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal carol = account("carol");
    IPayout internal payout;
    PlainToken internal token;

    function arrange() internal {
        payout = IPayout(create("Payout", ""));
        use(new PlainToken());
    }

    /// @dev Gives the payer plenty of `next` and lets the payout contract spend it.
    function use(PlainToken next) internal {
        token = next;
        token.mint(payer, 1000 ether);
        vm.prank(payer);
        token.approve(address(payout), type(uint256).max);
    }

    function pay(uint256 batch, bytes memory rows, uint8 flags) internal returns (uint256) {
        vm.prank(payer);
        return payout.pay(address(token), RUN, batch, rows, flags);
    }

    function narrow(address to, uint96 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(to, amount);
    }

    function wide(address to, uint256 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(to, amount);
    }

    /// @dev Three rows: alice 1, bob 2, carol 3.
    function three() internal view returns (bytes memory) {
        return bytes.concat(narrow(alice, 1), narrow(bob, 2), narrow(carol, 3));
    }

    function threeWide() internal view returns (bytes memory) {
        return bytes.concat(wide(alice, 1), wide(bob, 2), wide(carol, 3));
    }

    function assertPaid(uint256 a, uint256 b, uint256 c) internal view {
        vm.assertEq(token.balanceOf(alice), a);
        vm.assertEq(token.balanceOf(bob), b);
        vm.assertEq(token.balanceOf(carol), c);
        vm.assertEq(token.balanceOf(address(payout)), 0);
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract PayoutTest is PayoutFixture {
    function setUp() public virtual {
        arrange();
    }
}
