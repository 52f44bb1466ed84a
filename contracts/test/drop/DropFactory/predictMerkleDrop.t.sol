// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IDropFactory} from "../../../src/drop/IDropFactory.sol";
import {DropTest} from "../DropTest.sol";

contract DropFactory_PredictMerkleDrop_Test is DropTest {
    function test_RevertWhen_TableHasWrongLength() external {
        bytes32[] memory three = new bytes32[](3);
        vm.expectRevert(abi.encodeWithSelector(IDropFactory.DropFactory_BadTableLength.selector, 3));
        factory.predictMerkleDrop(p, three, alice, 0);
    }

    function testFuzz_DiffersForAnotherCreatorSaltOrParameter(bytes32 salt, uint256 which) external {
        address one = factory.predictMerkleDrop(p, table, alice, salt);
        vm.assertNotEq(one, factory.predictMerkleDrop(p, table, bob, salt));
        vm.assertNotEq(one, factory.predictMerkleDrop(p, table, alice, keccak256(abi.encode(salt))));
        if (which % 8 == 0) p.token = alice;
        if (which % 8 == 1) p.owner = alice;
        if (which % 8 == 2) p.root = keccak256("root");
        if (which % 8 == 3) ++p.total;
        if (which % 8 == 4) ++p.count;
        if (which % 8 == 5) ++p.start;
        if (which % 8 == 6) ++p.expiry;
        if (which % 8 == 7) p.allowClaimFor = !p.allowClaimFor;
        vm.assertNotEq(one, factory.predictMerkleDrop(p, table, alice, salt));
    }

    function testFuzz_IsCREATE2OfOwnerCodeAndParameters(address creator, bytes32 salt) external view {
        bytes memory code = address(drop).code;
        bytes memory initcode = abi.encodePacked(
            hex"7f",
            uint256(uint160(owner)),
            hex"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffff7487392755",
            hex"61",
            uint16(code.length),
            hex"8061004e3d393df3",
            code
        );
        bytes32 key = keccak256(abi.encode(creator, salt));
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(factory), key, keccak256(initcode)));
        vm.assertEq(factory.predictMerkleDrop(p, table, creator, salt), address(uint160(uint256(hash))));
    }
}
