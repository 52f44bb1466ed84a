using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.App.Staking;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Staking;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks a staking pool: its code, its first periods, every event against the model, every position at the last block, and that all that is owed is there.</summary>
internal sealed class StakingVerifier(EthereumClient client, ContractLogs logs, CheckLog log, BlockHeader head)
{
    private readonly EscrowChecks _escrow = new(client, logs, log);

    public async Task<StakingFacts> RunAsync(Blueprint blueprint, StakingBlueprint pool, CancellationToken cancellationToken)
    {
        string subject = pool.Spec.Path;
        if (!await IsThereAsync(blueprint, pool, cancellationToken))
            return StakingFacts.Missing;
        StakingHistory history = await StakingHistory.ReadAsync(client, logs, pool.Address, pool.Parameters, pool.Spec.Nfts, cancellationToken);
        for (int i = 0; i < pool.Periods.Count; i++)
        {
            StakingFunding? first = history.Fundings.FirstOrDefault(f => f.Reward == i);
            log.Equal(subject, $"first period of {pool.Rewards[i].Symbol}", PeriodText(pool.Periods[i].Amount, pool.Periods[i].Duration),
                first is null ? "none" : PeriodText(first.Funded, (UInt256)(long)(first.Finish - first.Starts).TotalSeconds));
        }

        log.Rows(subject, $"each of {history.Moves.Count} stakes and withdrawals and {history.Payments.Count} payments as the formulae give it", history.Differences);
        await CheckTotalsAsync(pool, history.Model, cancellationToken);
        IReadOnlyList<StakingPosition> positions = history.Model.PositionsAt(head.Timestamp);
        await CheckPositionsAsync(pool, positions, cancellationToken);
        UInt256 cooling = await CoolingAsync(pool, history, cancellationToken);
        StakingRewardState[] rewards = [.. Enumerable.Range(0, pool.Rewards.Count).Select(i => history.Model.RewardOf(i, head.Timestamp))];
        IReadOnlyList<Address> boxes = await CheckStakesAsync(pool, history, positions, cooling, cancellationToken);
        for (int i = 0; i < rewards.Length; i++)
            await CheckRewardAsync(pool, history, i, rewards[i], cooling, cancellationToken);
        UInt256? supply = await TokenText.TryCallAsync(client, pool.Token.Address, new Erc20.TotalSupplyCall(), logs.Head, cancellationToken);
        return new StakingFacts(
            true, history.Model.Staked, cooling, supply, [.. positions.Where(p => !p.Amount.IsZero || p.Claimable.Any(c => !c.IsZero))], rewards, history.Moves, history.Payments, history.Fundings)
        {
            Boxes = boxes,
        };
    }

    private async Task<bool> IsThereAsync(Blueprint blueprint, StakingBlueprint pool, CancellationToken cancellationToken)
    {
        string subject = pool.Spec.Path;
        byte[] code = await client.GetCodeAsync(pool.Address, logs.Head, cancellationToken);
        if (code.Length == 0)
        {
            Address? other = await new PriorEffects(client).OtherPoolAsync(blueprint, pool, logs.Head, cancellationToken);
            log.That(subject, "exists", ok: false, $"a staking pool at {pool.Address}", other is { } made ? $"one with other settings or periods at {made}" : "no code there");
            return false;
        }

        log.That(subject, "code", code.AsSpan().SequenceEqual(StakingPoolCode.Runtime(pool.Parameters, pool.Spec.Nfts)), "the code of a staking pool with these parameters", Keccak256.Hash(code).ToString());
        Address recorded = await client.CallAsync(StakingSteps.Taker.Address, new StakingFactory.PoolOfCall(blueprint.Operator, pool.Salt), logs.Head, cancellationToken);
        log.Equal(subject, "created and funded by the factory", pool.Address, recorded);
        return true;
    }

    private async Task CheckTotalsAsync(StakingBlueprint pool, StakingModel model, CancellationToken cancellationToken)
    {
        StakingPool.TotalsResult totals = await client.CallAsync(pool.Address, new StakingPool.TotalsCall(), logs.Head, cancellationToken);
        log.Equal(pool.Spec.Path, "shares in all", model.Shares, totals.Shares);
        for (int i = 0; i < pool.Rewards.Count; i++)
        {
            StakingPool.RewardOfResult found = await client.CallAsync(pool.Address, new StakingPool.RewardOfCall((UInt256)i), logs.Head, cancellationToken);
            StakingRewardState expected = model.RewardOf(i, head.Timestamp);
            log.Equal(pool.Spec.Path, $"{pool.Rewards[i].Symbol} per share, and what nobody earned", $"{expected.PerShare} / 2^128, {expected.Unearned}", $"{found.PerShare} / 2^128, {found.Unearned}");
            log.Equal(pool.Spec.Path, $"last period of {pool.Rewards[i].Symbol}", $"{PeriodText(expected.Period.Amount, expected.Period.Duration)} until {expected.Period.Finish}",
                $"{PeriodText(found.Amount, found.Duration)} until {found.Finish}");
        }
    }

    private async Task CheckPositionsAsync(StakingBlueprint pool, IReadOnlyList<StakingPosition> positions, CancellationToken cancellationToken)
    {
        string[] found = pool.Spec.Nfts
            ? [.. (await client.CallManyAsync<NftStakingPool.StakeOfResult>(
                [.. positions.Select(p => new ContractCall<NftStakingPool.StakeOfResult>(pool.Address, new NftStakingPool.StakeOfCall(p.Account, (UInt256)p.Tier)))], logs.Head, cancellationToken))
                .Select(f => PositionText(f.Count, 0, f.Claimable))]
            : [.. (await client.CallManyAsync<StakingPool.StakeOfResult>(
                [.. positions.Select(p => new ContractCall<StakingPool.StakeOfResult>(pool.Address, new StakingPool.StakeOfCall(p.Account, (UInt256)p.Tier)))], logs.Head, cancellationToken))
                .Select(f => PositionText(f.Amount, f.LockedUntil, f.Claimable))];
        log.Rows(pool.Spec.Path, $"{positions.Count} positions, and what they can claim", [.. positions.Zip(found)
            .Select(p => (Row: $"{p.First.Account}, tier {p.First.Tier}", Expected: PositionText(p.First.Amount, p.First.LockedUntil, p.First.Claimable), Found: p.Second))
            .Where(r => r.Expected != r.Found)]);
    }

    /// <summary>What left and was not collected: what was on its way after the last withdrawal, or nothing any more.</summary>
    private async Task<UInt256> CoolingAsync(StakingBlueprint pool, StakingHistory history, CancellationToken cancellationToken)
    {
        Address[] accounts = [.. history.Coolings.Keys];
        IReadOnlyList<StakingPool.CoolingOfResult> found = await client.CallManyAsync<StakingPool.CoolingOfResult>(
            [.. accounts.Select(a => new ContractCall<StakingPool.CoolingOfResult>(pool.Address, new StakingPool.CoolingOfCall(a)))], logs.Head, cancellationToken);
        if (accounts.Length > 0)
        {
            log.Rows(pool.Spec.Path, $"what {accounts.Length} accounts have on their way out", [.. accounts.Zip(found)
                .Where(p => !p.Second.Amount.IsZero && (p.Second.Amount, p.Second.ReadyAt) != (history.Coolings[p.First].Amount, (UInt256)history.Coolings[p.First].ReadyAt))
                .Select(p => ($"{p.First}", $"{history.Coolings[p.First].Amount} or nothing", p.Second.Amount.ToString()))]);
        }

        return found.Aggregate(UInt256.Zero, (sum, c) => sum + c.Amount);
    }

    /// <summary>All stakes are there: in the pool, or with votes in the boxes of their accounts.</summary>
    /// <returns>The boxes.</returns>
    private async Task<IReadOnlyList<Address>> CheckStakesAsync(StakingBlueprint pool, StakingHistory history, IReadOnlyList<StakingPosition> positions, UInt256 cooling, CancellationToken cancellationToken)
    {
        if (!pool.Spec.Votes)
        {
            UInt256 balance = await client.CallAsync(pool.Token.Address, new Erc20.BalanceOfCall(pool.Address), logs.Head, cancellationToken);
            UInt256 owed = history.Model.Staked + cooling;
            log.That(pool.Spec.Path, "all stakes are there", balance >= owed, $"at least {owed}", balance.ToString());
            return [];
        }

        (Address Account, UInt256 Amount)[] stakes = [.. positions.GroupBy(p => p.Account).Select(g => (g.Key, g.Aggregate(UInt256.Zero, (sum, p) => sum + p.Amount))).Where(s => !s.Item2.IsZero)];
        IReadOnlyList<Address> boxes = await client.CallManyAsync<Address>([.. stakes.Select(s => new ContractCall<Address>(pool.Address, new StakingPool.BoxOfCall(s.Account)))], logs.Head, cancellationToken);
        IReadOnlyList<UInt256> held = await client.CallManyAsync<UInt256>([.. boxes.Select(b => new ContractCall<UInt256>(pool.Token.Address, new Erc20.BalanceOfCall(b)))], logs.Head, cancellationToken);
        log.Rows(pool.Spec.Path, $"the stakes of {stakes.Length} accounts are in their boxes", [.. stakes.Zip(held).Where(p => p.Second < p.First.Amount)
            .Select(p => ($"{p.First.Account}", $"at least {p.First.Amount}", p.Second.ToString()))]);
        return boxes;
    }

    /// <summary>What left of a reward is what was paid, went back or was given back as stake, and what is owed is there.</summary>
    private async Task CheckRewardAsync(StakingBlueprint pool, StakingHistory history, int index, StakingRewardState reward, UInt256 cooling, CancellationToken cancellationToken)
    {
        TokenBlueprint token = pool.Rewards[index];
        bool mixed = token.Address == pool.Token.Address && !pool.Spec.Votes;
        UInt256 returned = mixed ? history.Moves.Where(m => !m.Came).Aggregate(UInt256.Zero, (sum, m) => sum + m.Amount) - cooling : UInt256.Zero;
        UInt256 came = mixed ? history.Moves.Where(m => m.Came).Aggregate(UInt256.Zero, (sum, m) => sum + m.Amount) : UInt256.Zero;
        UInt256 transferred = (await _escrow.OutgoingAsync(token.Address, pool.Address, cancellationToken)).Aggregate(UInt256.Zero, (sum, t) => sum + t.Transfer.Value);
        await _escrow.BalanceAsync(pool.Spec.Path, token.Symbol, token.Address, pool.Address, reward.Funded + came, reward.Paid + reward.Reclaimed + returned, transferred, cancellationToken);
    }

    private static string PeriodText(UInt256 amount, UInt256 duration) => $"{amount} in {duration} s";

    private static string PositionText(UInt256 amount, UInt256 lockedUntil, IReadOnlyList<UInt256> claimable) => $"{amount}, locked until {lockedUntil}, claimable {string.Join(" and ", claimable)}";
}
