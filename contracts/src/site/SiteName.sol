// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Which bytes make the name of a site
/// @dev Character sets are bitmaps: bit c is set when the byte c is allowed.
library SiteName {
    uint256 private constant MAX_DOMAIN = 253;
    uint256 private constant MAX_LABEL = 63;
    uint256 private constant MAX_PRODUCT = 64;

    uint256 private constant LETTERS = 0x07fffffe << 0x60; // a–z
    uint256 private constant DIGITS = 0x03ff << 0x30; // 0–9
    uint256 private constant LABEL = LETTERS | DIGITS | (1 << 0x2d) | (1 << 0x5f); // and - _
    uint256 private constant PRODUCT = LABEL | (1 << 0x2e) | (1 << 0x2f) | (1 << 0x3a); // and . / :

    /// @notice At least two labels of 1 to 63 bytes of a–z, 0–9, - and _, no - at either end, 253 bytes in all.
    function isDomain(string calldata name) internal pure returns (bool) {
        bytes calldata text = bytes(name);
        if (text.length > MAX_DOMAIN) return false;

        uint256 label; // bytes of the current label so far
        uint256 dots;
        bytes1 previous;
        for (uint256 i; i < text.length; ++i) {
            bytes1 c = text[i];
            if (c == ".") {
                if (label == 0 || previous == "-") return false;
                label = 0;
                ++dots;
            } else {
                if (!_in(LABEL, c) || (label == 0 && c == "-") || label == MAX_LABEL) return false;
                ++label;
            }
            previous = c;
        }
        return label != 0 && previous != "-" && dots != 0;
    }

    /// @notice 1 to 64 bytes of a–z, 0–9, and . _ : / -
    function isProduct(string calldata name) internal pure returns (bool) {
        bytes calldata text = bytes(name);
        if (text.length == 0 || text.length > MAX_PRODUCT) return false;
        for (uint256 i; i < text.length; ++i) {
            if (!_in(PRODUCT, text[i])) return false;
        }
        return true;
    }

    function _in(uint256 set, bytes1 c) private pure returns (bool) {
        return (set >> uint8(c)) & 1 == 1;
    }
}
