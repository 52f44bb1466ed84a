using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Approval;
using Bursar.Core.Drops;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>Says what each step of a launch does, in the words of policies.</summary>
internal sealed class PlanMoves
{
    private readonly Dictionary<string, PlanMove> _moves = new(StringComparer.Ordinal);
    private readonly Blueprint _blueprint;

    public PlanMoves(Blueprint blueprint)
    {
        _blueprint = blueprint;
        foreach (TokenBlueprint token in blueprint.Tokens.Where(t => t.Parameters is not null))
            AddToken(token);
        foreach (PayoutBlueprint payout in blueprint.Payouts)
            AddPayout(payout);
        foreach (NftPayoutBlueprint payout in blueprint.NftPayouts)
            AddNfts(payout);
        foreach (DropBlueprint drop in blueprint.Drops.Where(d => !d.Spec.Inside))
            Add(Move(PlanSteps.OpenId(drop), MoveKind.Drop, drop.Token, drop.List.Total) with { Recipients = RowsOf(blueprint, drop), Holders = [drop.Spec.Owner, .. RevokersOf(drop)] });
        foreach (VoucherBlueprint voucher in blueprint.Vouchers)
            Add(Move(PlanSteps.OpenId(voucher), MoveKind.Vouchers, voucher.Token, voucher.Parameters.Total) with { Holders = [voucher.Spec.Owner] });
        foreach (VestingBlueprint vesting in blueprint.Vesting)
            AddVesting(vesting);
    }

    /// <summary>What a step does that the audit accepted: a move for each asset, at least one.</summary>
    public IEnumerable<PlanMove> Of(PlanStep step)
    {
        if (_moves.TryGetValue(step.Id, out PlanMove? known))
            return [known.Kind == MoveKind.Vesting ? Vested(step, known) : known];
        if (Escrowed(step.Id) is { Length: > 0 } escrow)
            return escrow;
        MoveKind kind = step.Id.StartsWith("contracts/", StringComparison.Ordinal) ? MoveKind.Deploy
            : step.Id.EndsWith("/link", StringComparison.Ordinal) ? MoveKind.Site
            : MoveKind.Allowance;
        return [new PlanMove { Step = step.Id, Kind = kind }];
    }

    /// <summary>Programmes, pools and staking pools, which may take several tokens in one step.</summary>
    private PlanMove[] Escrowed(string step)
    {
        if (_blueprint.Programmes.FirstOrDefault(p => PlanSteps.OpenId(p) == step) is { } programme)
            return Taken(step, MoveKind.Programme, programme.Spec.Owner);
        if (_blueprint.Staking.FirstOrDefault(s => StakingSteps.OpenId(s) == step) is { } staking)
            return Taken(step, MoveKind.Staking, staking.Spec.Owner);
        if (_blueprint.Pools.FirstOrDefault(p => PoolSteps.OpenId(p) == step) is not { } pool)
            return [];
        PlanMove[] tokens = Taken(step, MoveKind.Pool, pool.Opening.To);
        return pool.IsNative ? [.. tokens, Move(step, MoveKind.Pool, pool.Quote, pool.Opening.QuoteAmount)] : tokens;
    }

    private PlanMove[] Taken(string step, MoveKind kind, Address holder)
    {
        PlanMove[] taken = [.. _blueprint.Escrows.Where(e => e.Step == step).Select(e => Move(step, kind, e.Token, e.Amount) with { Holders = [holder] })];
        return taken.Length > 0 ? taken : [new PlanMove { Step = step, Kind = kind, Holders = [holder] }];
    }

    private void AddToken(TokenBlueprint token)
    {
        var spec = (CreatedTokenSpec)token.Spec;
        Dictionary<Address, Address> boxes = _blueprint.Vesting.Where(v => v.Source == VestingSource.Genesis && v.Token == token).SelectMany(v => v.Schedules).ToDictionary(v => v.Box, v => v.Schedule.Recipient);
        MoveRecipient[] holders = [.. token.Genesis.Where(g => g.To != token.Address).Select(g => new MoveRecipient(boxes.GetValueOrDefault(g.To, g.To), g.Amount))];
        DropBlueprint? inside = _blueprint.Drops.FirstOrDefault(d => d.Spec.Inside && d.Token == token);
        MoveRecipient[] claimers = inside is null ? [] : RowsOf(_blueprint, inside);
        var move = new PlanMove
        {
            Step = PlanSteps.CreateId(token),
            Kind = MoveKind.Token,
            Asset = new MovedAsset(token.Address),
            Amount = spec.Supply.BaseUnits,
            Symbol = token.Symbol,
            Decimals = spec.Decimals,
            Recipients = [.. holders, .. claimers],
            Holders = [token.Parameters!.Owner, .. inside is null ? (Address[])[] : [inside.Spec.Owner]],
        };
        Add(move);
        for (int table = 0; table < token.Tables.Count; table++)
            Add(new PlanMove { Step = PlanSteps.TableId(token, table), Kind = MoveKind.Token });
    }

    private void AddPayout(PayoutBlueprint payout)
    {
        foreach (PayoutBatch batch in payout.Batches)
        {
            Add(Move(PlanSteps.BatchId(payout, batch), MoveKind.Pay, payout.Token, batch.Total) with
            {
                Recipients = [.. Enumerable.Range(batch.FirstRow, batch.Count).Select(i => payout.List.Rows[i]).Select(r => new MoveRecipient(r.Account, r.Amount))],
            });
        }
    }

    private void AddNfts(NftPayoutBlueprint payout)
    {
        foreach (NftBatch batch in payout.Batches)
        {
            // Batches hold the rows in their order.
            Add(new PlanMove
            {
                Step = NftSteps.BatchId(payout, batch),
                Kind = MoveKind.Nft,
                Asset = new MovedAsset(payout.Spec.Collection),
                Amount = (UInt256)(ulong)batch.Count,
                Symbol = "NFTs",
                Recipients = [.. payout.List.Rows.Skip(batch.FirstRow).Take(batch.Count).GroupBy(r => r.Account).Select(g => new MoveRecipient(g.Key, (UInt256)(ulong)g.Count()))],
            });
        }
    }

    private void AddVesting(VestingBlueprint vesting)
    {
        for (int i = 0; i < vesting.Schedules.Count && vesting.Source == VestingSource.Genesis; i++)
            Add(new PlanMove { Step = VestingSteps.OpenId(vesting, i), Kind = MoveKind.Vesting, Recipients = [RowOf(vesting.Schedules[i])], Holders = HoldersOf(vesting.Schedules[i]) });
        for (int i = 0; i < vesting.Batches.Count && vesting.Source == VestingSource.Operator; i++)
            Add(Vested(VestingSteps.CreateId(vesting, i), vesting, vesting.Batches[i]));
    }

    private PlanMove Vested(PlanStep step, PlanMove all)
    {
        if (all.Asset is null || !VestingVault.CreateCall.TryDecode(step.Data, out VestingVault.CreateCall create))
            return all;
        HashSet<Hash32> given = [.. create.Schedules.Select(VestingKeys.IdOf)];
        VestingBlueprint vesting = _blueprint.Vesting.First(v => v.Source == VestingSource.Operator && v.Schedules.Any(s => given.Contains(s.Id)));
        return Vested(step.Id, vesting, [.. vesting.Schedules.Where(s => given.Contains(s.Id))]);
    }

    private static PlanMove Vested(string step, VestingBlueprint vesting, IReadOnlyList<ScheduleBlueprint> schedules) =>
        Move(step, MoveKind.Vesting, vesting.Token, schedules.Aggregate(UInt256.Zero, (sum, s) => sum + s.Curve.Total)) with
        {
            Recipients = [.. schedules.Select(RowOf)],
            Holders = [.. schedules.SelectMany(HoldersOf).Distinct()],
        };

    private IEnumerable<Address> RevokersOf(DropBlueprint drop) => _blueprint.Vesting.Where(v => v.Path == drop.Spec.Path).SelectMany(v => v.Schedules).SelectMany(HoldersOf).Distinct();

    private static MoveRecipient RowOf(ScheduleBlueprint schedule) => new(schedule.Schedule.Recipient, schedule.Curve.Total);

    private static Address[] HoldersOf(ScheduleBlueprint schedule) => schedule.Schedule.Revoker.IsZero ? [] : [schedule.Schedule.Revoker];

    /// <summary>The rows of a drop as its file has them: where they vest, the accounts behind the boxes.</summary>
    private static MoveRecipient[] RowsOf(Blueprint blueprint, DropBlueprint drop)
    {
        RecipientList list = blueprint.Loaded.VestedLists.GetValueOrDefault(drop.Spec.Path, drop.List);
        return [.. list.Rows.Select(r => new MoveRecipient(r.Account, r.Amount))];
    }

    private static PlanMove Move(string step, MoveKind kind, TokenBlueprint token, UInt256 amount) => new()
    {
        Step = step,
        Kind = kind,
        Asset = token.Spec is NativeTokenSpec ? MovedAsset.Native : new MovedAsset(token.Address),
        Amount = amount,
        Symbol = token.Symbol,
        Decimals = token.Spec.Decimals,
    };

    private void Add(PlanMove move) => _moves.Add(move.Step, move);
}
