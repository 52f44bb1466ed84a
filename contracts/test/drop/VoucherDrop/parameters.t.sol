// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PlainToken} from "../../mocks/PlainToken.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract VoucherDrop_Parameters_Test is VoucherTest {
    function testFuzz_ReturnsWhatDropWasMadeWith(
        address owner_,
        address signer_,
        uint256 budget,
        uint256 total,
        uint64 start,
        uint64 expiry,
        string memory uri
    ) external {
        p.owner = owner_ == address(0) ? owner : owner_;
        p.signer = signer_;
        p.budget = signer_ == address(0) ? 0 : budget;
        p.total = within(total, 1, type(uint256).max);
        p.start = start;
        p.expiry = expiry <= start || expiry <= START ? 0 : expiry;
        p.uri = uri;
        use(new PlainToken());
        vm.assertEq(abi.encode(drop.parameters()), abi.encode(p));
        vm.assertEq(drop.budgetOf(p.signer), p.budget);
    }
}
