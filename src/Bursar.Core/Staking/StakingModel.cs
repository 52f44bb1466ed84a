using Bursar.Evm.Primitives;

namespace Bursar.Core.Staking;

/// <summary>The accounting of a staking pool, call by call and to the unit as the contracts StakingPool and NftStakingPool keep it.</summary>
/// <remarks>
/// Times are seconds since 1970 and never fall. A call that is refused changes nothing. The formulae stand in docs/staking.md; a test drives the same random
/// calls against the contract. Of NFTs amounts are how many, and tiers are given without locks, because each NFT is locked for itself.
/// </remarks>
public sealed partial class StakingModel
{
    /// <summary>Longest period, and longest lock, in seconds: ten years.</summary>
    public const ulong MaxDuration = 3_653 * 86_400UL;

    /// <summary>Longest cooldown, in seconds.</summary>
    public const ulong MaxCooldown = 366 * 86_400UL;

    /// <summary>Most tiers, and most rewards.</summary>
    public const int Most = 8;

    /// <summary>Largest weight of a tier.</summary>
    public const int MaxWeight = 10_000;

    private readonly StakingTier[] _tiers;
    private readonly ulong _cooldown;

    /// <summary>A pool without stakes and without periods.</summary>
    /// <param name="tiers">Its tiers.</param>
    /// <param name="rewards">How many rewards it has.</param>
    /// <param name="cooldown">Seconds between leaving and collecting; 0 for none.</param>
    public StakingModel(IReadOnlyList<StakingTier> tiers, int rewards, ulong cooldown = 0)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        _tiers = [.. tiers];
        _cooldown = cooldown;
        _rewards = [.. Enumerable.Range(0, rewards).Select(_ => new Reward())];
    }

    /// <summary>Largest amount of a stake or a period, in base units: 2^112 − 1.</summary>
    public static UInt256 MaxAmount { get; } = (UInt256.One << 112) - UInt256.One;

    /// <summary>All shares.</summary>
    public UInt256 Shares { get; private set; }

    /// <summary>When the amounts per share were last written down.</summary>
    public ulong UpdatedAt { get; private set; }

    /// <summary>What is staked, in base units; what cools down is not.</summary>
    public UInt256 Staked => _positions.Values.Aggregate(UInt256.Zero, (sum, p) => sum + p.Amount);

    /// <summary>What cools down, in base units.</summary>
    public UInt256 Cooling => _coolings.Values.Aggregate(UInt256.Zero, (sum, c) => sum + c.Amount);

    /// <summary>Stakes an amount; what is in the tier already is locked anew.</summary>
    public StakingRefusal Stake(Address account, int tier, UInt256 amount, ulong time)
    {
        if (!IsTier(tier))
            return StakingRefusal.NoSuchTier;
        if (amount.IsZero || amount > MaxAmount)
            return StakingRefusal.InvalidAmount;
        UInt256 shares = amount * _tiers[tier].Weight;
        if (!((Shares + shares) >> 128).IsZero)
            return StakingRefusal.TooManyShares;
        Update(time);
        Enter(Position(account, tier), shares, amount);
        if (_tiers[tier].Lock != 0)
            Position(account, tier).LockedUntil = time + _tiers[tier].Lock;
        return StakingRefusal.None;
    }

    /// <summary>Takes an amount out of a tier; what was earned stays claimable.</summary>
    public StakingRefusal Withdraw(Address account, int tier, UInt256 amount, ulong time)
    {
        if (amount.IsZero)
            return StakingRefusal.InvalidAmount;
        if (!IsTier(tier))
            return StakingRefusal.NoSuchTier;
        Holding position = Position(account, tier);
        if (time < position.LockedUntil)
            return StakingRefusal.Locked;
        if (amount > position.Amount)
            return StakingRefusal.MoreThanStaked;
        Update(time);
        Leave(position, amount * _tiers[tier].Weight, amount);
        Release(account, amount, time);
        return StakingRefusal.None;
    }

    /// <summary>Pays what was earned in a tier.</summary>
    /// <param name="account">Who claims.</param>
    /// <param name="tier">Where.</param>
    /// <param name="time">When.</param>
    /// <param name="paid">Of each reward how much, in base units.</param>
    public StakingRefusal Claim(Address account, int tier, ulong time, out IReadOnlyList<UInt256> paid)
    {
        paid = [];
        if (!IsTier(tier))
            return StakingRefusal.NoSuchTier;
        paid = [.. Enumerable.Range(0, _rewards.Length).Select(i => Settle(Position(account, tier), tier, i, time))];
        return StakingRefusal.None;
    }

    /// <summary>Pays one reward of a tier.</summary>
    public StakingRefusal ClaimOne(Address account, int tier, int reward, ulong time, out UInt256 paid)
    {
        paid = UInt256.Zero;
        if (!IsReward(reward))
            return StakingRefusal.NoSuchReward;
        if (!IsTier(tier))
            return StakingRefusal.NoSuchTier;
        paid = Settle(Position(account, tier), tier, reward, time);
        return paid.IsZero ? StakingRefusal.NothingToPay : StakingRefusal.None;
    }

    /// <summary>Takes all out of a tier and pays what was earned there.</summary>
    public StakingRefusal Exit(Address account, int tier, ulong time, out UInt256 amount, out IReadOnlyList<UInt256> paid)
    {
        (amount, paid) = (UInt256.Zero, []);
        if (!IsTier(tier))
            return StakingRefusal.NoSuchTier;
        UInt256 staked = Position(account, tier).Amount;
        if (!staked.IsZero && Withdraw(account, tier, staked, time) is not StakingRefusal.None and var refusal)
            return refusal;
        amount = staked;
        return Claim(account, tier, time, out paid);
    }

    /// <summary>Takes all out of a tier and gives up what was earned there.</summary>
    public StakingRefusal ExitWithoutRewards(Address account, int tier, ulong time, out UInt256 amount)
    {
        amount = UInt256.Zero;
        if (!IsTier(tier))
            return StakingRefusal.NoSuchTier;
        Holding position = Position(account, tier);
        if (time < position.LockedUntil)
            return StakingRefusal.Locked;
        if (position.Amount.IsZero)
            return StakingRefusal.NothingToPay;
        amount = position.Amount;
        Update(time);
        Forfeit(position, amount * _tiers[tier].Weight);
        Release(account, amount, time);
        return StakingRefusal.None;
    }

    /// <summary>Pays what has cooled down.</summary>
    public StakingRefusal Collect(Address account, ulong time, out UInt256 amount)
    {
        amount = UInt256.Zero;
        (UInt256 cooling, ulong readyAt) = CoolingOf(account);
        if (cooling.IsZero)
            return StakingRefusal.NothingToPay;
        if (time < readyAt)
            return StakingRefusal.CoolingDown;
        amount = cooling;
        _coolings.Remove(account);
        return StakingRefusal.None;
    }

    /// <summary>Begins a period, or tops the running one up and prolongs it.</summary>
    public StakingRefusal Fund(int reward, UInt256 amount, ulong duration, ulong time)
    {
        if (!IsReward(reward))
            return StakingRefusal.NoSuchReward;
        if (amount.IsZero || amount > MaxAmount)
            return StakingRefusal.InvalidAmount;
        if (duration is 0 or > MaxDuration)
            return StakingRefusal.InvalidDuration;
        StakingPeriod former = _rewards[reward].Period;
        UInt256 sum = amount + former.LeftAt(time);
        if (time < former.Finish && sum * former.Duration < former.Amount * duration)
            return StakingRefusal.LowerRate;
        if (sum > MaxAmount)
            return StakingRefusal.InvalidAmount;
        Update(time);
        _rewards[reward].Period = new StakingPeriod(sum, duration, time + duration);
        _rewards[reward].Funded += amount;
        return StakingRefusal.None;
    }

    /// <summary>Gives the owner what nobody earned; the part of a unit stays.</summary>
    public StakingRefusal Reclaim(int reward, ulong time, out UInt256 amount)
    {
        amount = UInt256.Zero;
        if (!IsReward(reward))
            return StakingRefusal.NoSuchReward;
        amount = RewardOf(reward, time).Unearned;
        if (amount.IsZero)
            return StakingRefusal.NothingToPay;
        Update(time);
        _rewards[reward].Unearned -= amount << Scale;
        _rewards[reward].Reclaimed += amount;
        return StakingRefusal.None;
    }

    private bool IsTier(int tier) => tier >= 0 && tier < _tiers.Length;

    private bool IsReward(int reward) => reward >= 0 && reward < _rewards.Length;

    private void Release(Address account, UInt256 amount, ulong time)
    {
        if (_cooldown != 0)
            _coolings[account] = (CoolingOf(account).Amount + amount, time + _cooldown);
    }
}
