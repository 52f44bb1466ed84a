// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC721} from "solady/tokens/ERC721.sol";
import {Tier} from "../../src/staking/IStakingAccounts.sol";
import {INftStakingPool} from "../../src/staking/INftStakingPool.sol";
import {StakingFixture} from "./StakingTest.sol";

/// @notice A collection that anybody can mint and that can be told to say yes and move nothing.
contract Collection is ERC721 {
    error NotAllowed();

    bool private _lying;

    function name() public pure override returns (string memory) {
        return "Collection";
    }

    function symbol() public pure override returns (string memory) {
        return "NFT";
    }

    function tokenURI(uint256) public pure override returns (string memory) {
        return "";
    }

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function lie(bool yes) external {
        _lying = yes;
    }

    function transferFrom(address from, address to, uint256 id) public payable override {
        if (_lying) return;
        if (ownerOf(id) != from) revert NotAllowed();
        super.transferFrom(from, to, id);
    }
}

/// @notice A pool of NFTs with two tiers, the second locked for 50 seconds and worth three times as much. Alice has 1 and 2, bob has 11.
abstract contract NftStakingTest is StakingFixture {
    Collection internal collection;
    INftStakingPool internal nfts;

    function setUp() public virtual {
        arrange();
        collection = new Collection();
        p.token = address(collection);
        p.tiers.push(Tier(50, 3));
        nfts = INftStakingPool(factory.createNftStakingPool(p, periods, nextSalt()));
        collection.mint(alice, 1);
        collection.mint(alice, 2);
        collection.mint(bob, 11);
        vm.prank(alice);
        collection.setApprovalForAll(address(nfts), true);
        vm.prank(bob);
        collection.setApprovalForAll(address(nfts), true);
    }

    function stakeNfts(address who, uint256[] memory which) internal {
        vm.prank(who);
        nfts.stake(which, 0);
    }

    function fundNfts() internal {
        gold.mint(owner, REWARD);
        vm.startPrank(owner);
        gold.approve(address(nfts), REWARD);
        nfts.fund(0, REWARD, PERIOD);
        vm.stopPrank();
    }

    function claimableOfNfts(address who, uint256 tier) internal view returns (uint256) {
        (, uint256[] memory claimable) = nfts.stakeOf(who, tier);
        return claimable[0];
    }

    function ids(uint256 a) internal pure returns (uint256[] memory all) {
        all = new uint256[](1);
        all[0] = a;
    }

    function ids(uint256 a, uint256 b) internal pure returns (uint256[] memory all) {
        all = new uint256[](2);
        (all[0], all[1]) = (a, b);
    }
}
