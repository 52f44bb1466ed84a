// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StakingTest} from "../StakingTest.sol";

/// @notice Synthetix' StakingRewards in words of our own: rewards per second in whole units, a sum per token in 18 decimals, and what an account has earned
/// written down whenever it does something.
library Reference {
    struct Pool {
        uint256 duration;
        uint256 rate;
        uint256 finish;
        uint256 updatedAt;
        uint256 perToken;
        uint256 supply;
        mapping(address account => uint256) staked;
        mapping(address account => uint256) seen;
        mapping(address account => uint256) earned;
    }

    function perTokenNow(Pool storage pool, uint256 now_) internal view returns (uint256) {
        if (pool.supply == 0) return pool.perToken;
        uint256 until = now_ < pool.finish ? now_ : pool.finish;
        return pool.perToken + (until - pool.updatedAt) * pool.rate * 1e18 / pool.supply;
    }

    function earnedBy(Pool storage pool, address who, uint256 now_) internal view returns (uint256) {
        return pool.earned[who] + pool.staked[who] * (perTokenNow(pool, now_) - pool.seen[who]) / 1e18;
    }

    function touch(Pool storage pool, address who, uint256 now_) internal {
        pool.perToken = perTokenNow(pool, now_);
        pool.updatedAt = now_ < pool.finish ? now_ : pool.finish;
        if (who == address(0)) return;
        pool.earned[who] = earnedBy(pool, who, now_);
        pool.seen[who] = pool.perToken;
    }

    function stake(Pool storage pool, address who, uint256 amount, uint256 now_) internal {
        touch(pool, who, now_);
        pool.staked[who] += amount;
        pool.supply += amount;
    }

    function withdraw(Pool storage pool, address who, uint256 amount, uint256 now_) internal {
        touch(pool, who, now_);
        pool.staked[who] -= amount;
        pool.supply -= amount;
    }

    function notify(Pool storage pool, uint256 amount, uint256 now_) internal {
        touch(pool, address(0), now_);
        uint256 left = now_ < pool.finish ? (pool.finish - now_) * pool.rate : 0;
        pool.rate = (amount + left) / pool.duration;
        pool.updatedAt = now_;
        pool.finish = now_ + pool.duration;
    }
}

/// @notice The pool beside a model of the best known one. They agree, but for this:
///
/// 1. Rate. Theirs gives whole units per second: 1,050 units in 100 seconds are 10 a second, and 50 stay in the contract for ever. Ours gives each
///    moment its part of the whole amount.
/// 2. Precision. Theirs rounds the sum per token to 18 decimals at each update; with a large supply and a small reward everything can be lost. Ours has 128 bits.
/// 3. Nobody stakes. What theirs gives meanwhile stays in the contract for ever; ours goes back to the owner.
/// 4. Funding. Theirs takes a notice that the tokens are there and compares with its whole balance, stakes included where it is the same token; ours
///    takes the tokens in the same call.
/// 5. Top-up. Theirs always begins a whole period again, which may lower the rate of a running one; ours takes the duration and refuses a lower rate.
/// 6. Rounding. Ours rounds up to one unit away with each stake and withdrawal, theirs with each update.
contract StakingPool_Oracle_Test is StakingTest {
    using Reference for Reference.Pool;

    Reference.Pool private _theirs;

    function setUp() public override {
        super.setUp();
        _theirs.duration = PERIOD;
    }

    function test_RatesAgree() external {
        _fund(REWARD);
        _stake(alice, 100);
        wait(20);
        _stake(bob, 300);
        wait(20);
        _agree(alice, 250, 0);
        _agree(bob, 150, 0);
        _withdraw(bob, 200);
        wait(10);
        _agree(alice, 300, 0);
        _agree(bob, 200, 0);
        wait(PERIOD);
        _agree(alice, 550, 0);
        _agree(bob, 450, 0);
    }

    function test_RestartsAgree() external {
        _stake(alice, 100);
        _fund(REWARD);
        wait(40);
        _fund(400); // 600 left and 400 more: as much a second as before
        wait(10);
        _agree(alice, 500, 0);
        wait(3 * PERIOD);
        _agree(alice, 1400, 0);
        _fund(500);
        wait(50);
        _agree(alice, 1650, 0);
    }

    function test_FirstStakerEarnsFromItsStakeOnInBoth() external {
        _fund(REWARD);
        wait(30);
        _stake(alice, 1);
        wait(PERIOD);
        _agree(alice, 700, 0);
        // Difference 3: theirs keeps 300 for ever.
        vm.assertEq(unearned(), 300);
    }

    function test_PartOfUnitPerSecondIsNotLost() external {
        _stake(alice, 100);
        _fund(1050); // difference 1
        wait(PERIOD);
        vm.assertEq(_theirs.earnedBy(alice, block.timestamp), 1000);
        vm.assertEq(claimableOf(alice), 1050);
    }

    function test_SmallRewardOfLargeSupplyIsNotLost() external {
        _stake(alice, 2e21);
        _fund(100);
        for (uint256 i; i < PERIOD; ++i) {
            wait(1);
            _theirs.touch(alice, vm.getBlockTimestamp());
            if (i % 50 == 0) _stake(bob, 1);
        }
        vm.assertEq(_theirs.earnedBy(alice, vm.getBlockTimestamp()), 0); // difference 2
        vm.assertGt(claimableOf(alice), 98);
    }

    function testFuzz_TheyAgreeButForRounding(uint256 seed) external {
        address[3] memory people = [alice, bob, carol];
        uint256[3] memory claimed;
        _stake(carol, 1e6); // somebody always stakes: difference 3 is seen apart
        for (uint256 i; i < 24; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            uint256 who = (noise >> 8) % 3;
            uint256 what = noise % 5;
            if (what == 0) _stake(people[who], 1 + (noise >> 16) % 1e9);
            else if (what == 1 && who != 2) _withdraw(people[who], (noise >> 16) % (stakedOf(people[who]) + 1));
            else if (what == 2) claimed[who] += _claim(people[who]);
            else if (what == 3) _fundWhole((noise >> 16) % 1e6);
            wait((noise >> 128) % 60);
            for (uint256 j; j < 3; ++j) {
                uint256 theirs = _theirs.earnedBy(people[j], vm.getBlockTimestamp());
                uint256 ours = claimableOf(people[j]) + claimed[j];
                // Difference 6, less than a unit of either for each of what was done so far.
                vm.assertLe(ours, theirs + i + 2);
                vm.assertLe(theirs, ours + i + 2);
            }
        }
    }

    function _agree(address who, uint256 expected, uint256 tolerance) private view {
        uint256 ours = claimableOf(who);
        uint256 theirs = _theirs.earnedBy(who, vm.getBlockTimestamp());
        vm.assertEq(theirs, expected, "theirs");
        vm.assertLe(ours, expected);
        vm.assertLe(expected, ours + tolerance);
    }

    function _stake(address who, uint256 amount) private {
        stake(who, amount);
        _theirs.stake(who, amount, vm.getBlockTimestamp());
    }

    function _withdraw(address who, uint256 amount) private {
        if (amount == 0) return;
        vm.prank(who);
        pool.withdraw(amount, 0);
        _theirs.withdraw(who, amount, vm.getBlockTimestamp());
    }

    /// @dev In the model nothing is paid out, so that all that was ever earned is compared.
    function _claim(address who) private returns (uint256 amount) {
        uint256 before = gold.balanceOf(who);
        vm.prank(who);
        pool.claim(0);
        return gold.balanceOf(who) - before;
    }

    function _fund(uint256 amount) private {
        fund(0, amount, PERIOD);
        _theirs.notify(amount, vm.getBlockTimestamp());
    }

    /// @dev As much as makes whole units a second and no less a second than before: differences 1 and 5 are seen apart.
    function _fundWhole(uint256 amount) private {
        uint256 now_ = vm.getBlockTimestamp();
        uint256 left = now_ < _theirs.finish ? (_theirs.finish - now_) * _theirs.rate : 0;
        uint256 rate = _theirs.rate + 1 + amount / PERIOD;
        _fund(rate * PERIOD - left);
    }
}
