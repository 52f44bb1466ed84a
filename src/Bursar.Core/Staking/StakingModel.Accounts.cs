using Bursar.Evm.Primitives;

namespace Bursar.Core.Staking;

/// <summary>Amounts per share, and debts: those of the first reward modulo 2^128, those of the others modulo 2^256.</summary>
public sealed partial class StakingModel
{
    private const int Scale = 128;
    private static readonly UInt256 One = UInt256.One << Scale;

    private readonly Reward[] _rewards;
    private readonly Dictionary<(Address Account, int Tier), Holding> _positions = [];
    private readonly Dictionary<Address, (UInt256 Amount, ulong ReadyAt)> _coolings = [];

    /// <summary>What an account has in a tier at a time, and could claim then.</summary>
    public StakingPosition StakeOf(Address account, int tier, ulong time)
    {
        Holding position = _positions.GetValueOrDefault((account, tier)) ?? new Holding(_rewards.Length);
        return new StakingPosition(account, tier, position.Amount, position.LockedUntil,
            [.. Enumerable.Range(0, _rewards.Length).Select(i => Earned(i, WorthAt(position.Amount * _tiers[tier].Weight, i, time), position.Debts[i]))]);
    }

    /// <summary>Everybody who ever staked, in every tier, in the order of addresses and tiers.</summary>
    public IReadOnlyList<StakingPosition> PositionsAt(ulong time) =>
        [.. _positions.Keys.OrderBy(k => k.Account).ThenBy(k => k.Tier).Select(k => StakeOf(k.Account, k.Tier, time))];

    /// <summary>What an account has on its way out, and from when it can collect it.</summary>
    public (UInt256 Amount, ulong ReadyAt) CoolingOf(Address account) => _coolings.GetValueOrDefault(account);

    /// <summary>A reward at a time that is not before <see cref="UpdatedAt"/>.</summary>
    public StakingRewardState RewardOf(int reward, ulong time)
    {
        Reward state = _rewards[reward];
        UInt256 more = Accrued(state.Period, time);
        UInt256 perShare = Shares.IsZero ? state.PerShare : WideMath.Add(state.PerShare, more);
        UInt256 unearned = Shares.IsZero ? WideMath.Add(state.Unearned, more) : state.Unearned;
        return new StakingRewardState(state.Period, perShare, unearned >> Scale, state.Funded, state.Paid, state.Reclaimed);
    }

    /// <summary>What the running period of a reward still has to give, rounded down as a top-up counts it; zero for a reward that there is not.</summary>
    public UInt256 Left(int reward, ulong time) => IsReward(reward) ? _rewards[reward].Period.LeftAt(time) : UInt256.Zero;

    private Holding Position(Address account, int tier)
    {
        if (!_positions.TryGetValue((account, tier), out Holding? position))
            _positions[(account, tier)] = position = new Holding(_rewards.Length);
        return position;
    }

    private void Enter(Holding position, UInt256 shares, UInt256 amount)
    {
        for (int i = 0; i < _rewards.Length; i++)
            position.Debts[i] = Debt(i, WideMath.Add(position.Debts[i], WideMath.MultiplyDivideUp(shares, _rewards[i].PerShare, One)));
        position.Amount += amount;
        Shares += shares;
    }

    private void Leave(Holding position, UInt256 shares, UInt256 amount)
    {
        for (int i = 0; i < _rewards.Length; i++)
            position.Debts[i] = Debt(i, WideMath.Subtract(position.Debts[i], Worth(shares, _rewards[i].PerShare)));
        position.Amount -= amount;
        Shares -= shares;
    }

    private void Forfeit(Holding position, UInt256 shares)
    {
        for (int i = 0; i < _rewards.Length; i++)
        {
            UInt256 earned = Earned(i, Worth(shares, _rewards[i].PerShare), position.Debts[i]);
            _rewards[i].Unearned = WideMath.Add(_rewards[i].Unearned, earned << Scale);
            position.Debts[i] = UInt256.Zero;
        }

        position.Amount = UInt256.Zero;
        Shares -= shares;
    }

    private UInt256 Settle(Holding position, int tier, int reward, ulong time)
    {
        UInt256 worth = WorthAt(position.Amount * _tiers[tier].Weight, reward, time);
        UInt256 earned = Earned(reward, worth, position.Debts[reward]);
        if (earned.IsZero)
            return earned;
        position.Debts[reward] = Debt(reward, worth);
        _rewards[reward].Paid += earned;
        return earned;
    }

    /// <summary>Brings the amounts per share up to now.</summary>
    private void Update(ulong time)
    {
        foreach (Reward reward in _rewards)
        {
            UInt256 more = Accrued(reward.Period, time);
            if (Shares.IsZero)
                reward.Unearned = WideMath.Add(reward.Unearned, more);
            else
                reward.PerShare = WideMath.Add(reward.PerShare, more);
        }

        UpdatedAt = time;
    }

    /// <summary>What a period has given since the last update, times 2^128: to each share, or in all where there are none.</summary>
    private UInt256 Accrued(StakingPeriod period, ulong time)
    {
        ulong until = Math.Min(time, period.Finish);
        return until <= UpdatedAt ? UInt256.Zero
            : WideMath.MultiplyDivide(period.Amount * (until - UpdatedAt), One, Shares.IsZero ? period.Duration : Shares * period.Duration);
    }

    private UInt256 WorthAt(UInt256 shares, int reward, ulong time) =>
        shares.IsZero ? UInt256.Zero : Worth(shares, WideMath.Add(_rewards[reward].PerShare, Accrued(_rewards[reward].Period, time)));

    private static UInt256 Worth(UInt256 shares, UInt256 perShare) => WideMath.MultiplyDivide(shares, perShare, One);

    private static UInt256 Debt(int reward, UInt256 value) => reward == 0 ? Low(value) : value;

    /// <summary>The difference as a signed number of as many bits as the debt has; rounding may leave it a little below zero.</summary>
    private static UInt256 Earned(int reward, UInt256 worth, UInt256 debt)
    {
        UInt256 difference = WideMath.Subtract(worth, debt);
        if (reward == 0)
            difference = Low(difference);
        return difference.Bit(reward == 0 ? 127 : 255) ? UInt256.Zero : difference;
    }

    private static UInt256 Low(UInt256 value) => value - ((value >> Scale) << Scale);

    private sealed class Reward
    {
        public UInt256 PerShare { get; set; } = One;

        public StakingPeriod Period { get; set; }

        public UInt256 Unearned { get; set; }

        public UInt256 Funded { get; set; }

        public UInt256 Paid { get; set; }

        public UInt256 Reclaimed { get; set; }
    }

    private sealed class Holding(int rewards)
    {
        public UInt256 Amount { get; set; }

        public ulong LockedUntil { get; set; }

        public UInt256[] Debts { get; } = new UInt256[rewards];
    }
}
