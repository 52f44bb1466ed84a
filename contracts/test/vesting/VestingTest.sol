// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault, Schedule} from "../../src/vesting/IVestingVault.sol";
import {Test} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice A schedule for alice that the team can revoke: 1,000 units, a quarter at the cliff, the rest in a line until the end.
abstract contract VestingFixture is Test {
    uint256 internal constant START = 1_000_000;
    uint256 internal constant CLIFF = START + 100;
    uint256 internal constant END = START + 400;
    uint256 internal constant TOTAL = 1000;
    uint256 internal constant LINE = 1 << 255;

    address internal team = account("team");
    address internal funder = account("funder");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal carol = account("carol");
    IVestingVault internal vault;
    PlainToken internal token;
    Schedule internal s;

    function arrange() internal {
        vm.warp(START);
        vault = IVestingVault(create("VestingVault", ""));
        use(new PlainToken());
    }

    /// @dev From now on the schedule is in `which`.
    function use(PlainToken which) internal {
        token = which;
        s = scheduleOf(alice, 0);
    }

    function scheduleOf(address recipient, bytes32 salt) internal view returns (Schedule memory made) {
        made.token = address(token);
        made.recipient = recipient;
        made.revoker = team;
        made.points = new uint256[](2);
        made.points[0] = point(CLIFF, 250);
        made.points[1] = LINE | point(END, TOTAL);
        made.salt = salt;
    }

    function point(uint256 time, uint256 amount) internal pure returns (uint256) {
        return (time << 128) | amount;
    }

    function one(Schedule memory schedule) internal pure returns (Schedule[] memory all) {
        all = new Schedule[](1);
        all[0] = schedule;
    }

    /// @dev Gives the funder what is needed and lets the vault take it.
    function provide(uint256 amount) internal {
        token.mint(funder, amount);
        vm.prank(funder);
        token.approve(address(vault), type(uint256).max);
    }

    /// @dev Opens a schedule with tokens in the vault.
    function open(Schedule memory schedule) internal returns (bytes32) {
        provide(totalOf(schedule));
        vm.prank(funder);
        return vault.create(one(schedule))[0];
    }

    /// @dev Opens a schedule with tokens in its box.
    function openBoxed(Schedule memory schedule) internal returns (bytes32) {
        token.mint(vault.boxOf(schedule), totalOf(schedule));
        return vault.open(schedule);
    }

    function totalOf(Schedule memory schedule) internal pure returns (uint256) {
        return uint120(schedule.points[schedule.points.length - 1]);
    }

    /// @dev What the fixture's curve says, by words of its own.
    function vestedBy(uint256 time) internal pure returns (uint256) {
        if (time < CLIFF) return 0;
        return time < END ? 250 + (time - CLIFF) * 5 / 2 : TOTAL;
    }

    /// @dev A curve of one to eight points out of a seed.
    function curveOf(uint256 seed) internal pure returns (uint256[] memory points) {
        points = new uint256[](1 + seed % 8);
        uint256 time = START - 200;
        uint256 amount;
        for (uint256 i; i < points.length; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            time += 1 + noise % 120;
            amount += (noise >> 64) % 500;
            if (i + 1 == points.length) ++amount;
            points[i] = point(time, amount) | (i != 0 && noise >> 255 == 1 ? LINE : 0);
        }
    }

    /// @dev What a curve has vested by `time`: looks from its end for the last point reached, and weighs the two around.
    function vestedBy(uint256[] memory points, uint256 time) internal pure returns (uint256) {
        for (uint256 i = points.length; i > 0; --i) {
            (uint256 from, uint256 amount) = (uint64(points[i - 1] >> 128), uint120(points[i - 1]));
            if (time < from) continue;
            if (i == points.length || points[i] >> 255 == 0) return amount;
            (uint256 to, uint256 next) = (uint64(points[i] >> 128), uint120(points[i]));
            return (amount * (to - time) + next * (time - from)) / (to - from);
        }
        return 0;
    }

    function digestOf(bytes32 id, address to, uint256 deadline) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Bursar VestingVault"),
                keccak256("1"),
                block.chainid,
                address(vault)
            )
        );
        bytes32 change =
            keccak256(abi.encode(keccak256("Reassign(bytes32 id,address to,uint256 deadline)"), id, to, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, change));
    }

    function withdrawnOf(bytes32 id) internal view returns (uint256 withdrawn) {
        (,, withdrawn,,) = vault.stateOf(id);
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract VestingTest is VestingFixture {
    function setUp() public virtual {
        arrange();
    }
}
