// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {LeafKind} from "../../../src/drop/IMerkleDrop.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_Parameters_Test is DropTest {
    function testFuzz_ReturnsWhatDropWasMadeWith(
        bytes32 root,
        uint256 total,
        uint256 count,
        uint64 start,
        uint64 expiry,
        bool packed,
        bool allowClaimFor,
        string memory uri
    ) external {
        p.root = root == 0 ? p.root : root;
        p.total = within(total, 1, type(uint256).max);
        p.count = within(count, 1, type(uint256).max);
        p.start = start;
        p.expiry = expiry <= start || expiry < START ? 0 : expiry;
        p.leafKind = LeafKind(packed ? 1 : 0);
        p.allowClaimFor = allowClaimFor;
        p.uri = uri;
        makeDrop();
        vm.assertEq(abi.encode(drop.parameters()), abi.encode(p));
    }

    function test_Given_OwnerHandedOver_StillReturnsFirstOwner() external {
        vm.prank(owner);
        Ownable(address(drop)).transferOwnership(bob);
        vm.assertEq(drop.parameters().owner, owner);
        vm.assertEq(Ownable(address(drop)).owner(), bob);
    }
}
