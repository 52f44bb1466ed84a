// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DropParameters, LeafKind} from "../../../src/drop/IMerkleClaims.sol";
import {IClaimableFactory} from "../../../src/token/IClaimableFactory.sol";
import {ITokenFactory} from "../../../src/token/ITokenFactory.sol";
import {TokenForm, TokenKind, TokenParameters} from "../../../src/token/TokenParameters.sol";
import {ClaimableTest, IAnyClaimable} from "../ClaimableTest.sol";

contract ClaimableFactory_CreateToken_Test is ClaimableTest {
    TokenParameters private p;

    function setUp() public override {
        super.setUp();
        p = parametersOf(TokenKind.Fixed, TokenForm.Direct, owner);
    }

    function make() private returns (address) {
        return claimables.createToken(p, c, table, "salt");
    }

    function test_RevertWhen_KindOrFormCannotGiveItselfOut() external {
        p.form = TokenForm.Clone;
        vm.expectRevert(abi.encodeWithSelector(IClaimableFactory.ClaimableFactory_CannotBeClaimable.selector, 0, 0));
        make();
        p.form = TokenForm.Direct;
        p.kind = TokenKind.Genesis;
        vm.expectRevert(abi.encodeWithSelector(IClaimableFactory.ClaimableFactory_CannotBeClaimable.selector, 3, 1));
        make();
    }

    function testFuzz_RevertWhen_TotalIsZeroOrMoreThanSupply(uint256 total) external {
        uint256[2] memory wrong = [0, within(total, uint256(SUPPLY) + 1, type(uint256).max)];
        for (uint256 i; i < 2; ++i) {
            c.total = wrong[i];
            vm.expectRevert(
                abi.encodeWithSelector(IClaimableFactory.ClaimableFactory_InvalidEscrow.selector, wrong[i], SUPPLY)
            );
            make();
        }
    }

    function test_RevertWhen_ClaimsLackSomethingOrNameToken() external {
        DropParameters memory whole = c;
        for (uint256 i; i < 4; ++i) {
            c = whole;
            if (i == 0) c.owner = address(0);
            if (i == 1) c.root = 0;
            if (i == 2) c.count = 0;
            if (i == 3) c.token = address(token);
            vm.expectRevert(IClaimableFactory.ClaimableFactory_IncompleteClaims.selector);
            make();
        }
    }

    function test_RevertWhen_ClaimsEndBeforeTheyBegin() external {
        c.expiry = START;
        vm.expectRevert(
            abi.encodeWithSelector(IClaimableFactory.ClaimableFactory_ExpiryNotAfterStart.selector, START, START)
        );
        make();
    }

    function test_RevertWhen_ClaimsHaveEnded() external {
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IClaimableFactory.ClaimableFactory_ExpiryInPast.selector, EXPIRY));
        make();
    }

    function test_RevertWhen_TableHasWrongLength() external {
        uint256[3] memory wrong = [uint256(1), 3, 1024];
        for (uint256 i; i < 3; ++i) {
            table = new bytes32[](wrong[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IClaimableFactory.ClaimableFactory_BadTableLength.selector, wrong[i])
            );
            make();
        }
    }

    function test_RevertWhen_TableDoesNotFit() external {
        useTable(16, 3);
        (table[0], table[1]) = (table[1], table[0]);
        vm.expectRevert(IClaimableFactory.ClaimableFactory_TableDoesNotFit.selector);
        make();
    }

    function test_RevertWhen_RowsDoNotAddUpToRest() external {
        p.rows = rowsOf(list(someone(1)), SUPPLY);
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_WrongTotal.selector, SUPPLY, SUPPLY - TOTAL));
        make();
    }

    function test_RevertWhen_CodeIsTooLong() external {
        c.uri = string(new bytes(20_000));
        vm.expectPartialRevert(ITokenFactory.TokenFactory_CodeTooLong.selector);
        make();
    }

    function test_RevertGiven_TokenThatIsThere() external {
        address made = make();
        vm.expectRevert(abi.encodeWithSelector(ITokenFactory.TokenFactory_AlreadyCreated.selector, made));
        make();
    }

    function test_When_EverythingIsToBeClaimed_LeavesNothingToOwner() external {
        c.total = SUPPLY;
        IAnyClaimable made = IAnyClaimable(make());
        vm.assertEq(made.balanceOf(owner), 0);
        vm.assertEq(made.balanceOf(address(made)), SUPPLY);
        vm.expectRevert(InsufficientBalance.selector);
        vm.prank(owner);
        made.transfer(alice, 1);
    }

    function test_CreatesAnnouncesAndListsToken() external {
        address predicted = claimables.predictToken(p, c, table, address(this), "salt");
        (, uint256 before) = claimables.tokensOf(owner, 0, 0);
        vm.expectEmit(address(claimables));
        emit ITokenFactory.TokenCreated(predicted, owner, address(this), p.kind, p.form, p.supply, "salt");
        vm.expectEmit(address(claimables));
        emit IClaimableFactory.ClaimsOpened(predicted, c.root, c.listHash, c.total, c.count, c.uri);
        vm.assertEq(make(), predicted);
        (address[] memory page, uint256 total) = claimables.tokensOf(owner, before, 1);
        vm.assertEq(total, before + 1);
        vm.assertEq(page[0], predicted);
    }

    function testFuzz_StoresFrontClaimsAndArgumentsAndNothingElse(uint256 kind, bool packed) external {
        useTable(8, 2);
        p = parametersOf(TokenKind(kind % 3), TokenForm.Direct, owner);
        c.leafKind = packed ? LeafKind.Packed : LeafKind.Standard;
        bytes memory claims = bytes.concat(
            bytes(c.uri),
            abi.encodePacked(table),
            abi.encode(
                c.root,
                (packed ? uint256(1) << 160 : 0) | uint256(1) << 168 | uint256(2) << 176,
                uint256(c.start) | uint256(c.expiry) << 64,
                c.total,
                c.count,
                c.listHash,
                c.owner,
                bytes(c.uri).length
            )
        );
        bytes memory texts = bytes.concat(bytes(p.description), bytes(p.symbol), bytes(p.name));
        bytes memory extra = kind % 3 == 1 ? abi.encodePacked(p.limit) : bytes("");
        bytes memory footer = abi.encodePacked(p.owner, p.supply, p.decimals, uint8(11), uint8(3), uint8(18), uint16(0));
        bytes memory front = claimables.codeOf(p.kind).code;
        vm.assertEq(make().code, bytes.concat(front, claims, texts, extra, footer));
    }
}
