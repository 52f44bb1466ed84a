// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Collection} from "../NftStakingTest.sol";
import {INftStakingPool} from "../../../src/staking/INftStakingPool.sol";
import {IStakingFactory, Period} from "../../../src/staking/IStakingFactory.sol";
import {StakingTest} from "../StakingTest.sol";

contract StakingFactory_CreateNftStakingPool_Test is StakingTest {
    function test_RevertGiven_SaltWasUsed() external {
        address made = factory.createStakingPool(p, periods, "x");
        p.token = address(new Collection());
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_AlreadyCreated.selector, made));
        factory.createNftStakingPool(p, periods, "x");
    }

    function test_RevertWhen_ParametersAreNoGood() external {
        p.token = address(new Collection());
        p.owner = address(0);
        vm.expectRevert(IStakingFactory.StakingFactory_ZeroOwner.selector);
        factory.createNftStakingPool(p, periods, "x");
    }

    function test_RevertWhen_ItShouldKeepVotesOrCoolDown() external {
        p.token = address(new Collection());
        p.votes = true;
        vm.expectRevert(IStakingFactory.StakingFactory_NotForNfts.selector);
        factory.createNftStakingPool(p, periods, "x");
        (p.votes, p.cooldown) = (false, 1);
        vm.expectRevert(IStakingFactory.StakingFactory_NotForNfts.selector);
        factory.createNftStakingPool(p, periods, "x");
    }

    function test_RevertWhen_TokenIsNoCollection() external {
        vm.expectRevert(abi.encodeWithSelector(IStakingFactory.StakingFactory_NotACollection.selector, address(token)));
        factory.createNftStakingPool(p, periods, "x");
    }

    function test_MakesPoolWithTheseParameters() external {
        p.token = address(new Collection());
        address made = factory.createNftStakingPool(p, periods, "x");
        vm.assertEq(abi.encode(INftStakingPool(made).parameters()), abi.encode(p));
    }

    function test_AnnouncesPool() external {
        p.token = address(new Collection());
        vm.expectEmit(address(factory));
        emit IStakingFactory.NftStakingPoolCreated(
            factory.predictNftStakingPool(p, periods, alice, "x"), p.token, alice, "x", p
        );
        vm.prank(alice);
        factory.createNftStakingPool(p, periods, "x");
    }

    function test_FundsAndStartsFirstPeriod() external {
        p.token = address(new Collection());
        gold.mint(address(this), REWARD);
        gold.approve(address(factory), REWARD);
        periods.push(Period(REWARD, PERIOD));
        (, uint256 amount,, uint256 finish,,) =
            INftStakingPool(factory.createNftStakingPool(p, periods, "x")).rewardOf(0);
        vm.assertEq(abi.encode(amount, finish), abi.encode(REWARD, START + PERIOD));
    }
}
