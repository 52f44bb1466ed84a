// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IDropFactory} from "../../src/drop/IDropFactory.sol";
import {ClaimRow, DropParameters, IMerkleDrop, LeafKind} from "../../src/drop/IMerkleDrop.sol";
import {Test} from "../base/Test.sol";
import {Trees} from "../base/Trees.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice A drop over a list of five rows: alice, bob, carol and two others, 100 units and more each.
abstract contract DropFixture is Test {
    uint256 internal constant ROWS = 5;
    uint64 internal constant START = 1_000_000;
    uint64 internal constant EXPIRY = 2_000_000;

    address internal owner = account("owner");
    address internal funder = account("funder");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal carol = account("carol");
    IDropFactory internal factory;
    PlainToken internal token;
    IMerkleDrop internal drop;
    DropParameters internal p;
    bytes32[] internal table;
    ClaimRow[] internal rows;
    uint256 private _salts;

    function arrange() internal {
        vm.warp(START - 1);
        factory = IDropFactory(create("DropFactory", ""));
        token = new PlainToken();
        address[ROWS] memory accounts = [alice, bob, carol, someone(1), someone(2)];
        for (uint256 i; i < ROWS; ++i) {
            rows.push(ClaimRow(accounts[i], 100 + i, new bytes32[](0)));
        }
        p.token = address(token);
        p.owner = owner;
        p.count = ROWS;
        p.total = 510;
        p.start = START;
        p.expiry = EXPIRY;
        p.allowClaimFor = true;
        p.listHash = keccak256("list");
        p.uri = "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
        makeTree(Trees.Shape.Heap, LeafKind.Standard);
        makeDrop();
    }

    /// @dev Sets the root of the parameters and the proofs of the rows.
    function makeTree(Trees.Shape shape, LeafKind kind) internal {
        bytes32[] memory leaves = new bytes32[](rows.length);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = leafOf(kind, rows[i].account, rows[i].amount);
        }
        bytes32[][] memory proofs;
        (p.root, proofs) = Trees.build(shape, leaves);
        for (uint256 i; i < leaves.length; ++i) {
            rows[i].proof = proofs[i];
        }
        p.leafKind = kind;
    }

    /// @dev Makes the drop of the parameters, funded by the funder, under a new salt.
    function makeDrop() internal {
        token.mint(funder, p.total);
        vm.startPrank(funder);
        token.approve(address(factory), p.total);
        drop = IMerkleDrop(factory.createMerkleDrop(p, table, nextSalt()));
        vm.stopPrank();
    }

    function nextSalt() internal returns (bytes32) {
        return bytes32(++_salts);
    }

    /// @dev Replaces the list by `count` rows, a power of two, in a tree of which one level stands in the drop's code.
    function useTable(uint256 count, uint256 depth) internal {
        fill(count, count);
        makeTree(Trees.Shape.Flat, LeafKind.Standard);
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            leaves[i] = leafOf(p.leafKind, rows[i].account, rows[i].amount);
        }
        table = Trees.subRoots(Trees.sort(leaves), depth);
    }

    /// @dev Replaces the list by `count` rows out of a seed.
    function fill(uint256 count, uint256 seed) internal {
        delete rows;
        p.total = 0;
        for (uint256 i; i < count; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            rows.push();
            rows[i].account = address(uint160(noise));
            rows[i].amount = noise >> 200;
            p.total += rows[i].amount;
        }
        p.count = count;
    }

    /// @dev The proof of a row that ends with the number of its sub-root.
    function shortProof(uint256 row) internal view returns (bytes32[] memory) {
        ClaimRow memory r = rows[row];
        return Trees.short(leafOf(p.leafKind, r.account, r.amount), r.proof, table);
    }

    function claim(uint256 row) internal {
        vm.prank(rows[row].account);
        drop.claim(rows[row].amount, rows[row].proof);
    }

    function indexOf(uint256 row) internal view returns (uint256) {
        return drop.indexOf(rows[row].account, rows[row].amount, rows[row].proof);
    }

    function leafOf(LeafKind kind, address to, uint256 amount) internal pure returns (bytes32) {
        if (kind == LeafKind.Packed) return keccak256(abi.encodePacked(to, amount));
        return keccak256(bytes.concat(keccak256(abi.encode(to, amount))));
    }

    function digestOf(uint256 row, address to, uint256 deadline) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Bursar MerkleDrop"),
                keccak256("1"),
                block.chainid,
                address(drop)
            )
        );
        bytes32 claimHash = keccak256(
            abi.encode(
                keccak256("Claim(uint256 index,address account,address to,uint256 amount,uint256 deadline)"),
                indexOf(row),
                rows[row].account,
                to,
                rows[row].amount,
                deadline
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, claimHash));
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract DropTest is DropFixture {
    function setUp() public virtual {
        arrange();
    }
}
