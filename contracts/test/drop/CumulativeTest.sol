// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {
    CumulativeClaim,
    CumulativeDropParameters,
    ICumulativeDrop,
    Proposal,
    TokenAmount
} from "../../src/drop/ICumulativeDrop.sol";
import {IDropFactory} from "../../src/drop/IDropFactory.sol";
import {Test} from "../base/Test.sol";
import {Trees} from "../base/Trees.sol";
import {PlainToken} from "../mocks/PlainToken.sol";

/// @notice A programme in two tokens, 1000 units of each, over four accounts: eight rows, a power of two.
abstract contract CumulativeFixture is Test {
    struct Row {
        address account;
        address token;
        uint256 cumulative;
        uint256 number;
        bytes32[] proof;
    }

    uint64 internal constant START = 1_000_000;
    uint64 internal constant EXPIRY = 2_000_000;
    uint64 internal constant WINDOW = 1000;
    uint256 internal constant ROWS = 8;

    address internal owner = account("owner");
    address internal funder = account("funder");
    address internal watcher = account("watcher");
    address internal guard = account("guard");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address[4] internal people = [alice, bob, account("carol"), account("dave")];
    IDropFactory internal factory;
    PlainToken[2] internal tokens;
    ICumulativeDrop internal drop;
    CumulativeDropParameters internal p;
    TokenAmount[] internal escrow;
    Row[] internal rows;
    uint256 private _salts;

    function arrange() internal {
        vm.warp(START);
        factory = IDropFactory(create("DropFactory", ""));
        p.owner = owner;
        p.window = WINDOW;
        p.expiry = EXPIRY;
        p.allowClaimFor = true;
        p.watchers = list(watcher, guard);
        p.uri = "ipfs://programme";
        use(new PlainToken(), new PlainToken());
    }

    /// @dev A programme of these tokens.
    function use(PlainToken a, PlainToken b) internal {
        tokens = address(a) < address(b) ? [a, b] : [b, a];
        delete escrow;
        escrow.push(TokenAmount(address(tokens[0]), 1000));
        escrow.push(TokenAmount(address(tokens[1]), 1000));
        makeDrop();
    }

    function makeDrop() internal {
        for (uint256 i; i < escrow.length; ++i) {
            PlainToken(escrow[i].token).mint(funder, escrow[i].amount);
            vm.prank(funder);
            PlainToken(escrow[i].token).approve(address(factory), escrow[i].amount);
        }
        vm.prank(funder);
        drop = ICumulativeDrop(factory.createCumulativeDrop(p, escrow, bytes32(++_salts)));
    }

    /// @dev A list: amounts of people in tokens, person by person; every person's first token, then the second.
    function makeList(uint256[ROWS] memory amounts, uint256 depth) internal returns (Proposal memory proposal) {
        delete rows;
        bytes32[] memory leaves = new bytes32[](ROWS);
        uint256[2] memory totals;
        for (uint256 i; i < ROWS; ++i) {
            rows.push();
            rows[i].account = people[i / 2];
            rows[i].token = address(tokens[i % 2]);
            rows[i].cumulative = amounts[i];
            totals[i % 2] += amounts[i];
            leaves[i] = leafOf(rows[i].account, rows[i].token, amounts[i]);
        }
        (bytes32 root, bytes32[][] memory proofs) = Trees.build(Trees.Shape.Flat, leaves);
        proposal.subRoots = new bytes32[](1);
        proposal.subRoots[0] = root;
        if (depth != 0) proposal.subRoots = Trees.subRoots(Trees.sort(leaves), depth);
        for (uint256 i; i < ROWS; ++i) {
            bytes32[] memory short = Trees.short(leaves[i], proofs[i], proposal.subRoots);
            rows[i].number = uint256(short[short.length - 1]);
            assembly ("memory-safe") {
                mstore(short, sub(mload(short), 1))
            }
            rows[i].proof = short;
        }
        proposal.totals = new TokenAmount[](2);
        proposal.totals[0] = TokenAmount(address(tokens[0]), totals[0]);
        proposal.totals[1] = TokenAmount(address(tokens[1]), totals[1]);
        proposal.listHash = keccak256(abi.encode(amounts));
        proposal.uri = "ipfs://list";
    }

    function firstList() internal returns (Proposal memory) {
        return makeList([uint256(10), 20, 30, 40, 50, 60, 70, 80], 1);
    }

    function propose(Proposal memory proposal) internal returns (uint256) {
        vm.prank(owner);
        return drop.propose(proposal);
    }

    /// @dev Proposes a list, waits and activates it.
    function install(Proposal memory proposal) internal {
        propose(proposal);
        vm.warp(block.timestamp + WINDOW);
        drop.activate(proposal);
    }

    function claim(uint256 row) internal {
        Row memory r = rows[row];
        vm.prank(r.account);
        drop.claim(r.token, r.cumulative, r.number, r.proof);
    }

    function claimOf(uint256 row) internal view returns (CumulativeClaim memory) {
        return CumulativeClaim(rows[row].token, rows[row].cumulative, rows[row].number, rows[row].proof);
    }

    function leafOf(address who, address token, uint256 cumulative) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(who, token, cumulative))));
    }
}

/// @notice A test that begins with the fixture in place.
abstract contract CumulativeTest is CumulativeFixture {
    function setUp() public virtual {
        arrange();
    }
}
