// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {CumulativeDropParameters, ICumulativeDrop, TokenAmount} from "../../../src/drop/ICumulativeDrop.sol";
import {IDropFactory} from "../../../src/drop/IDropFactory.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {CumulativeTest} from "../CumulativeTest.sol";

contract DropFactory_CreateCumulativeDrop_Test is CumulativeTest {
    function test_RevertWhen_OwnerIsZero() external {
        p.owner = address(0);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroOwner.selector));
    }

    function test_RevertWhen_ThereIsNoWindow() external {
        p.window = 0;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_NoWindow.selector));
    }

    function test_RevertWhen_ExpiryHasPassed() external {
        p.expiry = START;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ExpiryInPast.selector, START));
    }

    function test_RevertWhen_ThereAreNoWatchers() external {
        p.watchers = new address[](0);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_NoWatchers.selector));
    }

    function test_RevertWhen_WatcherIsZero() external {
        p.watchers = list(watcher, address(0));
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroWatcher.selector, 1));
    }

    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        escrow[1].token = alice;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TokenNotAContract.selector, alice));
    }

    function test_RevertWhen_AmountIsZero() external {
        escrow[1].amount = 0;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroTotal.selector));
    }

    function test_RevertWhen_TokensDoNotAscend() external {
        (escrow[0], escrow[1]) = (escrow[1], escrow[0]);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TokensNotAscending.selector, 1));
        escrow[0].token = escrow[1].token;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TokensNotAscending.selector, 1));
    }

    function test_RevertGiven_SaltWasUsedByCaller() external {
        address first = factory.createCumulativeDrop(p, new TokenAmount[](0), 0);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_AlreadyCreated.selector, first));
    }

    function test_RevertGiven_CallerHasTooLittleOfOneToken() external {
        tokens[0].mint(address(this), 1000);
        tokens[0].approve(address(factory), 1000);
        _refuses(abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
        vm.assertEq(tokens[0].balanceOf(address(this)), 1000);
    }

    function test_RevertGiven_TokenTakesFee() external {
        FeeToken charging = new FeeToken();
        charging.mint(address(this), 1000);
        charging.approve(address(factory), 1000);
        delete escrow;
        escrow.push(TokenAmount(address(charging), 1000));
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_Underfunded.selector, 990, 1000));
    }

    function test_Given_TokenFundsWhileItPulls_CountsNoMoreThanThereIs() external {
        HookToken hooked = new HookToken();
        hooked.mint(address(this), 1000);
        hooked.approve(address(factory), 1000);
        delete escrow;
        escrow.push(TokenAmount(address(hooked), 1000));
        address expected = factory.predictCumulativeDrop(p, escrow, address(this), 0);
        hooked.hook(expected, abi.encodeCall(drop.fund, (address(hooked), 0)), true);
        factory.createCumulativeDrop(p, escrow, 0);
        vm.assertTrue(hooked.succeeded());
        vm.assertEq(ICumulativeDrop(expected).escrowOf(address(hooked)), 1000);
        vm.assertEq(hooked.balanceOf(expected), 1000);
    }

    function test_When_ThereIsNoEscrow_MakesProgrammeWithoutOne() external {
        delete escrow;
        makeDrop();
        vm.assertEq(drop.escrowOf(address(tokens[0])), 0);
    }

    function testFuzz_FundsDropAndCountsEscrow(uint128 a, uint128 b) external {
        vm.assume(a > 0 && b > 0);
        (escrow[0].amount, escrow[1].amount) = (a, b);
        makeDrop();
        vm.assertEq(tokens[0].balanceOf(address(drop)), a);
        vm.assertEq(tokens[1].balanceOf(address(drop)), b);
        vm.assertEq(drop.escrowOf(address(tokens[0])), a);
        vm.assertEq(drop.escrowOf(address(tokens[1])), b);
        vm.assertEq(Ownable(address(drop)).owner(), owner);
    }

    function testFuzz_StoresInstructionsAndParametersAndNothingElse(string memory uri, bool allow) external {
        (p.uri, p.allowClaimFor) = (uri, allow);
        makeDrop();
        uint256 settings = uint256(p.window) | (uint256(p.expiry) << 64) | (allow ? 1 << 128 : 0);
        bytes memory expected = bytes.concat(
            vm.getDeployedCode("CumulativeDrop.sol:CumulativeDrop"),
            bytes(uri),
            abi.encodePacked(p.watchers),
            abi.encode(settings, p.owner, p.watchers.length, bytes(uri).length)
        );
        vm.assertEq(address(drop).code, expected);
    }

    function testFuzz_PutsDropWhereItWasPredicted(bytes32 salt) external {
        address expected = factory.predictCumulativeDrop(p, escrow, address(this), salt);
        _mintTo(expected);
        vm.assertEq(factory.createCumulativeDrop(p, escrow, salt), expected);
        vm.assertEq(factory.dropOf(address(this), salt), expected);
    }

    function test_AnnouncesDrop() external {
        address expected = factory.predictCumulativeDrop(p, escrow, address(this), 0);
        _mintTo(expected);
        vm.expectEmit(address(factory));
        emit IDropFactory.CumulativeDropCreated(expected, address(this), 0, WINDOW, p.watchers, escrow, p.uri);
        factory.createCumulativeDrop(p, escrow, 0);
    }

    function _mintTo(address to) private {
        tokens[0].mint(to, 1000);
        tokens[1].mint(to, 1000);
    }

    function _refuses(bytes memory fault) private {
        CumulativeDropParameters memory wrong = p;
        TokenAmount[] memory amounts = escrow;
        vm.expectRevert(fault);
        factory.createCumulativeDrop(wrong, amounts, 0);
    }
}
