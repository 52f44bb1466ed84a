using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Staking;

/// <summary>NFTs: each is approved for itself, and locked for itself.</summary>
public sealed partial class UseStaking
{
    /// <summary>Stakes NFTs: an approval of each, then the stake of all.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="ids">Their numbers, 1 to <see cref="MostNfts"/>.</param>
    /// <param name="tier">In which tier.</param>
    /// <param name="key">Names this stake; under one key it is made once.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedStake>> AddNftsAsync(
        Address pool, IReadOnlyList<UInt256> ids, int tier, string key, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (!(await ReadAsync(pool, cancellationToken)).TryGet(out StakingState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedStake>.Fail(faults);
        if (BadNfts(state, ids) is { } bad)
            return bad;
        if (await send.FindAsync(key, cancellationToken) is null)
        {
            if (WrongTier(state, tier) is { } wrong)
                return wrong;
            IReadOnlyList<CallOutcome<Address>> owners = await send.Client.TryCallManyAsync<Address>([.. ids.Select(id => new ContractCall<Address>(state.Token.Address, new Nft.OwnerOfCall(id)))], state.Block, cancellationToken);
            int foreign = owners.ToList().FindIndex(o => !o.IsOk || o.Value != send.Sender);
            if (foreign >= 0)
                return new Fault("stake.not-yours", $"NFT {ids[foreign]} of {state.Token.Address} is not {send.Sender}'s.", "--nft", "Name NFTs of the account that signs.") { Kind = FaultKind.Refused };
        }

        PlanStep[] approvals = [.. ids.Select(id => Step(state, state.Token.Address, $"stake-add/{key}/approve-{id}", $"Let {pool} take NFT {id}", new Erc20.ApproveCall(pool, id).Encode(), NftGas))];
        PlanStep stake = Step(state, pool, $"stake-add/{key}", $"Stake {ids.Count} NFTs", new NftStakingPool.StakeCall([.. ids], (UInt256)tier).Encode(), CallGas + (NftGas * 2 * (ulong)ids.Count)) with { After = [.. approvals.Select(a => a.Id)] };
        return await SendAsync(state, new SendOrder { Key = key, Steps = [.. approvals, stake] }, options, progress, cancellationToken);
    }

    /// <summary>Gives NFTs back: what they earned stays claimable, or is paid too.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="ids">Their numbers, 1 to <see cref="MostNfts"/>.</param>
    /// <param name="tier">Out of which tier; null for the only one in which the account has something.</param>
    /// <param name="claim">Whether all rewards of the tier are paid too (exit).</param>
    /// <param name="key">Names this withdrawal; under one key it is made once.</param>
    /// <param name="now">The present time; the chain's own is taken when that is later.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<UsedStake>> RemoveNftsAsync(
        Address pool, IReadOnlyList<UInt256> ids, int? tier, bool claim, string key, DateTimeOffset now, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (!(await ReadAsync(pool, cancellationToken)).TryGet(out StakingState? state, out IReadOnlyList<Fault> faults))
            return Result<UsedStake>.Fail(faults);
        if (BadNfts(state, ids) is { } bad)
            return bad;
        bool begun = await send.FindAsync(key, cancellationToken) is not null;
        if (!TierOf(state, tier, begun).TryGet(out int from, out faults))
            return Result<UsedStake>.Fail(faults);
        if (!begun && await CheckNftsAsync(state, ids, from, now, cancellationToken) is { } wrong)
            return wrong;
        byte[] data = claim ? new NftStakingPool.ExitCall([.. ids], (UInt256)from).Encode() : new NftStakingPool.WithdrawCall([.. ids], (UInt256)from).Encode();
        PlanStep step = Step(state, pool, $"stake-remove/{key}", $"Take {ids.Count} NFTs back", data, (CallGas * (ulong)(1 + state.Rewards.Count)) + (NftGas * (ulong)ids.Count));
        return await SendAsync(state, new SendOrder { Key = key, Steps = [step] }, options, progress, cancellationToken);
    }

    private async Task<Fault?> CheckNftsAsync(StakingState state, IReadOnlyList<UInt256> ids, int tier, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<NftStakingPool.ItemOfResult> items = await send.Client.CallManyAsync<NftStakingPool.ItemOfResult>(
            [.. ids.Select(id => new ContractCall<NftStakingPool.ItemOfResult>(state.Address, new NftStakingPool.ItemOfCall(id)))], state.Block, cancellationToken);
        for (int i = 0; i < ids.Count; i++)
        {
            if (items[i].Account != send.Sender || items[i].Tier != (UInt256)tier)
                return new Fault("stake.not-yours", $"NFT {ids[i]} is not staked by {send.Sender} in tier {tier} of {state.Address}.", "--nft", "'bursar stake show' tells who staked what.") { Kind = FaultKind.Refused };
            if ((UInt256)Time(state, now) < items[i].LockedUntil)
                return new Fault("stake.locked", $"NFT {ids[i]} is locked until {StakingFaults.Moment(items[i].LockedUntil)}.", null, "Come back then: nobody can release it earlier.") { Kind = FaultKind.Refused };
        }

        return null;
    }

    private static Fault? BadNfts(StakingState state, IReadOnlyList<UInt256> ids)
    {
        if (!state.Nfts)
            return new Fault("stake.of-tokens", $"{state.Address} takes {state.Token.Symbol ?? state.Token.Address.ToString()}, no NFTs.", "--nft", "Give an amount instead.") { Kind = FaultKind.Usage };
        return ids.Count is 0 or > MostNfts || ids.Distinct().Count() != ids.Count
            ? new Fault("stake.bad-nfts", $"{ids.Count} NFTs are named; 1 to {MostNfts} different ones can be at once.", "--nft", "Name each once, further ones in another call.") { Kind = FaultKind.Usage }
            : null;
    }
}
