// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {IMerkleDrop} from "../../../src/drop/IMerkleDrop.sol";
import {DropTest} from "../DropTest.sol";

contract MerkleDrop_Constructor_Test is DropTest {
    address private constant DEPLOYER = 0x4e59b44847b379578588920cA78FbF26c0B4956C;

    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        p.token = alice;
        _refuses(abi.encodeWithSelector(IMerkleDrop.Drop_TokenNotAContract.selector, alice));
    }

    function test_RevertWhen_OwnerIsZero() external {
        p.owner = address(0);
        _refuses(abi.encodeWithSelector(IMerkleDrop.Drop_ZeroOwner.selector));
    }

    function test_RevertWhen_RootIsZero() external {
        p.root = 0;
        _refuses(abi.encodeWithSelector(IMerkleDrop.Drop_ZeroRoot.selector));
    }

    function test_RevertWhen_TotalIsZero() external {
        p.total = 0;
        _refuses(abi.encodeWithSelector(IMerkleDrop.Drop_ZeroTotal.selector));
    }

    function test_RevertWhen_CountIsZero() external {
        p.count = 0;
        _refuses(abi.encodeWithSelector(IMerkleDrop.Drop_ZeroCount.selector));
    }

    function testFuzz_RevertWhen_ExpiryDoesNotComeAfterStart(uint64 start, uint64 expiry) external {
        start = uint64(within(start, 1, type(uint64).max));
        expiry = uint64(within(expiry, 1, start));
        (p.start, p.expiry) = (start, expiry);
        _refuses(abi.encodeWithSelector(IMerkleDrop.Drop_ExpiryNotAfterStart.selector, start, expiry));
    }

    function testFuzz_RevertWhen_ExpiryHasPassed(uint64 expiry) external {
        expiry = uint64(within(expiry, 1, START - 1));
        (p.start, p.expiry) = (0, expiry);
        _refuses(abi.encodeWithSelector(IMerkleDrop.Drop_ExpiryInPast.selector, expiry));
    }

    function test_MakesOwnerOwner() external view {
        vm.assertEq(Ownable(address(drop)).owner(), owner);
    }

    function test_IsNotOpen() external view {
        vm.assertFalse(drop.opened());
    }

    function test_CanBeMadeThroughCanonicalDeployerAtPredictedAddress() external {
        vm.etch(
            DEPLOYER,
            hex"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3"
        );
        bytes memory initcode = bytes.concat(codeOf("MerkleDrop"), abi.encode(p));
        bytes32 salt = keccak256("salt");
        (bool success, bytes memory answer) = DEPLOYER.call(bytes.concat(salt, initcode));
        vm.assertTrue(success);
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), DEPLOYER, salt, keccak256(initcode)));
        vm.assertEq(answer, abi.encodePacked(address(uint160(uint256(hash)))));
        vm.assertEq(abi.encode(IMerkleDrop(address(uint160(uint256(hash)))).parameters()), abi.encode(p));
    }

    function _refuses(bytes memory fault) private {
        bytes memory initcode = bytes.concat(codeOf("MerkleDrop"), abi.encode(p));
        vm.expectRevert(fault);
        create(initcode);
    }
}
