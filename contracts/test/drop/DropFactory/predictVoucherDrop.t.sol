// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VoucherTest} from "../VoucherTest.sol";

contract DropFactory_PredictVoucherDrop_Test is VoucherTest {
    function testFuzz_DiffersForAnotherCreatorSaltOrParameter(bytes32 salt, uint256 which) external {
        address one = factory.predictVoucherDrop(p, alice, salt);
        vm.assertNotEq(one, factory.predictVoucherDrop(p, bob, salt));
        vm.assertNotEq(one, factory.predictVoucherDrop(p, alice, keccak256(abi.encode(salt))));
        if (which % 7 == 0) p.token = alice;
        if (which % 7 == 1) p.owner = alice;
        if (which % 7 == 2) p.signer = alice;
        if (which % 7 == 3) ++p.budget;
        if (which % 7 == 4) ++p.total;
        if (which % 7 == 5) ++p.start;
        if (which % 7 == 6) ++p.expiry;
        vm.assertNotEq(one, factory.predictVoucherDrop(p, alice, salt));
    }

    function testFuzz_IsCREATE2OfOwnerBudgetCodeAndParameters(address creator, bytes32 salt) external view {
        bytes memory code = address(drop).code;
        bytes memory initcode = abi.encodePacked(
            hex"7f",
            uint256(uint160(owner)),
            hex"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffff7487392755",
            hex"7f",
            p.budget,
            hex"7f",
            keccak256(abi.encode(signer, 0)),
            hex"5561",
            uint16(code.length),
            hex"806100913d393df3",
            code
        );
        bytes32 key = keccak256(abi.encode(creator, salt));
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(factory), key, keccak256(initcode)));
        vm.assertEq(factory.predictVoucherDrop(p, creator, salt), address(uint160(uint256(hash))));
    }
}
