using System.Text;
using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Core.Staking;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.Staking;

/// <summary>A call of somebody, and what it does to the model and the ledger of balances when it is mined at a time.</summary>
/// <param name="Who">Number of the local account; 0 is the pool's owner.</param>
/// <param name="Name">What it is, for messages.</param>
/// <param name="Data">Its calldata.</param>
/// <param name="Apply">Carries it out in the model.</param>
internal sealed record StakingCall(int Who, string Name, byte[] Data, Func<ulong, StakingRefusal> Apply);

/// <summary>A pool on a chain, its model, and a ledger of what everybody should have of each token.</summary>
internal sealed class StakingTrial
{
    private const ulong Gas = 1_500_000;
    private static readonly StakingTier[] Tiers = [new(0, 1), new(50, 3), new(0, 9_999)];

    private readonly ChainFixture _chain;
    private readonly Address[] _tokens;
    private readonly Address _pool;
    private readonly int[] _rewards;
    private readonly StakingModel _model;
    private readonly Dictionary<(int Token, Address Holder), UInt256> _ledger = [];

    private StakingTrial(ChainFixture chain, Address[] tokens, Address pool, int[] rewards, ulong cooldown)
    {
        _chain = chain;
        _tokens = tokens;
        _pool = pool;
        _rewards = rewards;
        _model = new StakingModel(Tiers, rewards.Length, cooldown);
    }

    /// <summary>Calls that the contract carried out.</summary>
    public int Done { get; private set; }

    /// <summary>Calls that it refused.</summary>
    public int Refused { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes the tokens and the pool. The first token is what is staked; when <paramref name="mixed"/>, it is the first reward too.</summary>
    public static async Task<StakingTrial> StartAsync(ChainFixture chain, bool mixed, int rewards, ulong cooldown, int stakers)
    {
        PrivateKeySigner owner = chain.Signer(0);
        await DeployAsync(chain, owner, Deployments.TokenFactoryAddress, TokenFactory.CreationCode());
        await DeployAsync(chain, owner, Deployments.StakingFactoryAddress, StakingFactory.CreationCode());
        var tokens = new Address[mixed ? rewards : rewards + 1];
        string name = $"{mixed}{rewards}{cooldown}";
        Hash32 salt = Keccak256.Hash(Encoding.UTF8.GetBytes(name));
        for (int i = 0; i < tokens.Length; i++)
        {
            var parameters = new TokenFactory.TokenParameters(TokenCode.Fixed, TokenCode.Direct, 18, owner.Address, UInt256.One << 125, UInt256.Zero, $"Token {name}{i}", $"T{i}", "", []);
            Assert.True((await chain.SendAsync(owner, Deployments.TokenFactoryAddress, new TokenFactory.CreateTokenCall(parameters, salt).Encode())).Status);
            tokens[i] = Deployments.TokenAddress(parameters, owner.Address, salt);
        }

        int[] rewardTokens = [.. Enumerable.Range(mixed ? 0 : 1, rewards)];
        var pool = new StakingFactory.StakingPoolParameters(tokens[0], owner.Address, [.. rewardTokens.Select(t => tokens[t])], [.. Tiers.Select(t => new StakingFactory.Tier(t.Lock, t.Weight))], cooldown, false, name);
        Receipt created = await chain.SendAsync(owner, Deployments.StakingFactoryAddress, new StakingFactory.CreateStakingPoolCall(pool, [], salt).Encode());
        Assert.True(created.Status);
        var trial = new StakingTrial(chain, tokens, Deployments.StakingPoolAddress(pool, false, [], owner.Address, salt), rewardTokens, cooldown);
        await trial.ProvideAsync(stakers);
        return trial;
    }

    /// <summary>A random call of an account, some of which nobody could carry out.</summary>
    public StakingCall Draw(Random random, int who)
    {
        Address account = LocalAccounts.Addresses[who];
        int tier = random.Next(12) == 0 ? Tiers.Length : random.Next(Tiers.Length);
        int reward = random.Next(15) == 0 ? _rewards.Length : random.Next(_rewards.Length);
        UInt256 amount = Amount(random);
        UInt256 staked = tier < Tiers.Length ? _model.StakeOf(account, tier, _model.UpdatedAt).Amount : UInt256.Zero;
        UInt256 part = random.Next(6) == 0 ? amount : random.Next(3) == 0 ? staked : staked / (UInt256)(ulong)random.Next(1, 9);
        ulong duration = (ulong)random.Next(random.Next(10) == 0 ? 0 : 1, random.Next(2) == 0 ? 500 : 1_000_000);
        (UInt256 index, UInt256 at) = ((UInt256)reward, (UInt256)tier);
        return who == 0
            ? random.Next(4) > 0
                ? new StakingCall(who, $"fund {reward} {amount} {duration}", new StakingPool.FundCall(index, amount, (UInt256)duration).Encode(), t => Move(_model.Fund(reward, amount, duration, t), reward, account, _pool, amount))
                : new StakingCall(who, $"reclaim {reward}", new StakingPool.ReclaimCall(index, account).Encode(), t => Move(_model.Reclaim(reward, t, out UInt256 back), reward, _pool, account, back))
            : random.Next(10) switch
            {
                < 4 => new StakingCall(who, $"stake {amount} {tier}", new StakingPool.StakeCall(amount, at).Encode(), t => Move(_model.Stake(account, tier, amount, t), account, _pool, amount)),
                < 6 => new StakingCall(who, $"withdraw {part} {tier}", new StakingPool.WithdrawCall(part, at).Encode(), t => Release(_model.Withdraw(account, tier, part, t), account, part)),
                6 => new StakingCall(who, $"claim {tier}", new StakingPool.ClaimCall(at).Encode(), t => Pay(_model.Claim(account, tier, t, out IReadOnlyList<UInt256> paid), account, paid)),
                7 => new StakingCall(who, $"claim one {tier} {reward}", new StakingPool.ClaimOneCall(at, index).Encode(), t => Move(_model.ClaimOne(account, tier, reward, t, out UInt256 paid), reward, _pool, account, paid)),
                8 when random.Next(2) == 0 => new StakingCall(who, $"exit without rewards {tier}", new StakingPool.ExitWithoutRewardsCall(at).Encode(), t => Release(_model.ExitWithoutRewards(account, tier, t, out UInt256 all), account, all)),
                8 => new StakingCall(who, "collect", new StakingPool.CollectCall().Encode(), t => Move(_model.Collect(account, t, out UInt256 cooled), _pool, account, cooled)),
                _ => new StakingCall(who, $"exit {tier}", new StakingPool.ExitCall(at).Encode(), t => Exit(account, tier, t)),
            };
    }

    /// <summary>Sends the calls into one block, which comes so many seconds after the one before, and carries them out in the model.</summary>
    public async Task RunAsync(IReadOnlyList<StakingCall> calls, ulong seconds)
    {
        BlockHeader before = await HeadAsync();
        await _chain.Controls.SetAutomineAsync(false, Cancel);
        await _chain.Controls.SetNextBlockTimestampAsync(before.Timestamp + seconds, Cancel);
        var hashes = new List<Hash32>();
        for (int i = 0; i < calls.Count; i++)
            hashes.Add(await SendAsync(calls[i], (UInt256)(ulong)(100 - i) * UInt256.PowerOfTen(9))); // a block takes the highest tip first
        await _chain.Controls.MineAsync(cancellationToken: Cancel);
        await _chain.Controls.SetAutomineAsync(true, Cancel);
        for (int i = 0; i < calls.Count; i++)
        {
            Receipt receipt = await _chain.WaitAsync(hashes[i]);
            Assert.Equal(before.Number + 1, receipt.BlockNumber);
            StakingRefusal refusal = calls[i].Apply(before.Timestamp + seconds);
            Assert.True(receipt.Status == (refusal == StakingRefusal.None), $"{calls[i].Name} of {calls[i].Who}: the contract {(receipt.Status ? "carried it out" : "refused")}, the model says {refusal}");
            (Done, Refused) = receipt.Status ? (Done + 1, Refused) : (Done, Refused + 1);
        }
    }

    /// <summary>Compares all that anybody has, in the pool and out of it.</summary>
    public async Task CompareAsync(int stakers)
    {
        BlockHeader head = await HeadAsync();
        Address[] everybody = [_pool, .. LocalAccounts.Addresses.Take(stakers + 1)];
        for (int token = 0; token < _tokens.Length; token++)
        {
            foreach (Address holder in everybody)
                Assert.Equal(_ledger.GetValueOrDefault((token, holder)), await CallAsync(_tokens[token], new Erc20.BalanceOfCall(holder), head));
        }

        StakingPool.TotalsResult totals = await CallAsync(_pool, new StakingPool.TotalsCall(), head);
        Assert.Equal(_model.Shares, totals.Shares);
        for (int i = 0; i < _rewards.Length; i++)
        {
            StakingPool.RewardOfResult found = await CallAsync(_pool, new StakingPool.RewardOfCall((UInt256)i), head);
            StakingRewardState expected = _model.RewardOf(i, head.Timestamp);
            Assert.Equal((expected.Period.Amount, (UInt256)expected.Period.Duration, (UInt256)expected.Period.Finish), (found.Amount, found.Duration, found.Finish));
            Assert.Equal((expected.PerShare, expected.Unearned), (found.PerShare, found.Unearned));
        }

        foreach (Address staker in everybody.Skip(2))
        {
            StakingPool.CoolingOfResult cooling = await CallAsync(_pool, new StakingPool.CoolingOfCall(staker), head);
            Assert.Equal((_model.CoolingOf(staker).Amount, (UInt256)_model.CoolingOf(staker).ReadyAt), (cooling.Amount, cooling.ReadyAt));
            for (int tier = 0; tier < Tiers.Length; tier++)
            {
                StakingPosition expected = _model.StakeOf(staker, tier, head.Timestamp);
                StakingPool.StakeOfResult found = await CallAsync(_pool, new StakingPool.StakeOfCall(staker, (UInt256)tier), head);
                Assert.Equal((expected.Amount, (UInt256)expected.LockedUntil), (found.Amount, found.LockedUntil));
                Assert.Equal(expected.Claimable, found.Claimable);
            }
        }
    }

    private static async Task DeployAsync(ChainFixture chain, ISigner signer, Address address, byte[] code)
    {
        if ((await chain.Client.GetCodeAsync(address, cancellationToken: Cancel)).Length == 0)
            Assert.True((await chain.SendAsync(signer, Create2.CanonicalDeployer, Create2.DeployCalldata(Hash32.Zero, code))).Status);
    }

    // From one unit to almost all that the contract takes, and now and then nothing.
    private static UInt256 Amount(Random random) => random.Next(25) == 0 ? UInt256.Zero : (UInt256)(ulong)random.Next(1, 1_000) << random.Next(random.Next(3) == 0 ? 90 : 40);

    private async Task ProvideAsync(int stakers)
    {
        for (int token = 0; token < _tokens.Length; token++)
        {
            UInt256 rest = UInt256.One << 125;
            await _chain.SendAsync(_chain.Signer(0), _tokens[token], new Erc20.ApproveCall(_pool, UInt256.MaxValue).Encode());
            for (int i = 1; token == 0 && i <= stakers; i++)
            {
                UInt256 share = UInt256.One << 110;
                await _chain.SendAsync(_chain.Signer(0), _tokens[token], new Erc20.TransferCall(LocalAccounts.Addresses[i], share).Encode());
                await _chain.SendAsync(_chain.Signer(i), _tokens[token], new Erc20.ApproveCall(_pool, UInt256.MaxValue).Encode());
                _ledger[(token, LocalAccounts.Addresses[i])] = share;
                rest -= share;
            }

            _ledger[(token, LocalAccounts.Addresses[0])] = rest;
        }
    }

    private async Task<Hash32> SendAsync(StakingCall call, UInt256 tip)
    {
        PrivateKeySigner signer = _chain.Signer(call.Who);
        var transaction = new Eip1559Transaction
        {
            ChainId = _chain.ChainId,
            Nonce = await _chain.Client.GetTransactionCountAsync(signer.Address, BlockTag.Latest, Cancel),
            GasLimit = Gas,
            To = _pool,
            Data = call.Data,
            MaxFeePerGas = UInt256.PowerOfTen(12),
            MaxPriorityFeePerGas = tip,
        };
        return await _chain.Client.SendRawTransactionAsync((await signer.SignTransactionAsync(transaction, Cancel)).Raw, Cancel);
    }

    private async Task<BlockHeader> HeadAsync() => await _chain.Client.GetBlockAsync(BlockTag.Latest, Cancel) ?? throw new InvalidOperationException("the chain has no block");

    private Task<T> CallAsync<T>(Address to, IContractCall<T> call, BlockHeader at) => _chain.Client.CallAsync(to, call, at.Number, Cancel);

    private StakingRefusal Exit(Address account, int tier, ulong time)
    {
        StakingRefusal refusal = _model.Exit(account, tier, time, out UInt256 amount, out IReadOnlyList<UInt256> paid);
        return Pay(Release(refusal, account, amount), account, paid);
    }

    /// <summary>A stake leaves the pool at once, or stays in it to cool down.</summary>
    private StakingRefusal Release(StakingRefusal refusal, Address account, UInt256 amount) =>
        Move(refusal, _pool, account, _model.CoolingOf(account).Amount.IsZero ? amount : UInt256.Zero);

    private StakingRefusal Pay(StakingRefusal refusal, Address account, IReadOnlyList<UInt256> paid)
    {
        for (int i = 0; i < paid.Count; i++)
            Move(refusal, i, _pool, account, paid[i]);
        return refusal;
    }

    private StakingRefusal Move(StakingRefusal refusal, int reward, Address from, Address to, UInt256 amount) =>
        refusal == StakingRefusal.None ? Move(_rewards[reward], from, to, amount) : refusal;

    private StakingRefusal Move(StakingRefusal refusal, Address from, Address to, UInt256 amount) => refusal == StakingRefusal.None ? Move(0, from, to, amount) : refusal;

    private StakingRefusal Move(int token, Address from, Address to, UInt256 amount)
    {
        _ledger[(token, from)] = _ledger.GetValueOrDefault((token, from)) - amount;
        _ledger[(token, to)] = _ledger.GetValueOrDefault((token, to)) + amount;
        return StakingRefusal.None;
    }
}
