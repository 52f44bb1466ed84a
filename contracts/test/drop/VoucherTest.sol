// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IDropFactory} from "../../src/drop/IDropFactory.sol";
import {IVoucherDrop, Voucher, VoucherDropParameters} from "../../src/drop/IVoucherDrop.sol";
import {Test} from "../base/Test.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice A voucher drop of 1000 units, of which its signer may give out 600.
abstract contract VoucherFixture is Test {
    uint64 internal constant START = 1_000_000;
    uint64 internal constant EXPIRY = 2_000_000;

    address internal owner = account("owner");
    address internal funder = account("funder");
    address internal signer = account("signer");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal carol = account("carol");
    IDropFactory internal factory;
    PlainToken internal token;
    IVoucherDrop internal drop;
    VoucherDropParameters internal p;
    uint256 private _salts;

    function arrange() internal {
        vm.warp(START);
        factory = IDropFactory(create("DropFactory", ""));
        token = new PlainToken();
        p = VoucherDropParameters(address(token), owner, signer, 600, 1000, START, EXPIRY, "ipfs://programme");
        makeDrop();
    }

    function makeDrop() internal {
        token.mint(funder, p.total);
        vm.startPrank(funder);
        token.approve(address(factory), p.total);
        drop = IVoucherDrop(factory.createVoucherDrop(p, bytes32(++_salts)));
        vm.stopPrank();
    }

    function use(PlainToken other) internal {
        token = other;
        p.token = address(other);
        makeDrop();
    }

    function voucherFor(address to, uint256 amount, uint256 nonce) internal pure returns (Voucher memory) {
        return Voucher(to, amount, nonce, 0, 0);
    }

    function sign(string memory who, Voucher memory voucher) internal view returns (bytes32 r, bytes32 vs) {
        bytes32 typeHash = keccak256("Voucher(address account,uint256 amount,uint256 nonce,uint64 start,uint64 expiry)");
        return _compact(
            who,
            keccak256(
                abi.encode(typeHash, voucher.account, voucher.amount, voucher.nonce, voucher.start, voucher.expiry)
            )
        );
    }

    function signBatch(string memory who, bytes memory rows, uint256 nonce, uint64 start, uint64 expiry)
        internal
        view
        returns (bytes32 r, bytes32 vs)
    {
        bytes32 typeHash = keccak256("VoucherBatch(bytes rows,uint256 nonce,uint64 start,uint64 expiry)");
        return _compact(who, keccak256(abi.encode(typeHash, keccak256(rows), nonce, start, expiry)));
    }

    function claim(Voucher memory voucher) internal {
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        drop.claim(voucher, r, vs);
    }

    function claimBatch(bytes memory rows, uint256 nonce) internal {
        (bytes32 r, bytes32 vs) = signBatch("signer", rows, nonce, 0, 0);
        drop.claimBatch(rows, nonce, 0, 0, r, vs);
    }

    function row(address to, uint96 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(to, amount);
    }

    function _compact(string memory who, bytes32 structHash) private view returns (bytes32 r, bytes32 vs) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Bursar VoucherDrop"),
                keccak256("1"),
                block.chainid,
                address(drop)
            )
        );
        uint8 v;
        (v, r, vs) = vm.sign(keyOf(who), keccak256(abi.encodePacked(hex"1901", domain, structHash)));
        if (v == 28) vs |= bytes32(uint256(1) << 255);
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract VoucherTest is VoucherFixture {
    function setUp() public virtual {
        arrange();
    }
}
