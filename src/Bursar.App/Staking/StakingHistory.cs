using Bursar.App.Indexing;
using Bursar.Contracts;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Staking;

/// <summary>The life of a staking pool: every event replayed against the model, which computes each amount anew.</summary>
public sealed class StakingHistory
{
    private const ulong LastSecond = 253_402_300_799;
    private const int PlaceBits = 8;

    private readonly List<StakingMove> _moves = [];
    private readonly List<StakingPayment> _payments = [];
    private readonly List<StakingFunding> _fundings = [];
    private readonly List<(string Row, string Expected, string Found)> _differences = [];
    private readonly Dictionary<Address, (UInt256 Amount, ulong ReadyAt)> _coolings = [];
    private readonly Dictionary<UInt256, Address> _nfts = [];
    private (Address Account, UInt256 Tier)? _forfeits;

    private StakingHistory(StakingFactory.StakingPoolParameters parameters, bool nfts) => Model = new StakingModel(
        // Each NFT is locked for itself, and what cools down is told by its own events.
        [.. parameters.Tiers.Select(t => new StakingTier(nfts ? 0 : t.Lock, t.Weight))], parameters.Rewards.Count);

    /// <summary>The accounting after the last event.</summary>
    public StakingModel Model { get; }

    /// <summary>Every stake that came or went, in chain order.</summary>
    public IReadOnlyList<StakingMove> Moves => _moves;

    /// <summary>Every reward that was paid, and what went back, in chain order.</summary>
    public IReadOnlyList<StakingPayment> Payments => _payments;

    /// <summary>Every period, in chain order.</summary>
    public IReadOnlyList<StakingFunding> Fundings => _fundings;

    /// <summary>Who staked which NFT.</summary>
    public IReadOnlyDictionary<UInt256, Address> Nfts => _nfts;

    /// <summary>What accounts had on its way out when they last withdrew, and from when they can collect it; some may have done so.</summary>
    public IReadOnlyDictionary<Address, (UInt256 Amount, ulong ReadyAt)> Coolings => _coolings;

    /// <summary>Where the chain paid, or took, another amount than the model computes.</summary>
    public IReadOnlyList<(string Row, string Expected, string Found)> Differences => _differences;

    /// <summary>Reads all events of a pool and replays them.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="logs">Its logs, up to a block.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="parameters">What it was made with.</param>
    /// <param name="nfts">Whether NFTs are staked.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<StakingHistory> ReadAsync(
        EthereumClient client, ContractLogs logs, Address pool, StakingFactory.StakingPoolParameters parameters, bool nfts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(parameters);
        IReadOnlyList<Log> entries = await logs.ReadAsync(pool, [], cancellationToken: cancellationToken);
        ulong[] blocks = [.. entries.Select(e => e.BlockNumber).Distinct()];
        IReadOnlyList<BlockHeader?> headers = await client.GetBlocksAsync([.. blocks.Select(BlockTag.At)], cancellationToken);
        Dictionary<ulong, ulong> times = blocks.Zip(headers).Where(p => p.Second is not null).ToDictionary(p => p.First, p => p.Second!.Timestamp);
        var history = new StakingHistory(parameters, nfts);
        foreach (Log entry in entries)
            history.Add(entry, times[entry.BlockNumber]);
        return history;
    }

    private void Add(Log entry, ulong time)
    {
        if (StakingPool.StakedEvent.TryDecode(entry.Topics, entry.Data, out StakingPool.StakedEvent staked))
            Stake(entry, staked, time);
        else if (StakingPool.UnstakedEvent.TryDecode(entry.Topics, entry.Data, out StakingPool.UnstakedEvent unstaked))
            Unstake(entry, unstaked, time);
        else if (StakingPool.RewardsForfeitedEvent.TryDecode(entry.Topics, entry.Data, out StakingPool.RewardsForfeitedEvent forfeited))
            _forfeits = (forfeited.Account, forfeited.Tier);
        else if (StakingPool.RewardPaidEvent.TryDecode(entry.Topics, entry.Data, out StakingPool.RewardPaidEvent paid))
            Pay(entry, paid, time);
        else if (StakingPool.PeriodStartedEvent.TryDecode(entry.Topics, entry.Data, out StakingPool.PeriodStartedEvent started))
            Fund(entry, started, time);
        else if (StakingPool.ReclaimedEvent.TryDecode(entry.Topics, entry.Data, out StakingPool.ReclaimedEvent reclaimed))
            Reclaim(entry, reclaimed, time);
        else if (StakingPool.CoolingEvent.TryDecode(entry.Topics, entry.Data, out StakingPool.CoolingEvent cooling))
            _coolings[cooling.Account] = (cooling.Amount, Seconds(cooling.ReadyAt));
        else if (NftStakingPool.NftMovedEvent.TryDecode(entry.Topics, entry.Data, out NftStakingPool.NftMovedEvent moved))
            Move(moved);
    }

    private void Stake(Log entry, StakingPool.StakedEvent staked, ulong time)
    {
        int tier = Number(staked.Tier);
        Expect(entry, "stake", Model.Stake(staked.Account, tier, staked.Amount, time));
        _moves.Add(new StakingMove(staked.Account, tier, staked.Amount, true, false, entry.BlockNumber, At(time), entry.TransactionHash));
    }

    private void Unstake(Log entry, StakingPool.UnstakedEvent unstaked, ulong time)
    {
        int tier = Number(unstaked.Tier);
        bool gaveUp = _forfeits == (unstaked.Account, unstaked.Tier);
        _forfeits = null;
        if (gaveUp)
        {
            Expect(entry, "exit without rewards", Model.ExitWithoutRewards(unstaked.Account, tier, time, out UInt256 all));
            Expect(entry, "exit without rewards", all, unstaked.Amount);
        }
        else
        {
            Expect(entry, "withdrawal", Model.Withdraw(unstaked.Account, tier, unstaked.Amount, time));
        }

        _moves.Add(new StakingMove(unstaked.Account, tier, unstaked.Amount, false, gaveUp, entry.BlockNumber, At(time), entry.TransactionHash));
    }

    private void Pay(Log entry, StakingPool.RewardPaidEvent paid, ulong time)
    {
        (int tier, int reward) = (Number(paid.Place >> PlaceBits), Number(paid.Place - ((paid.Place >> PlaceBits) << PlaceBits)));
        Expect(entry, $"reward {reward} of {paid.Account}", Model.ClaimOne(paid.Account, tier, reward, time, out UInt256 earned));
        Expect(entry, $"reward {reward} of {paid.Account}", earned, paid.Amount);
        _payments.Add(new StakingPayment(paid.Account, tier, reward, paid.Amount, entry.BlockNumber, At(time), entry.TransactionHash));
    }

    private void Fund(Log entry, StakingPool.PeriodStartedEvent started, ulong time)
    {
        int reward = Number(started.Index);
        ulong finish = Seconds(started.Finish);
        UInt256 before = Model.Left(reward, time);
        UInt256 funded = started.Amount >= before ? started.Amount - before : UInt256.Zero;
        Expect(entry, $"period of reward {reward}", Model.Fund(reward, funded, finish >= time ? finish - time : 0, time));
        _fundings.Add(new StakingFunding(reward, funded, started.Amount, At(time), At(finish), entry.BlockNumber, entry.TransactionHash));
    }

    private void Reclaim(Log entry, StakingPool.ReclaimedEvent reclaimed, ulong time)
    {
        int reward = Number(reclaimed.Index);
        Expect(entry, $"reward {reward} that nobody earned", Model.Reclaim(reward, time, out UInt256 unearned));
        Expect(entry, $"reward {reward} that nobody earned", unearned, reclaimed.Amount);
        _payments.Add(new StakingPayment(reclaimed.To, null, reward, reclaimed.Amount, entry.BlockNumber, At(time), entry.TransactionHash));
    }

    private void Move(NftStakingPool.NftMovedEvent moved)
    {
        if (moved.Account.IsZero)
            _nfts.Remove(moved.Id);
        else
            _nfts[moved.Id] = moved.Account;
    }

    private void Expect(Log entry, string what, StakingRefusal refusal)
    {
        if (refusal != StakingRefusal.None)
            _differences.Add(($"{what} in {entry.TransactionHash}", "possible", $"refused by the model: {refusal}"));
    }

    private void Expect(Log entry, string what, UInt256 expected, UInt256 found)
    {
        if (expected != found)
            _differences.Add(($"{what} in {entry.TransactionHash}", expected.ToString(), found.ToString()));
    }

    private static int Number(UInt256 value) => value <= (UInt256)int.MaxValue ? (int)value : int.MaxValue;

    private static ulong Seconds(UInt256 value) => value <= (UInt256)LastSecond ? (ulong)value : LastSecond;

    private static DateTimeOffset At(ulong seconds) => DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, LastSecond));
}
