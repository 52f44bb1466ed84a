// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC1155} from "solady/tokens/ERC1155.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {IPayout} from "../../../src/drop/IPayout.sol";
import {PayoutTest} from "../PayoutTest.sol";

contract Collection is ERC721 {
    function name() public pure override returns (string memory) {
        return "Collection";
    }

    function symbol() public pure override returns (string memory) {
        return "COL";
    }

    function tokenURI(uint256) public pure override returns (string memory) {
        return "";
    }

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}

contract Items is ERC1155 {
    function uri(uint256) public pure override returns (string memory) {
        return "";
    }

    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }
}

/// @notice Takes an NFT and pays a batch of its own from within.
contract CollectorThatPays {
    address private immutable _payout;
    bool public succeeded;

    constructor(address payout) {
        _payout = payout;
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        (succeeded,) = _payout.call(
            abi.encodeCall(IPayout.payNfts, (msg.sender, 0, 0, abi.encodePacked(address(1), uint96(1)), 0))
        );
        return this.onERC721Received.selector;
    }
}

contract Payout_PayNfts_Test is PayoutTest {
    Collection private _nft;
    Items private _items;

    function setUp() public override {
        super.setUp();
        _nft = new Collection();
        _items = new Items();
        for (uint256 id = 1; id <= 3; ++id) {
            _nft.mint(payer, id);
            _items.mint(payer, id, 100);
        }
        vm.startPrank(payer);
        _nft.setApprovalForAll(address(payout), true);
        _items.setApprovalForAll(address(payout), true);
        vm.stopPrank();
    }

    function testFuzz_RevertWhen_FlagsAreUnknown(uint8 flags) external {
        flags = uint8(within(flags, 8, 255));
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_UnknownFlags.selector, flags));
        _pay(1, rows, flags);
    }

    function test_When_EveryFlagIsSet_SendsWhatCanBeSent() external {
        bytes memory rows = abi.encodePacked(alice, uint256(1), uint256(40), bob, uint256(2), uint256(101));
        vm.prank(payer);
        vm.assertEq(payout.payNfts(address(_items), RUN, 1, rows, ERC1155 | WIDE | SKIP), 1);
        vm.assertEq(_items.balanceOf(alice, 1), 40);
        vm.assertEq(_items.balanceOf(bob, 2), 0);
    }

    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        bytes memory rows = three();
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_TokenNotAContract.selector, alice));
        payout.payNfts(alice, RUN, 1, rows, 0);
    }

    function test_RevertWhen_ThereAreNoRows() external {
        vm.expectRevert(IPayout.Payout_NoRows.selector);
        _pay(1, "", 0);
    }

    function testFuzz_RevertWhen_RowsAreNotWhole(bytes memory rows, uint8 flags) external {
        flags = (flags % 8) & ~SKIP;
        uint256 width = flags & WIDE == 0 ? 12 : 32;
        uint256 size = flags & ERC1155 == 0 ? 20 + width : 20 + 2 * width;
        vm.assume(rows.length % size != 0);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_MalformedRows.selector, rows.length, size));
        _pay(1, rows, flags);
    }

    function test_RevertWhen_RowIsForZeroAddress() external {
        bytes memory rows = bytes.concat(narrow(alice, 1), narrow(address(0), 2));
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_ZeroRecipient.selector, 1));
        _pay(1, rows, 0);
    }

    function testFuzz_RevertGiven_BatchWasPaid(uint256 batch, bool byTokens) external {
        if (byTokens) pay(batch, three(), 0);
        else _pay(batch, narrow(alice, 1), 0);
        bytes memory rows = narrow(bob, 2);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_BatchAlreadyPaid.selector, RUN, batch));
        _pay(batch, rows, 0);
    }

    function test_RevertGiven_ThisContractIsNoOperator() external {
        vm.prank(payer);
        _nft.setApprovalForAll(address(payout), false);
        bytes memory rows = narrow(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_RowFailed.selector, 0, alice));
        _pay(1, rows, 0);
    }

    function test_RevertGiven_NFTIsOfSomebodyElse() external {
        _nft.mint(bob, 9);
        vm.prank(bob);
        _nft.setApprovalForAll(address(payout), true); // bob trusts this contract too
        bytes memory rows = bytes.concat(narrow(alice, 1), narrow(alice, 9));
        vm.expectRevert(abi.encodeWithSelector(IPayout.Payout_RowFailed.selector, 1, alice));
        _pay(1, rows, 0);
        vm.assertEq(_nft.ownerOf(9), bob);
    }

    function test_When_FailuresAreSkipped_LeavesWhatWasRefusedWithPayer() external {
        bytes memory rows = bytes.concat(narrow(alice, 1), narrow(address(token), 2), narrow(carol, 3));
        vm.expectEmit(address(payout));
        emit IPayout.RowFailed(RUN, 4, 1, address(token), 2);
        vm.expectEmit(address(payout));
        emit IPayout.NftBatchPaid(payer, RUN, 4, address(_nft), 3, 1, keccak256(rows));
        vm.assertEq(_pay(4, rows, SKIP), 2);
        vm.assertEq(_nft.ownerOf(1), alice);
        vm.assertEq(_nft.ownerOf(2), payer);
        vm.assertEq(_nft.ownerOf(3), carol);
    }

    function testFuzz_RevertWhen_FailuresAreSkippedAndGasIsShort(uint256 limit) external {
        limit = within(limit, 120_000, 300_000);
        bytes memory call = abi.encodeCall(IPayout.payNfts, (address(_nft), RUN, 1, narrow(alice, 1), SKIP));
        vm.prank(payer);
        (bool success, bytes memory answer) = address(payout).call{gas: limit}(call);
        vm.assertFalse(success);
        vm.assertEq(answer, abi.encodeWithSelector(IPayout.Payout_OutOfGas.selector, 0));
    }

    function testFuzz_When_ERC1155_SendsIdsAndAmounts(uint256 a, uint256 b, bool asWide) external {
        (a, b) = (within(a, 0, 100), within(b, 0, 100));
        bytes memory rows = asWide
            ? abi.encodePacked(alice, uint256(1), a, bob, uint256(2), b)
            : abi.encodePacked(alice, uint96(1), uint96(a), bob, uint96(2), uint96(b));
        vm.prank(payer);
        payout.payNfts(address(_items), RUN, 1, rows, ERC1155 | (asWide ? WIDE : 0));
        vm.assertEq(_items.balanceOf(alice, 1), a);
        vm.assertEq(_items.balanceOf(bob, 2), b);
        vm.assertEq(_items.balanceOf(payer, 1), 100 - a);
    }

    function test_When_RecipientPaysAgain_PaysOnce() external {
        CollectorThatPays collector = new CollectorThatPays(address(payout));
        _pay(1, narrow(address(collector), 1), 0);
        vm.assertFalse(collector.succeeded());
        vm.assertEq(_nft.ownerOf(1), address(collector));
    }

    function testFuzz_SendsEachNFT(bool asWide, bool skip) external {
        bytes memory rows = asWide ? threeWide() : three();
        vm.assertEq(_pay(1, rows, (asWide ? WIDE : 0) | (skip ? SKIP : 0)), 3);
        vm.assertEq(_nft.ownerOf(1), alice);
        vm.assertEq(_nft.ownerOf(2), bob);
        vm.assertEq(_nft.ownerOf(3), carol);
        vm.assertTrue(payout.isPaid(payer, RUN, 1));
    }

    function test_AnnouncesBatch() external {
        bytes memory rows = three();
        vm.expectEmit(address(payout));
        emit IPayout.NftBatchPaid(payer, RUN, 5, address(_nft), 3, 0, keccak256(rows));
        _pay(5, rows, 0);
    }

    function _pay(uint256 batch, bytes memory rows, uint8 flags) private returns (uint256) {
        vm.prank(payer);
        return payout.payNfts(address(_nft), RUN, batch, rows, flags);
    }
}
