// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "solady/auth/Ownable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {CumulativeDropParameters, TokenAmount} from "../../../src/drop/ICumulativeDrop.sol";
import {IDropFactory} from "../../../src/drop/IDropFactory.sol";
import {IVoucherDrop, Voucher, VoucherDropParameters} from "../../../src/drop/IVoucherDrop.sol";
import {FeeToken, HookToken} from "../../mocks/MisbehavingTokens.sol";
import {VoucherTest} from "../VoucherTest.sol";

contract DropFactory_CreateVoucherDrop_Test is VoucherTest {
    function test_RevertWhen_ThereIsNoCodeAtToken() external {
        p.token = alice;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_TokenNotAContract.selector, alice));
    }

    function test_RevertWhen_OwnerIsZero() external {
        p.owner = address(0);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroOwner.selector));
    }

    function test_RevertWhen_TotalIsZero() external {
        p.total = 0;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ZeroTotal.selector));
    }

    function test_RevertWhen_ThereIsBudgetWithoutSigner() external {
        p.signer = address(0);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_BudgetWithoutSigner.selector, 600));
    }

    function test_RevertWhen_WindowIsWrong() external {
        p.start = EXPIRY;
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ExpiryNotAfterStart.selector, EXPIRY, EXPIRY));
        (p.start, p.expiry) = (0, START);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_ExpiryInPast.selector, START));
    }

    function testFuzz_RevertGiven_SaltWasUsedByCallerForAnotherKind(bytes32 salt) external {
        CumulativeDropParameters memory other;
        other.owner = owner;
        other.window = 1;
        other.watchers = list(alice);
        vm.startPrank(funder);
        address first = factory.createCumulativeDrop(other, new TokenAmount[](0), salt);
        vm.expectRevert(abi.encodeWithSelector(IDropFactory.DropFactory_AlreadyCreated.selector, first));
        factory.createVoucherDrop(p, salt);
    }

    function test_RevertGiven_CallerHasTooLittle() external {
        _refuses(abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
    }

    function test_RevertGiven_TokenTakesFee() external {
        FeeToken charging = new FeeToken();
        p.token = address(charging);
        charging.mint(address(this), 1000);
        charging.approve(address(factory), 1000);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_Underfunded.selector, 990, 1000));
    }

    function test_RevertGiven_VoucherIsClaimedWhileItPulls() external {
        HookToken hooked = new HookToken();
        p.token = address(hooked);
        drop = IVoucherDrop(factory.predictVoucherDrop(p, address(this), 0));
        Voucher memory voucher = voucherFor(alice, 5, 0);
        (bytes32 r, bytes32 vs) = sign("signer", voucher);
        hooked.mint(address(drop), 5);
        hooked.mint(address(this), 1000);
        hooked.approve(address(factory), 1000);
        hooked.hook(address(drop), abi.encodeCall(drop.claim, (voucher, r, vs)), true);
        _refuses(abi.encodeWithSelector(IDropFactory.DropFactory_Underfunded.selector, 995, 1000));
    }

    function test_When_ThereIsNoBudget_AppointsNobody() external {
        (p.signer, p.budget) = (address(0), 0);
        makeDrop();
        vm.assertEq(drop.budgetOf(address(0)), 0);
        vm.assertEq(drop.budgetOf(signer), 0);
    }

    function testFuzz_FundsDropAndSetsOwnerAndBudget(uint256 budget) external {
        p.budget = budget;
        makeDrop();
        vm.assertEq(token.balanceOf(address(drop)), 1000);
        vm.assertEq(Ownable(address(drop)).owner(), owner);
        vm.assertEq(drop.budgetOf(signer), budget);
    }

    function testFuzz_StoresInstructionsAndParametersAndNothingElse(string memory uri) external {
        p.uri = uri;
        makeDrop();
        bytes memory expected = bytes.concat(
            vm.getDeployedCode("VoucherDrop.sol:VoucherDrop"),
            bytes(uri),
            abi.encode(p.token, uint256(p.start) | (uint256(p.expiry) << 64), p.total, p.owner, p.signer, p.budget),
            abi.encode(bytes(uri).length)
        );
        vm.assertEq(address(drop).code, expected);
    }

    function testFuzz_PutsDropWhereItWasPredicted(bytes32 salt) external {
        address expected = factory.predictVoucherDrop(p, address(this), salt);
        token.mint(expected, 1000);
        vm.assertEq(factory.createVoucherDrop(p, salt), expected);
        vm.assertEq(factory.dropOf(address(this), salt), expected);
    }

    function test_AnnouncesDrop() external {
        address expected = factory.predictVoucherDrop(p, address(this), 0);
        token.mint(expected, 1000);
        vm.expectEmit(address(factory));
        emit IDropFactory.VoucherDropCreated(expected, address(token), address(this), 0, signer, 600, 1000, p.uri);
        factory.createVoucherDrop(p, 0);
    }

    function _refuses(bytes memory fault) private {
        VoucherDropParameters memory wrong = p;
        vm.expectRevert(fault);
        factory.createVoucherDrop(wrong, 0);
    }
}
