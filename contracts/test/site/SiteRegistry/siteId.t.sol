// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ISiteRegistry, SiteKind} from "../../../src/site/ISiteRegistry.sol";
import {SiteTest} from "../SiteTest.sol";

contract SiteRegistry_SiteId_Test is SiteTest {
    bytes private constant LABEL_BYTES = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    bytes private constant PRODUCT_BYTES = "abcdefghijklmnopqrstuvwxyz0123456789-_.:/";

    function testFuzz_RevertWhen_DomainHasByteOutsideItsAlphabet(bytes1 odd, uint256 place) external {
        vm.assume(odd != "." && !_contains(LABEL_BYTES, odd));
        bytes memory name = bytes(NAME);
        name[place % name.length] = odd;
        _refuses(SiteKind.Domain, string(name), ISiteRegistry.SiteRegistry_InvalidName.selector);
    }

    function test_RevertWhen_DomainHasEmptyLabel() external {
        bytes4 fault = ISiteRegistry.SiteRegistry_InvalidName.selector;
        _refuses(SiteKind.Domain, "", fault);
        _refuses(SiteKind.Domain, ".", fault);
        _refuses(SiteKind.Domain, ".com", fault);
        _refuses(SiteKind.Domain, "website.", fault);
        _refuses(SiteKind.Domain, "website..com", fault);
    }

    function test_RevertWhen_LabelBeginsOrEndsWithHyphen() external {
        bytes4 fault = ISiteRegistry.SiteRegistry_InvalidName.selector;
        _refuses(SiteKind.Domain, "-website.com", fault);
        _refuses(SiteKind.Domain, "website-.com", fault);
        _refuses(SiteKind.Domain, "website.-com", fault);
        _refuses(SiteKind.Domain, "website.com-", fault);
        _refuses(SiteKind.Domain, "-.com", fault);
    }

    function test_RevertWhen_DomainHasNoDot() external {
        _refuses(SiteKind.Domain, "localhost", ISiteRegistry.SiteRegistry_InvalidName.selector);
    }

    function test_RevertWhen_LabelOrDomainIsTooLong() external {
        bytes4 fault = ISiteRegistry.SiteRegistry_InvalidName.selector;
        _refuses(SiteKind.Domain, string.concat(_letters(64), ".com"), fault);
        _refuses(SiteKind.Domain, string.concat("com.", _letters(64)), fault);
        _refuses(SiteKind.Domain, _domain(254), fault);
    }

    function testFuzz_RevertWhen_ProductHasByteOutsideItsAlphabet(bytes1 odd, uint256 place) external {
        vm.assume(!_contains(PRODUCT_BYTES, odd));
        bytes memory name = "vendor/product:2.0";
        name[place % name.length] = odd;
        _refuses(SiteKind.Product, string(name), ISiteRegistry.SiteRegistry_InvalidName.selector);
    }

    function test_RevertWhen_ProductIsEmptyOrTooLong() external {
        _refuses(SiteKind.Product, "", ISiteRegistry.SiteRegistry_InvalidName.selector);
        _refuses(SiteKind.Product, _letters(65), ISiteRegistry.SiteRegistry_InvalidName.selector);
    }

    function test_AcceptsNamesThatAreInUse() external view {
        string[8] memory domains = [
            "website_123.com",
            "a.b",
            "1.2",
            "xn--bcher-kva.example",
            "_dmarc.example.org",
            "a-b.co.uk",
            "a--b.com",
            "_._"
        ];
        for (uint256 i; i < domains.length; ++i) {
            registry.siteId(SiteKind.Domain, domains[i]);
        }
        registry.siteId(SiteKind.Product, "website_123/shop");
        registry.siteId(SiteKind.Product, "-");
        registry.siteId(SiteKind.Product, "npm:left-pad/1.3.0");
    }

    function test_AcceptsNamesAtLimits() external view {
        registry.siteId(SiteKind.Domain, string.concat(_letters(63), ".", _letters(63)));
        registry.siteId(SiteKind.Domain, _domain(253));
        registry.siteId(SiteKind.Product, _letters(64));
        registry.siteId(SiteKind.Product, "x");
    }

    function testFuzz_HashesKindAndName(uint256 seed, uint256 size) external view {
        bytes memory text = new bytes(within(size, 1, 60));
        for (uint256 i; i < text.length; ++i) {
            text[i] = LABEL_BYTES[uint256(keccak256(abi.encode(seed, i))) % 36];
        }
        string memory name = string.concat(string(text), ".com");
        vm.assertEq(registry.siteId(SiteKind.Domain, name), keccak256(abi.encode(SiteKind.Domain, name)));
        vm.assertEq(registry.siteId(SiteKind.Product, name), keccak256(abi.encode(SiteKind.Product, name)));
    }

    function _refuses(SiteKind kind, string memory name, bytes4 fault) private {
        vm.expectRevert(abi.encodeWithSelector(fault, kind, name));
        registry.siteId(kind, name);
    }

    function _contains(bytes memory set, bytes1 one) private pure returns (bool) {
        for (uint256 i; i < set.length; ++i) {
            if (set[i] == one) return true;
        }
        return false;
    }

    function _letters(uint256 size) private pure returns (string memory) {
        bytes memory text = new bytes(size);
        for (uint256 i; i < size; ++i) {
            text[i] = "a";
        }
        return string(text);
    }

    /// @dev A domain of `size` bytes, all labels but the first 49 long.
    function _domain(uint256 size) private pure returns (string memory name) {
        name = _letters(size - 200);
        for (uint256 i; i < 4; ++i) {
            name = string.concat(name, ".", _letters(49));
        }
    }
}
