// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {LeafKind} from "../../../src/drop/IMerkleDrop.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
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
        bytes32 listHash,
        string memory uri
    ) external {
        p.root = root == 0 ? p.root : root;
        p.total = within(total, 1, type(uint256).max);
        p.count = within(count, 1, type(uint256).max);
        p.start = start;
        p.expiry = expiry <= start || expiry < START ? 0 : expiry;
        p.leafKind = LeafKind(packed ? 1 : 0);
        p.allowClaimFor = allowClaimFor;
        p.listHash = listHash;
        p.uri = uri;
        token = new PlainToken();
        p.token = address(token);
        makeDrop();
        vm.assertEq(abi.encode(drop.parameters()), abi.encode(p));
    }

    function testFuzz_Given_ThereIsTable_ReturnsSame(uint256 depth, string memory uri) external {
        depth = within(depth, 1, 4);
        useTable(16, depth);
        p.uri = uri;
        makeDrop();
        vm.assertEq(abi.encode(drop.parameters()), abi.encode(p));
        vm.assertEq(drop.subRootCount(), 1 << depth);
    }

    function test_Given_OwnerHandedOver_StillReturnsFirstOwner() external {
        vm.prank(owner);
        Ownable(address(drop)).transferOwnership(bob);
        vm.assertEq(drop.parameters().owner, owner);
        vm.assertEq(Ownable(address(drop)).owner(), bob);
    }
}
