using Bursar.App.Planning;
using Bursar.Core.Drops;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.App.Rehearsal;

/// <summary>What of a launch is to be tried out: every movement, still to come, of a token that the launch does not create.</summary>
internal static class TokenTrials
{
    private const int MostClaims = 500;
    private const int MostBatches = 100;
    private const ulong FreeRowGas = 1_000_000;
    private const ulong SkippedRowGas = 300_000; // as the contract gives it

    /// <summary>The trials of all steps that are not done.</summary>
    public static IEnumerable<TokenTrial> Of(Blueprint blueprint, IReadOnlySet<string> open)
    {
        foreach (DropBlueprint drop in blueprint.Drops.Where(d => d.Token.Spec is ExistingTokenSpec && open.Contains(PlanSteps.OpenId(d))))
        {
            yield return Escrow(blueprint, drop.Spec.Path, drop.Spec.Position, drop.Token, drop.Address, drop.List.Total) with
            {
                Rows = [.. Spread(drop.List.Count, MostClaims).Select(i => Row(drop.List, i))],
                RowsInAll = drop.List.Count,
                File = drop.List.FileName,
            };
        }

        foreach (VestingBlueprint vesting in blueprint.Vesting.Where(v => v.Token.Spec is ExistingTokenSpec && v.Source == VestingSource.Operator))
        {
            ScheduleBlueprint[] schedules = [.. vesting.Batches.SelectMany((b, i) => open.Contains(VestingSteps.CreateId(vesting, i)) ? b : [])];
            if (schedules.Length > 0)
            {
                UInt256 total = schedules.Aggregate(UInt256.Zero, (sum, s) => sum + s.Curve.Total);
                yield return Escrow(blueprint, vesting.Spec.Path, vesting.Spec.Position, vesting.Token, Contracts.Deployments.VestingVaultAddress, total) with
                {
                    Puller = Contracts.Deployments.VestingVaultAddress,
                    Rows = [.. Spread(schedules.Length, MostClaims).Select(i => new TrialRow(schedules[i].Schedule.Recipient, schedules[i].Curve.Total, 0))],
                    RowsInAll = schedules.Length,
                };
            }
        }

        foreach (VoucherBlueprint voucher in blueprint.Vouchers.Where(v => v.Token.Spec is ExistingTokenSpec && open.Contains(PlanSteps.OpenId(v))))
            yield return Escrow(blueprint, voucher.Spec.Path, voucher.Spec.Position, voucher.Token, voucher.Address, voucher.Parameters.Total);

        foreach (ProgrammeBlueprint programme in blueprint.Programmes.Where(p => open.Contains(PlanSteps.OpenId(p))))
        {
            for (int i = 0; i < programme.Tokens.Count; i++)
            {
                if (programme.Tokens[i].Spec is ExistingTokenSpec)
                    yield return Escrow(blueprint, programme.Spec.Path, programme.Spec.Position, programme.Tokens[i], programme.Address, programme.Escrow[i].Amount);
            }
        }

        foreach (PoolBlueprint pool in blueprint.Pools.Where(p => open.Contains(PoolSteps.OpenId(p))))
        {
            foreach (EscrowBlueprint fund in PoolSteps.Escrows(pool).Where(f => f.Token.Spec is ExistingTokenSpec))
                yield return Escrow(blueprint, pool.Spec.Path, pool.Spec.Position, fund.Token, fund.Holder, fund.Amount) with { Puller = PoolSteps.Taker.Address };
        }

        foreach (StakingBlueprint pool in blueprint.Staking.Where(s => open.Contains(StakingSteps.OpenId(s))))
        {
            for (int i = 0; i < pool.Rewards.Count; i++)
            {
                if (pool.Rewards[i].Spec is ExistingTokenSpec)
                {
                    yield return Escrow(blueprint, pool.Spec.Path, pool.Spec.Position, pool.Rewards[i], pool.Address, pool.Periods[i].Amount) with
                    {
                        Puller = StakingSteps.Taker.Address,
                    };
                }
            }
        }

        foreach (PayoutBlueprint payout in blueprint.Payouts.Where(p => p.Token.Spec is ExistingTokenSpec or NativeTokenSpec))
        {
            PayoutBatch[] batches = [.. payout.Batches.Where(b => open.Contains(PlanSteps.BatchId(payout, b)))];
            foreach (int i in Spread(batches.Length, MostBatches))
                yield return Batch(blueprint, payout, batches[i]);
        }
    }

    private static TokenTrial Escrow(Blueprint blueprint, string path, SourcePosition position, TokenBlueprint token, Address holder, UInt256 total) => new()
    {
        Path = path,
        Position = position,
        Token = token,
        Puller = blueprint.DropFactory,
        Holder = holder,
        Total = total,
        Rows = [new TrialRow(TokenProbe.Bystander, total, 0)],
        RowsInAll = 1,
        RowGas = FreeRowGas,
        RowsMustPass = false,
        IsPayout = false,
    };

    private static TokenTrial Batch(Blueprint blueprint, PayoutBlueprint payout, PayoutBatch batch) => new()
    {
        Path = payout.Spec.Path,
        Position = payout.Spec.Position,
        Token = payout.Token,
        Puller = blueprint.Payout,
        Holder = blueprint.Payout,
        Total = batch.Total,
        Rows = [.. Enumerable.Range(batch.FirstRow, batch.Count).Select(i => Row(payout.List, i))],
        RowsInAll = batch.Count,
        File = payout.List.FileName,
        RowGas = payout.IsNative || payout.Spec.OnFailure == RowFailurePolicy.Skip ? SkippedRowGas : FreeRowGas,
        RowsMustPass = payout.Spec.OnFailure == RowFailurePolicy.Revert,
        IsPayout = true,
    };

    private static TrialRow Row(RecipientList list, int row) => new(list.Rows[row].Account, list.Rows[row].Amount, list.LineOf(row));

    /// <summary>At most <paramref name="most"/> of the numbers below <paramref name="count"/>, evenly spread, the first among them.</summary>
    private static IEnumerable<int> Spread(int count, int most) =>
        Enumerable.Range(0, Math.Min(count, most)).Select(i => (int)((long)i * count / Math.Min(count, most)));
}
