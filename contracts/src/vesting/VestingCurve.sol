// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVestingVault} from "./IVestingVault.sol";

/// @title Curves of points
/// @dev A word: bit 255 whether it ends a straight line, bits 128–191 the time, bits 0–119 the amount in all.
library VestingCurve {
    uint256 private constant AMOUNT = (1 << 120) - 1;
    uint256 private constant LINE = 1 << 255;
    uint256 private constant UNUSED = ~(LINE | (uint256(type(uint64).max) << 128) | AMOUNT);
    uint256 private constant MAX_POINTS = 256;

    /// @notice Refuses what is no curve.
    /// @return total The whole.
    function check(uint256[] calldata points) internal pure returns (uint256 total) {
        uint256 count = points.length;
        if (count == 0 || count > MAX_POINTS) revert IVestingVault.VestingVault_InvalidLength(count);
        uint256 last;
        for (uint256 i; i < count; ++i) {
            uint256 point = points[i];
            bool right = point & UNUSED == 0 && amountOf(point) >= total;
            right = right && (i == 0 ? point & LINE == 0 : timeOf(point) > last);
            if (!right) revert IVestingVault.VestingVault_InvalidPoint(i);
            (total, last) = (amountOf(point), timeOf(point));
        }
        if (total == 0) revert IVestingVault.VestingVault_InvalidPoint(count - 1);
    }

    /// @notice What a curve promises in all.
    function totalOf(uint256[] calldata points) internal pure returns (uint256) {
        return amountOf(points[points.length - 1]);
    }

    /// @notice What has vested by `time`, rounded down.
    function vestedAt(uint256[] calldata points, uint256 time) internal pure returns (uint256 amount) {
        uint256 begun;
        for (uint256 i; i < points.length; ++i) {
            uint256 point = points[i];
            uint256 reached = timeOf(point);
            if (time < reached) {
                if (point & LINE != 0) {
                    unchecked {
                        // 120 bits times 64: no product overflows.
                        amount += (amountOf(point) - amount) * (time - begun) / (reached - begun);
                    }
                }
                return amount;
            }
            (amount, begun) = (amountOf(point), reached);
        }
    }

    function amountOf(uint256 point) private pure returns (uint256) {
        return point & AMOUNT;
    }

    function timeOf(uint256 point) private pure returns (uint256) {
        return uint64(point >> 128);
    }
}
