using Bursar.App.Outbox;
using Bursar.App.Rehearsal;
using Bursar.App.Safes;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>Compares a launch with its chain and writes down what is missing, in order.</summary>
public sealed class PlanLaunch(EthereumClient client)
{
    /// <summary>Makes the plan; nothing is sent.</summary>
    /// <param name="loaded">The launch with its lists.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The plan with what a reviewer needs, or every reason why it cannot be carried out.</returns>
    public async Task<Result<PlannedLaunch>> RunAsync(LoadedLaunch loaded, CancellationToken cancellationToken = default)
    {
        await ChainGuard.RequireAsync(client, loaded.Network, cancellationToken);
        Blueprint blueprint = BlueprintBuilder.Build(loaded, await BursarsAsync(loaded.Launch, cancellationToken));
        await ChainGuard.RequireDeployerAsync(client, cancellationToken);
        var faults = new List<Fault>(await new PriorEffects(client).FindAsync(blueprint, cancellationToken));
        foreach (TokenBlueprint token in blueprint.Tokens.Where(t => t.Parameters is null))
            faults.AddRange(await CheckExistingAsync(token, cancellationToken));
        faults.AddRange(await new StakingGuard(client).CheckAsync(blueprint, cancellationToken));
        Result<IReadOnlyList<string>> safe = await SafeOfLaunch.StateAsync(client, loaded.Launch, cancellationToken);
        faults.AddRange(safe.Faults);
        if (faults.Count > 0)
            return Result<PlannedLaunch>.Fail(faults);

        IReadOnlyList<PlanStep> all = PlanSteps.All(blueprint);
        IReadOnlyList<bool> done = await StepChecks.AskAsync(client, [.. all.Select(s => s.Check)], BlockTag.Latest, cancellationToken);
        IReadOnlySet<Hash32> opened = await new OpenedSchedules(client).FindAsync(blueprint, cancellationToken);
        List<PlanStep> pending = await PendingAsync(blueprint, all, done, opened, cancellationToken);
        faults.AddRange(await CheckBalancesAsync(blueprint, pending, opened, cancellationToken));
        NftRehearsal nfts = await new RehearseNfts(client).RunAsync(blueprint, pending.Select(s => s.Id).ToHashSet(StringComparer.Ordinal), cancellationToken);
        faults.AddRange(nfts.Faults);
        if (faults.Count > 0)
            return Result<PlannedLaunch>.Fail(faults);
        RehearsedTokens rehearsed = await new RehearseTokens(client).RunAsync(blueprint, pending.Select(s => s.Id).ToHashSet(StringComparer.Ordinal), cancellationToken);
        if (rehearsed.Faults.Count > 0)
            return Result<PlannedLaunch>.Fail(rehearsed.Faults);
        pending = PlanSteps.WithResets(blueprint, pending, rehearsed.Resets);

        BlockHeader genesis = await client.GetBlockAsync(BlockTag.At(0UL), cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-genesis", "the node does not know the chain's first block", Hint: "Use a node that keeps the whole header chain.") { Kind = FaultKind.Refused });
        PlanReview review = PlanReview.Of(blueprint).With(rehearsed).With(nfts.Warnings).With(safe.Value).With(await PowersAsync(blueprint, cancellationToken));
        var plan = new Plan
        {
            Launch = loaded.Launch.Name,
            LaunchFile = Path.GetFileName(loaded.File),
            LaunchHash = loaded.Launch.Hash,
            Network = loaded.Network.Name,
            ChainId = loaded.Network.ChainId,
            Genesis = genesis.Hash,
            Operator = blueprint.Operator,
            Policy = loaded.Policy?.Policy.Hash,
            Lists = ListsOf(blueprint),
            Steps = pending,
            Warnings = review.Warnings,
        };
        FeeQuote fees = await client.GetFeesAsync(cancellationToken: cancellationToken);
        UInt256 l1Fee = await DataCost.OfAsync(client, loaded.Network, pending, fees, cancellationToken);
        UInt256 balance = await client.GetBalanceAsync(blueprint.Operator, BlockTag.Latest, cancellationToken);
        return new PlannedLaunch(plan, blueprint, review, all.Count - pending.Count, fees, l1Fee, balance);
    }

    private async Task<List<PlanStep>> PendingAsync(Blueprint blueprint, IReadOnlyList<PlanStep> all, IReadOnlyList<bool> done, IReadOnlySet<Hash32> opened, CancellationToken cancellationToken)
    {
        HashSet<string> open = [.. all.Where((_, i) => !done[i]).Select(s => s.Id)];
        // An allowance is only needed while what it pays for is still to come, and only as large as that.
        var fitted = new Dictionary<string, PlanStep>(StringComparer.Ordinal);
        foreach (VestingBlueprint vesting in blueprint.Vesting)
            Missing(vesting);
        foreach (IGrouping<Address, VestingBlueprint> group in blueprint.Vesting.Where(v => v.Source == VestingSource.Operator).GroupBy(v => v.Token.Address))
        {
            UInt256 sum = group.SelectMany(v => v.Schedules).Where(s => !opened.Contains(s.Id)).Aggregate(UInt256.Zero, (total, s) => total + s.Curve.Total);
            await FitAsync(VestingSteps.Approve(blueprint, group.First().Token, sum), sum);
        }

        foreach (IGrouping<string, EscrowBlueprint> group in blueprint.Escrows.GroupBy(e => e.ApproveId))
        {
            UInt256 sum = group.Where(e => open.Contains(e.Step)).Aggregate(UInt256.Zero, (total, escrow) => total + escrow.Amount);
            await FitAsync(PlanSteps.ApproveEscrow(blueprint, group.First(), sum), sum);
        }

        foreach (IGrouping<Address, PayoutBlueprint> group in blueprint.Payouts.Where(p => !p.IsNative).GroupBy(p => p.Token.Address))
        {
            TokenBlueprint token = group.First().Token;
            UInt256 sum = UInt256.Zero;
            foreach (PayoutBlueprint payout in group)
            {
                foreach (PayoutBatch batch in payout.Batches.Where(b => open.Contains(PlanSteps.BatchId(payout, b))))
                    sum += batch.Total;
            }

            await FitAsync(PlanSteps.ApprovePayouts(blueprint, token, sum), sum);
        }

        return [.. all.Where(s => open.Contains(s.Id)).Select(s => fitted.GetValueOrDefault(s.Id, s)).Select(s => s with { After = [.. s.After.Where(open.Contains)] })];

        // Of a batch only what is not open yet is opened: a list that grew since the last plan has moved the borders of its batches.
        void Missing(VestingBlueprint vesting)
        {
            for (int i = 0; i < vesting.Schedules.Count && vesting.Source == VestingSource.Genesis; i++)
            {
                if (opened.Contains(vesting.Schedules[i].Id))
                    open.Remove(VestingSteps.OpenId(vesting, i));
            }

            for (int i = 0; i < vesting.Batches.Count && vesting.Source == VestingSource.Operator; i++)
            {
                ScheduleBlueprint[] missing = [.. vesting.Batches[i].Where(s => !opened.Contains(s.Id))];
                string id = VestingSteps.CreateId(vesting, i);
                if (missing.Length == 0)
                    open.Remove(id);
                else
                    open.Add(id);
                if (missing.Length > 0)
                    fitted[id] = VestingSteps.Create(vesting, i, missing);
            }
        }

        async Task FitAsync(PlanStep approve, UInt256 sum)
        {
            fitted[approve.Id] = approve;
            bool enough = sum.IsZero || (await StepChecks.AskAsync(client, [approve.Check], BlockTag.Latest, cancellationToken))[0];
            if (enough)
                open.Remove(approve.Id);
            else
                open.Add(approve.Id);
        }
    }

    /// <summary>The existing tokens of a launch whose code is that of a token of Bursar. Such code cannot change.</summary>
    private async Task<HashSet<Address>> BursarsAsync(Launch launch, CancellationToken cancellationToken)
    {
        var bursars = new HashSet<Address>();
        foreach (ExistingTokenSpec token in launch.Tokens.OfType<ExistingTokenSpec>())
        {
            byte[] code = await client.GetCodeAsync(token.Address, BlockTag.Latest, cancellationToken);
            if (TokenCode.TryRead(code, out _) || ClaimableCode.TryRead(code, out _, out _, out _))
                bursars.Add(token.Address);
        }

        return bursars;
    }

    /// <summary>Who has which powers over the tokens that exist already, as far as it can be told.</summary>
    private async Task<Dictionary<Address, IReadOnlyList<string>>> PowersAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var powers = new Dictionary<Address, IReadOnlyList<string>>();
        foreach (TokenBlueprint token in blueprint.Tokens.Where(t => t.Parameters is null))
        {
            byte[] code = await client.GetCodeAsync(token.Address, BlockTag.Latest, cancellationToken);
            powers[token.Address] = await TokenPowers.OfAnyAsync(client, token.Address, code, BlockTag.Latest, cancellationToken);
        }

        return powers;
    }

    private async Task<IReadOnlyList<Fault>> CheckExistingAsync(TokenBlueprint token, CancellationToken cancellationToken)
    {
        if ((await client.GetCodeAsync(token.Address, BlockTag.Latest, cancellationToken)).Length == 0)
        {
            return [new Fault("plan.no-token", $"{token.Spec.Path} names {token.Address}, which is no contract on this chain.", token.Spec.Path, "Check the address and the network.")
                { Kind = FaultKind.Refused }.At(token.Spec.Position)];
        }

        byte? decimals = await TokenText.TryCallAsync(client, token.Address, new Erc20.DecimalsCall(), BlockTag.Latest, cancellationToken);
        if (decimals is null && token.Spec.Decimals != 0)
        {
            return [new Fault("token.no-decimals", $"{token.Spec.Path}: the contract at {token.Address} does not say how many decimals it has, but the launch file says {token.Spec.Decimals}.", token.Spec.Path,
                "Write 'decimals: 0' and count in its smallest unit, if it is a token at all.").At(token.Spec.Position)];
        }

        return (decimals ?? 0) == token.Spec.Decimals
            ? []
            : [new Fault("plan.wrong-decimals", $"{token.Spec.Path} has {decimals} decimals on the chain, but the launch file says {token.Spec.Decimals}.", token.Spec.Path, $"Write decimals: {decimals}.").At(token.Spec.Position)];
    }

    private async Task<IReadOnlyList<Fault>> CheckBalancesAsync(Blueprint blueprint, List<PlanStep> pending, IReadOnlySet<Hash32> opened, CancellationToken cancellationToken)
    {
        HashSet<string> open = [.. pending.Select(s => s.Id)];
        var faults = new List<Fault>();
        foreach (TokenBlueprint token in blueprint.Tokens.Concat(blueprint.Payouts.Where(p => p.IsNative).Select(p => p.Token).Concat(blueprint.Pools.Where(p => p.IsNative).Select(p => p.Quote)).Take(1)))
        {
            UInt256 need = UInt256.Zero;
            foreach (PoolBlueprint pool in blueprint.Pools.Where(p => p.IsNative && token.Spec is NativeTokenSpec && open.Contains(PoolSteps.OpenId(p))))
                need += pool.Opening.QuoteAmount;
            foreach (EscrowBlueprint escrow in blueprint.Escrows.Where(e => e.Token == token && open.Contains(e.Step)))
                need += escrow.Amount;
            foreach (ScheduleBlueprint schedule in blueprint.Vesting.Where(v => v.Token == token && v.Source == VestingSource.Operator).SelectMany(v => v.Schedules).Where(s => !opened.Contains(s.Id)))
                need += schedule.Curve.Total;
            foreach (PayoutBlueprint payout in blueprint.Payouts.Where(p => p.Token.Address == token.Address))
            {
                foreach (PayoutBatch batch in payout.Batches.Where(b => open.Contains(PlanSteps.BatchId(payout, b))))
                    need += batch.Total;
            }

            if (need.IsZero)
                continue;
            UInt256 have = open.Contains(PlanSteps.ReadyId(token))
                ? token.Genesis.Where(g => g.To == blueprint.Operator).Aggregate(UInt256.Zero, (sum, g) => sum + g.Amount)
                : token.Spec is NativeTokenSpec ? await client.GetBalanceAsync(blueprint.Operator, BlockTag.Latest, cancellationToken)
                : await client.CallAsync(token.Address, new Erc20.BalanceOfCall(blueprint.Operator), BlockTag.Latest, cancellationToken);
            if (have < need)
            {
                byte decimals = token.Spec.Decimals;
                faults.Add(new Fault("plan.insufficient-tokens",
                    $"the operator has {new Amount(have, decimals)} {token.Symbol}, but the launch needs {new Amount(need, decimals)}.",
                    token.Spec.Path, "Give the operator a larger genesis allocation, transfer tokens to it, or shorten the lists.")
                { Kind = FaultKind.Refused }.At(token.Spec.Position));
            }
        }

        return faults;
    }

    private static PlanList[] ListsOf(Blueprint blueprint) =>
    [
        .. blueprint.Loaded.VestingLists.Select(v => new PlanList(v.Key, blueprint.Loaded.Launch.Vesting.First(s => s.Path == v.Key).From!.Path, v.Value.Rows.Count, v.Value.Total, v.Value.Hash, null)),
        .. blueprint.Drops.Select(d => new PlanList(d.Spec.Path, d.Spec.List.Path, d.List.Count, d.List.Total, d.List.Hash, d.Tree.Root)),
        .. blueprint.Payouts.Select(p => new PlanList(p.Spec.Path, p.Spec.List.Path, p.List.Count, p.List.Total, p.List.Hash, null)),
        .. blueprint.NftPayouts.Select(p => new PlanList(p.Spec.Path, p.Spec.List.Path, p.List.Rows.Count, p.List.Total, p.List.Hash, null)),
    ];
}
