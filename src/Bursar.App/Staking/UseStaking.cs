using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Core.Staking;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Staking;

/// <summary>Stakes, takes stakes back, claims rewards and collects what has cooled down. Nothing is sent that the pool would refuse as it stands.</summary>
public sealed partial class UseStaking(SendSteps send)
{
    /// <summary>Most NFTs in one call.</summary>
    public const int MostNfts = 50;

    private const ulong CallGas = 180_000;
    private const ulong NftGas = 60_000;

    // For each reward: what accrued since the last block is written down, at worst in a new word.
    private const ulong AccrualGas = 25_000;

    /// <summary>Stakes tokens: by a permit in one transaction where the token takes permits, otherwise by an approval and the stake.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <param name="tier">In which tier.</param>
    /// <param name="key">Names this stake; under one key it is made once.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedStake>> AddAsync(
        Address pool, UInt256 amount, int tier, string key, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(pool, cancellationToken)).TryGet(out StakingState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedStake>.Fail(faults);
        if (state.Nfts)
            return OfNfts(state);
        string id = $"stake-add/{key}";
        IReadOnlyList<BegunStep>? begun = await send.FindAsync(key, cancellationToken);
        if (begun is null && await CheckAddAsync(state, amount, tier, cancellationToken) is { } wrong)
            return wrong;
        byte[] plain = new StakingPool.StakeCall(amount, (UInt256)tier).Encode();
        BegunStep? before = begun?.FirstOrDefault(s => s.Id == id);
        bool approves = begun is not null && begun.Any(s => s.Id == $"{id}/approve");
        byte[] data = plain;
        if (before?.Data is { } signed && IsThis(signed, amount, tier))
        {
            data = signed;
        }
        else if (!approves && before?.DataHash != Keccak256.Hash(plain) && (begun is not null || !await IsAllowedAsync(state, amount, cancellationToken)))
        {
            TokenPermit? permit = await new TokenPermits(send.Client).SignAsync(send.Signer, state.Token.Address, pool, amount, UInt256.MaxValue, cancellationToken);
            approves = permit is null;
            if (permit is not null)
                data = new StakingPool.StakeWithPermitCall(amount, (UInt256)tier, permit.Deadline, permit.V, permit.R, permit.S).Encode();
        }

        PlanStep stake = Step(state, pool, id, $"Stake {state.Token.Text(amount)}", data, CallGas);
        PlanStep approve = Step(state, state.Token.Address, $"{id}/approve", $"Let {pool} take {state.Token.Text(amount)}", new Erc20.ApproveCall(pool, amount).Encode(), CallGas);
        return await SendAsync(state, new SendOrder { Key = key, Steps = approves ? [approve, stake with { After = [approve.Id] }] : [stake] }, options, progress, cancellationToken);
    }

    /// <summary>Takes an amount out of a tier; what it earned stays claimable. With a cooldown it is collected later.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <param name="tier">Out of which tier; null for the only one in which the account has something.</param>
    /// <param name="key">Names this withdrawal; under one key it is made once.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedStake>> RemoveAsync(
        Address pool, UInt256 amount, int? tier, string key, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(pool, cancellationToken)).TryGet(out StakingState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedStake>.Fail(faults);
        if (state.Nfts)
            return OfNfts(state);
        bool begun = await send.FindAsync(key, cancellationToken) is not null;
        if (!TierOf(state, tier, begun).TryGet(out int from, out faults))
            return Result<UsedStake>.Fail(faults);
        if (!begun && CheckRemove(state, amount, from, now) is { } wrong)
            return wrong;
        PlanStep step = Step(state, pool, $"stake-remove/{key}", $"Take {state.Token.Text(amount)} back", new StakingPool.WithdrawCall(amount, (UInt256)from).Encode(), CallGas);
        return await SendAsync(state, new SendOrder { Key = key, Steps = [step] }, options, progress, cancellationToken);
    }

    /// <summary>Takes all out of a tier: with the rewards (exit), or in an emergency without them, calling no reward token.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="tier">Out of which tier; null for the only one in which the account has something.</param>
    /// <param name="emergency">Gives up what was earned there.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedStake>> ExitAsync(
        Address pool, int? tier, bool emergency, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(pool, cancellationToken)).TryGet(out StakingState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedStake>.Fail(faults);
        if (state.Nfts)
            return OfNfts(state);
        if (!TierOf(state, tier, false).TryGet(out int from, out faults))
            return Result<UsedStake>.Fail(faults);
        byte[] data = emergency ? new StakingPool.ExitWithoutRewardsCall((UInt256)from).Encode() : new StakingPool.ExitCall((UInt256)from).Encode();
        PlanStep step = Step(state, pool, $"stake-exit/{pool}/{from}", emergency ? "Take the stake back without its rewards" : "Take the stake back with its rewards", data, CallGas * (ulong)(1 + state.Rewards.Count));
        var order = new SendOrder { Steps = [step] };
        if (!await send.IsUnderWayAsync(order, cancellationToken) && CheckRemove(state, Mine(state, from).Amount, from, now) is { } wrong)
            return wrong;
        return await SendAsync(state, order, options, progress, cancellationToken);
    }

    /// <summary>Claims the rewards of a tier, or of every tier in which there is something to claim.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="tier">Of which tier; null for all.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedStake>> ClaimAsync(
        Address pool, int? tier = null, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(pool, cancellationToken)).TryGet(out StakingState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedStake>.Fail(faults);
        if (tier is { } named && WrongTier(state, named) is { } noTier)
            return noTier;
        PlanStep[] all = [.. Enumerable.Range(0, state.Parameters.Tiers.Count).Where(t => tier is null || t == tier).Select(t => Step(
            state, pool, $"stake-claim/{pool}/{t}", $"Claim the rewards of tier {t}", new StakingPool.ClaimCall((UInt256)t).Encode(), CallGas * (ulong)state.Rewards.Count))];
        PlanStep[] wanted = [.. all.Where((_, i) => Mine(state, tier ?? i).Claimable.Any(c => !c.IsZero))];
        var order = new SendOrder { Steps = wanted.Length > 0 ? wanted : all };
        if (wanted.Length == 0 && !await send.IsUnderWayAsync(order, cancellationToken))
            return new Fault("stake.nothing-to-claim", $"{send.Sender} has earned nothing in {pool} that it has not had.", null, "Rewards accrue while a funded period runs and something is staked; 'bursar stake show' tells both.") { Kind = FaultKind.Refused };
        return await SendAsync(state, order, options, progress, cancellationToken);
    }

    /// <summary>Collects what has cooled down.</summary>
    public async Task<Result<UsedStake>> CollectAsync(Address pool, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(pool, cancellationToken)).TryGet(out StakingState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedStake>.Fail(faults);
        if (state.Nfts)
            return OfNfts(state);
        var order = new SendOrder { Steps = [Step(state, pool, $"stake-collect/{pool}", "Collect what has cooled down", new StakingPool.CollectCall().Encode(), CallGas)] };
        if (!await send.IsUnderWayAsync(order, cancellationToken))
        {
            StakingPool.CoolingOfResult cooling = await send.Client.CallAsync(pool, new StakingPool.CoolingOfCall(send.Sender), state.Block, cancellationToken);
            if (cooling.Amount.IsZero)
                return new Fault("stake.nothing-to-collect", $"{send.Sender} has nothing on its way out of {pool}.", null, "'bursar stake remove' sends a stake on its way.") { Kind = FaultKind.Refused };
            if ((UInt256)Time(state, now) < cooling.ReadyAt)
                return new Fault("stake.cooling-down", $"{state.Token.Text(cooling.Amount)} can be collected at {StakingFaults.Moment(cooling.ReadyAt)}.", null, "Come back then; each further withdrawal begins the cooldown anew.") { Kind = FaultKind.Refused };
        }

        return await SendAsync(state, order, options, progress, cancellationToken);
    }

    private async Task<Result<StakingState>> ReadAsync(Address pool, CancellationToken cancellationToken)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        return await new ReadStakingPool(send.Client).RunAsync(pool, cancellationToken);
    }

    private async Task<Fault?> CheckAddAsync(StakingState state, UInt256 amount, int tier, CancellationToken cancellationToken)
    {
        if (WrongTier(state, tier) is { } wrong)
            return wrong;
        if (amount.IsZero || amount > StakingModel.MaxAmount)
            return StakingFaults.BadAmount(state.Token.Text(amount));
        UInt256 balance = await send.Client.CallAsync(state.Token.Address, new Erc20.BalanceOfCall(send.Sender), state.Block, cancellationToken);
        return balance >= amount ? null : new Fault("stake.insufficient-balance", $"{send.Sender} has {state.Token.Text(balance)}; {state.Token.Text(amount)} are to be staked.", "amount", "Stake less, or give the account more first.") { Kind = FaultKind.Refused };
    }

    private Fault? CheckRemove(StakingState state, UInt256 amount, int tier, DateTimeOffset now)
    {
        StakingPosition position = Mine(state, tier);
        if (position.Amount.IsZero)
            return new Fault("stake.nothing-staked", $"{send.Sender} has nothing staked in tier {tier} of {state.Address}.", "--tier", "'bursar stake show --account' tells what is staked where.") { Kind = FaultKind.Refused };
        if (amount.IsZero)
            return StakingFaults.BadAmount("0");
        if (amount > position.Amount)
            return new Fault("stake.more-than-staked", $"{state.Token.Text(position.Amount)} are staked in tier {tier}; {state.Token.Text(amount)} are wanted.", "amount", "Take less, or all with --all.") { Kind = FaultKind.Refused };
        return Time(state, now) < position.LockedUntil
            ? new Fault("stake.locked", $"the stake in tier {tier} is locked until {StakingFaults.Moment((UInt256)position.LockedUntil)}.", null, "Come back then: nobody can release it earlier.") { Kind = FaultKind.Refused }
            : null;
    }

    private async Task<bool> IsAllowedAsync(StakingState state, UInt256 amount, CancellationToken cancellationToken) =>
        await send.Client.CallAsync(state.Token.Address, new Erc20.AllowanceCall(send.Sender, state.Address), state.Block, cancellationToken) >= amount;

    private Result<int> TierOf(StakingState state, int? tier, bool begun)
    {
        if (tier is { } named)
            return WrongTier(state, named) is { } wrong ? wrong : named;
        int[] used = [.. state.Positions.Where(p => p.Account == send.Sender && !p.Amount.IsZero).Select(p => p.Tier)];
        return used.Length == 1 ? used[0]
            : used.Length == 0 || begun ? 0
            : new Fault("stake.which-tier", $"{send.Sender} has stakes in the tiers {string.Join(" and ", used)}.", "--tier", "Name one of them.") { Kind = FaultKind.Usage };
    }

    private StakingPosition Mine(StakingState state, int tier) => state.History.Model.StakeOf(send.Sender, tier, state.Time);

    private static Fault? WrongTier(StakingState state, int tier) => tier >= 0 && tier < state.Parameters.Tiers.Count ? null
        : new Fault("stake.no-such-tier", $"{state.Address} has no tier {tier}.", "--tier", $"Its tiers are 0 to {state.Parameters.Tiers.Count - 1}; 'bursar stake show' tells them.") { Kind = FaultKind.Usage };

    private static Fault OfNfts(StakingState state) =>
        new("stake.of-nfts", $"{state.Address} takes NFTs of {state.Token.Address}.", "amount", "Name them with --nft instead of an amount.") { Kind = FaultKind.Usage };

    private static bool IsThis(byte[] data, UInt256 amount, int tier) =>
        StakingPool.StakeWithPermitCall.TryDecode(data, out StakingPool.StakeWithPermitCall call) && call.Amount == amount && call.Tier == (UInt256)tier;

    private static ulong Time(StakingState state, DateTimeOffset now) => Math.Max(state.Time, (ulong)now.ToUnixTimeSeconds());

    private async Task<Result<UsedStake>> SendAsync(StakingState state, SendOrder order, OutboxOptions? options, IProgress<OutboxProgress>? progress, CancellationToken cancellationToken)
    {
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new UsedStake(state, outcome) : Result<UsedStake>.Fail(sent.Faults);
    }

    private static PlanStep Step(StakingState state, Address to, string id, string title, byte[] data, ulong gas) => new()
    {
        Id = id,
        Title = title,
        To = to,
        Data = data,
        Gas = gas + GasModel.Calldata(data),
        GasLater = to == state.Address ? AccrualGas * (ulong)state.Rewards.Count : 0,
        Check = StepCheck.JournalOnly(to),
    };
}

/// <summary>A staking pool after something was done with it.</summary>
/// <param name="Before">The pool before.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record UsedStake(StakingState Before, OutboxOutcome Outcome);
