// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ClaimRow, DropParameters, IMerkleClaims, LeafKind} from "../../src/drop/IMerkleClaims.sol";
import {IClaimableFactory} from "../../src/token/IClaimableFactory.sol";
import {IClaimableToken} from "../../src/token/IClaimableToken.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../src/token/TokenParameters.sol";
import {Trees} from "../base/Trees.sol";
import {IAnyToken} from "./IAnyToken.sol";
import {TokenMaker} from "./TokenTest.sol";

/// @notice Tokens that give 510 units out to alice, bob, carol and two others; the rest of the supply is the owner's.
abstract contract ClaimableMaker is TokenMaker {
    uint256 internal constant ROWS = 5;
    uint256 internal constant TOTAL = 510;
    uint64 internal constant START = 1_000_000;
    uint64 internal constant EXPIRY = 2_000_000;

    IClaimableFactory internal claimables;
    DropParameters internal c;
    bytes32[] internal table;
    ClaimRow[] internal rows;
    uint256 private _salts;

    function arrange(address[5] memory accounts, address heir) internal {
        vm.warp(START - 1);
        makeFactory();
        claimables = IClaimableFactory(create("ClaimableFactory", abi.encode(address(factory))));
        for (uint256 i; i < ROWS; ++i) {
            rows.push(ClaimRow(accounts[i], 100 + i, new bytes32[](0)));
        }
        c.owner = heir;
        c.total = TOTAL;
        c.count = ROWS;
        c.start = START;
        c.expiry = EXPIRY;
        c.allowClaimFor = true;
        c.listHash = keccak256("list");
        c.uri = "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
        makeTree(Trees.Shape.Heap, LeafKind.Standard);
    }

    function makeTree(Trees.Shape shape, LeafKind kind) internal {
        bytes32[] memory leaves = new bytes32[](rows.length);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = leafOf(kind, rows[i].account, rows[i].amount);
        }
        bytes32[][] memory proofs;
        (c.root, proofs) = Trees.build(shape, leaves);
        for (uint256 i; i < leaves.length; ++i) {
            rows[i].proof = proofs[i];
        }
        c.leafKind = kind;
    }

    function newClaimable(TokenParameters memory p) internal returns (IAnyClaimable) {
        return IAnyClaimable(claimables.createToken(p, c, table, bytes32(++_salts)));
    }

    function newClaimable(TokenKind kind, address owner) internal returns (IAnyClaimable) {
        return newClaimable(parametersOf(kind, TokenForm.Direct, owner));
    }

    function leafOf(LeafKind kind, address to, uint256 amount) internal pure returns (bytes32) {
        if (kind == LeafKind.Packed) return keccak256(abi.encodePacked(to, amount));
        return keccak256(bytes.concat(keccak256(abi.encode(to, amount))));
    }
}

/// @notice A claimable token with everything that any kind offers.
interface IAnyClaimable is IAnyToken {
    function claim(uint256 amount, bytes32[] calldata proof) external;
    function claimTo(address to, uint256 amount, bytes32[] calldata proof) external;
    function claimFor(address account, uint256 amount, bytes32[] calldata proof) external;
    function claimWithAuthorization(
        address account,
        address to,
        uint256 amount,
        uint256 deadline,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external;
    function claimMany(ClaimRow[] calldata claimed) external;
    function clawback(address to) external;
    function indexOf(address account, uint256 amount, bytes32[] calldata proof) external view returns (uint256);
    function parameters() external view returns (DropParameters memory);
    function subRootCount() external view returns (uint256);
    function hasClaimed(address account) external view returns (bool);
}

/// @notice The three kinds of tokens that give themselves out, all of the owner's; `token` is the fixed one.
abstract contract ClaimableTest is ClaimableMaker {
    error InsufficientBalance();

    address internal owner = account("owner");
    address internal heir = account("heir");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal carol = account("carol");
    IAnyClaimable internal token;
    IAnyClaimable[3] internal kinds;

    function setUp() public virtual {
        arrange([alice, bob, carol, someone(1), someone(2)], heir);
        makeKinds();
    }

    function makeKinds() internal {
        for (uint256 i; i < 3; ++i) {
            kinds[i] = newClaimable(TokenKind(i), owner);
        }
        token = kinds[0];
    }

    /// @dev A list of `count` rows, a power of two, of which one level stands in the code.
    function useTable(uint256 count, uint256 depth) internal {
        delete rows;
        c.total = 0;
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            rows.push(ClaimRow(i == 0 ? alice : someone(i + 10), 100 + i, new bytes32[](0)));
            c.total += 100 + i;
            leaves[i] = leafOf(LeafKind.Standard, rows[i].account, rows[i].amount);
        }
        c.count = count;
        makeTree(Trees.Shape.Flat, LeafKind.Standard);
        table = Trees.subRoots(Trees.sort(leaves), depth);
    }

    function shortProof(uint256 row) internal view returns (bytes32[] memory) {
        return Trees.short(leafOf(c.leafKind, rows[row].account, rows[row].amount), rows[row].proof, table);
    }

    function claim(IAnyClaimable of_, uint256 row) internal {
        vm.prank(rows[row].account);
        of_.claim(rows[row].amount, rows[row].proof);
    }

    function index(uint256 row) internal view returns (uint256) {
        return token.indexOf(rows[row].account, rows[row].amount, rows[row].proof);
    }

    function expectPayment(IAnyClaimable of_, uint256 row, address to) internal {
        vm.expectEmit(address(of_));
        emit IMerkleClaims.Claimed(rows[row].account, to, index(row), rows[row].amount);
        vm.expectEmit(address(of_));
        emit IAnyToken.Transfer(address(of_), to, rows[row].amount);
    }
}
