// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IDropFactory} from "../../../src/drop/IDropFactory.sol";
import {DropParameters, IMerkleClaims} from "../../../src/drop/IMerkleClaims.sol";
import {Trees} from "../../base/Trees.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {PlainToken} from "../../mocks/PlainToken.sol";
import {DropTest} from "../DropTest.sol";

contract DropFactory_CreateMerkleDrop_Test is DropTest {
    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        p.token = alice;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TokenNotAContract.selector, alice));
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(token)));
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TokenNotAContract.selector, alice));
    }

    function test_RevertWhen_OwnerIsZero() external {
        p.owner = address(0);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroOwner.selector));
    }

    function test_RevertWhen_RootIsZero() external {
        p.root = 0;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroRoot.selector));
    }

    function test_RevertWhen_TotalIsZero() external {
        p.total = 0;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroTotal.selector));
    }

    function test_RevertWhen_CountIsZero() external {
        p.count = 0;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroCount.selector));
    }

    function testFuzz_RevertWhen_ExpiryDoesNotComeAfterStart(uint64 start, uint64 expiry) external {
        start = uint64(within(start, 1, type(uint64).max));
        expiry = uint64(within(expiry, 1, start));
        (p.start, p.expiry) = (start, expiry);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ExpiryNotAfterStart.selector, start, expiry));
    }

    function testFuzz_RevertWhen_ExpiryHasPassed(uint64 expiry) external {
        expiry = uint64(within(expiry, 1, START - 1));
        (p.start, p.expiry) = (0, expiry);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ExpiryInPast.selector, expiry));
    }

    function testFuzz_RevertWhen_TableHasWrongLength(uint256 length) external {
        length = within(length, 1, 1100);
        if (length & (length - 1) == 0 && length != 1 && length <= 512) ++length;
        table = new bytes32[](length);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_BadTableLength.selector, length));
    }

    function testFuzz_RevertWhen_WordOfTableIsWrong(uint256 depth, uint256 which, bytes32 word) external {
        useTable(16, within(depth, 1, 4));
        which %= table.length;
        vm.assume(table[which] != word);
        table[which] = word;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TableDoesNotFit.selector));
    }

    function testFuzz_RevertWhen_TwoWordsOfTableAreSwapped(uint256 depth, uint256 first, uint256 second) external {
        useTable(16, within(depth, 1, 4));
        (first, second) = (first % table.length, second % table.length);
        vm.assume(first != second);
        (table[first], table[second]) = (table[second], table[first]);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TableDoesNotFit.selector));
    }

    function testFuzz_RevertWhen_HalvesOfPairAreEqual(bytes32 word) external {
        table = new bytes32[](2);
        (table[0], table[1]) = (word, word);
        p.root = Trees.pair(word, word);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TableDoesNotFit.selector));
    }

    function test_RevertWhen_CodeBecomesTooLong() external {
        uint256 room = 24_576 - address(drop).code.length + bytes(p.uri).length;
        p.uri = string(new bytes(room + 1));
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_CodeTooLong.selector, 24_577));
        p.uri = string(new bytes(room));
        makeDrop();
        vm.assertEq(address(drop).code.length, 24_576);
    }

    function testFuzz_RevertGiven_SaltWasUsedByCaller(bytes32 salt, uint64 expiry) external {
        address first = _createAs(funder, salt);
        p.expiry = uint64(within(expiry, START + 1, type(uint64).max)); // another drop, the same salt
        token.mint(funder, p.total);
        vm.startPrank(funder);
        token.approve(address(factory), p.total);
        vm.expectRevert(abi.encodeWithSelector(IDropFactory.DropFactory_AlreadyCreated.selector, first));
        factory.createMerkleDrop(p, table, salt);
    }

    function testFuzz_Given_SaltWasUsedBySomebodyElse_MakesAnotherDrop(bytes32 salt) external {
        address first = _createAs(funder, salt);
        address second = _createAs(bob, salt);
        vm.assertNotEq(first, second);
        vm.assertEq(factory.dropOf(funder, salt), first);
        vm.assertEq(factory.dropOf(bob, salt), second);
    }

    function test_RevertGiven_ThereIsTooLittleGasForCode() external {
        token.mint(address(this), p.total);
        token.approve(address(factory), p.total);
        bytes memory call = abi.encodeCall(factory.createMerkleDrop, (p, table, keccak256("gas")));
        // Storing the code takes more than 1,100,000; a 64th of the rest is enough to notice.
        (bool success, bytes memory answer) = address(factory).call{gas: 900_000}(call);
        vm.assertFalse(success);
        vm.assertEq(answer, abi.encodeWithSelector(IDropFactory.DropFactory_NotCreated.selector));
    }

    function testFuzz_RevertGiven_CallerHasTooLittle(uint256 balance, uint256 allowance) external {
        balance = within(balance, 0, p.total);
        allowance = within(allowance, 0, balance == p.total ? p.total - 1 : p.total);
        token.mint(funder, balance);
        vm.prank(funder);
        token.approve(address(factory), allowance);
        bytes32 salt = nextSalt();
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        vm.prank(funder);
        factory.createMerkleDrop(p, table, salt);
        vm.assertEq(factory.dropOf(funder, salt), address(0));
    }

    function test_RevertGiven_TokenTakesFee() external {
        _use(new FeeToken());
        vm.expectRevert(abi.encodeWithSelector(IDropFactory.DropFactory_Underfunded.selector, 505, 510));
        factory.createMerkleDrop(p, table, keccak256("fee"));
    }

    function test_RevertGiven_TokenSaysYesAndDoesNothing() external {
        LyingFromToken lying = new LyingFromToken();
        _use(lying);
        vm.expectRevert(abi.encodeWithSelector(IDropFactory.DropFactory_Underfunded.selector, 0, 510));
        factory.createMerkleDrop(p, table, keccak256("lie"));
    }

    function test_RevertGiven_TokenCallsClaimWhileItPulls() external {
        HookToken hooked = new HookToken();
        p.start = 0;
        _use(hooked);
        address expected = factory.predictMerkleDrop(p, table, funder, keccak256("hook"));
        hooked.mint(expected, 400);
        hooked.hook(expected, abi.encodeCall(IMerkleClaims.claimFor, (alice, rows[0].amount, rows[0].proof)), true);
        vm.expectRevert(abi.encodeWithSelector(IDropFactory.DropFactory_Underfunded.selector, 410, 510));
        factory.createMerkleDrop(p, table, keccak256("hook"));
    }

    function test_Given_TokenCreatesAgainWhileItPulls_MakesOneDrop() external {
        HookToken hooked = new HookToken();
        _use(hooked);
        hooked.hook(address(factory), abi.encodeCall(factory.createMerkleDrop, (p, table, keccak256("again"))), true);
        address made = factory.createMerkleDrop(p, table, keccak256("again"));
        // From within, the token is another caller, with a salt of its own, and has approved nothing.
        vm.assertFalse(hooked.succeeded());
        vm.assertEq(factory.dropOf(funder, keccak256("again")), made);
        vm.assertEq(factory.dropOf(address(hooked), keccak256("again")), address(0));
        vm.assertEq(hooked.balanceOf(made), 510);
    }

    function testFuzz_Given_BalanceSuffices_PullsNothingFromAnybody(uint128 more, bytes32 salt) external {
        address expected = factory.predictMerkleDrop(p, table, funder, salt);
        token.mint(expected, p.total + more);
        vm.prank(funder);
        factory.createMerkleDrop(p, table, salt);
        vm.assertEq(token.balanceOf(expected), p.total + more);
    }

    function testFuzz_Given_BalanceIsPart_PullsRestFromCaller(uint256 part, bytes32 salt) external {
        part = within(part, 0, p.total - 1);
        address expected = factory.predictMerkleDrop(p, table, funder, salt);
        token.mint(expected, part);
        token.mint(funder, 1000);
        vm.startPrank(funder);
        token.approve(address(factory), p.total - part);
        factory.createMerkleDrop(p, table, salt);
        vm.assertEq(token.balanceOf(expected), p.total);
        vm.assertEq(token.balanceOf(funder), 1000 - (p.total - part));
    }

    function testFuzz_MakesOwnerOwner(address who) external {
        vm.assume(who != address(0));
        p.owner = who;
        makeDrop();
        vm.assertEq(Ownable(address(drop)).owner(), who);
    }

    function testFuzz_StoresInstructionsAndParametersAndNothingElse(uint256 depth, string memory uri) external {
        depth = within(depth, 0, 4);
        p.uri = uri;
        if (depth != 0) useTable(16, depth);
        makeDrop();
        bytes memory settings =
            abi.encodePacked(bytes9(0), uint8(depth), uint8(p.allowClaimFor ? 1 : 0), uint8(p.leafKind), p.token);
        bytes memory expected = bytes.concat(
            vm.getDeployedCode("MerkleDrop.sol:MerkleDrop"),
            bytes(p.uri),
            abi.encodePacked(table),
            abi.encode(p.root, bytes32(settings), uint256(p.start) | (uint256(p.expiry) << 64), p.total, p.count),
            abi.encode(p.listHash, p.owner, bytes(p.uri).length)
        );
        vm.assertEq(address(drop).code, expected);
    }

    function testFuzz_PutsDropWhereItWasPredicted(bytes32 salt, uint256 depth) external {
        depth = within(depth, 0, 4);
        if (depth != 0) useTable(16, depth);
        address expected = factory.predictMerkleDrop(p, table, carol, salt);
        vm.assertEq(_createAs(carol, salt), expected);
    }

    function test_AnnouncesDrop() external {
        bytes32 salt = keccak256("announce");
        address expected = factory.predictMerkleDrop(p, table, funder, salt);
        token.mint(expected, p.total);
        vm.expectEmit(address(factory));
        emit IDropFactory.MerkleDropCreated(
            expected, address(token), funder, salt, p.root, p.listHash, p.total, p.count, p.uri
        );
        vm.prank(funder);
        factory.createMerkleDrop(p, table, salt);
    }

    function _createAs(address who, bytes32 salt) private returns (address made) {
        token.mint(who, p.total);
        vm.startPrank(who);
        token.approve(address(factory), p.total);
        made = factory.createMerkleDrop(p, table, salt);
        vm.stopPrank();
    }

    function _refuses(bytes memory fault) private {
        DropParameters memory wrong = p;
        bytes32[] memory with = table;
        vm.expectRevert(fault);
        factory.createMerkleDrop(wrong, with, 0);
    }

    /// @dev A drop of another token, and its funder about to create it.
    function _use(PlainToken other) private {
        token = other;
        p.token = address(other);
        token.mint(funder, p.total);
        vm.startPrank(funder);
        token.approve(address(factory), p.total);
    }
}

/// @notice Says yes to every transferFrom and moves nothing.
contract LyingFromToken is PlainToken {
    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return true;
    }
}
