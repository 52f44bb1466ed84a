using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Finds the transactions that carried a launch out, from the events that they left.</summary>
/// <remarks>The deployments of the factories and the payout contract leave no event and may be anybody's: they are not among them.</remarks>
internal sealed class LaunchTransactions(EthereumClient client, ContractLogs logs)
{
    public async Task<IReadOnlyList<TransactionFacts>> FindAsync(
        Blueprint blueprint, IReadOnlyDictionary<Hash32, PayoutFacts> payouts, CancellationToken cancellationToken)
    {
        var titles = new Dictionary<Hash32, (string Step, string Title)>();
        foreach (TokenBlueprint token in blueprint.Tokens.Where(t => t.Parameters is not null))
        {
            await AddAsync(titles, PlanSteps.CreateId(token), $"Create {token.Symbol}", blueprint.Factory, [[TokenFactory.TokenCreatedEvent.Topic], [Word(token.Address)]], null, cancellationToken);
            for (int table = 0; table < token.Tables.Count; table++)
            {
                await AddAsync(titles, PlanSteps.TableId(token, table), $"Give {token.Symbol} to its first holders, table {table + 1} of {token.Tables.Count}", token.Address,
                    [[GenesisToken.TableAddedEvent.Topic], [new Hash32(((UInt256)(ulong)table).ToBigEndian())]], null, cancellationToken);
            }
        }

        foreach (SiteBlueprint site in blueprint.Sites)
        {
            await AddAsync(titles, $"{site.Spec.Path}/link", $"Link {site.Spec.Site} to {site.Token.Symbol}", blueprint.Registry,
                [[SiteRegistry.TokenLinkedEvent.Topic], [site.Spec.Site.Id], [Word(blueprint.Operator)], [Word(site.Token.Address)]], null, cancellationToken);
        }

        if (blueprint.Sites.Count > 0)
            await AddAsync(titles, "contracts/site-registry", "Deploy the site registry", blueprint.Registry, [[SiteRegistry.OwnershipTransferredEvent.Topic], [Hash32.Zero]], null, cancellationToken);
        foreach (VestingBlueprint vesting in blueprint.Vesting)
        {
            Dictionary<Hash32, (string Step, string Title)> steps = StepsOf(vesting);
            foreach (Hash32[] ids in steps.Keys.Chunk(500))
            {
                foreach (Log entry in await logs.ReadAsync(Deployments.VestingVaultAddress, [[VestingVault.ScheduleOpenedEvent.Topic], ids], cancellationToken: cancellationToken))
                    titles.TryAdd(entry.TransactionHash, steps[entry.Topics[1]]);
            }
        }

        foreach (DropBlueprint drop in blueprint.Drops.Where(d => !d.Spec.Inside))
        {
            await AddAsync(titles, PlanSteps.OpenId(drop), $"Create, fund and open drop {drop.Spec.Key}", blueprint.DropFactory,
                [[DropFactory.MerkleDropCreatedEvent.Topic], [Word(drop.Address)]], null, cancellationToken);
        }

        foreach (VoucherBlueprint voucher in blueprint.Vouchers)
        {
            await AddAsync(titles, PlanSteps.OpenId(voucher), $"Create and fund vouchers {voucher.Spec.Key}", blueprint.DropFactory,
                [[DropFactory.VoucherDropCreatedEvent.Topic], [Word(voucher.Address)]], null, cancellationToken);
        }

        foreach (ProgrammeBlueprint programme in blueprint.Programmes)
        {
            await AddAsync(titles, PlanSteps.OpenId(programme), $"Create and fund programme {programme.Spec.Key}", blueprint.DropFactory,
                [[DropFactory.CumulativeDropCreatedEvent.Topic], [Word(programme.Address)]], null, cancellationToken);
        }

        foreach (PoolBlueprint pool in blueprint.Pools)
        {
            await AddAsync(titles, PoolSteps.OpenId(pool), $"Open pool {pool.Spec.Key} at {PoolTexts.Price(pool)}", Deployments.PoolOpenerAddress,
                [[PoolOpener.PoolOpenedEvent.Topic], [pool.Id]], null, cancellationToken);
        }

        foreach (StakingBlueprint pool in blueprint.Staking)
        {
            Hash32 created = pool.Spec.Nfts ? StakingFactory.NftStakingPoolCreatedEvent.Topic : StakingFactory.StakingPoolCreatedEvent.Topic;
            await AddAsync(titles, StakingSteps.OpenId(pool), $"Create and fund staking pool {pool.Spec.Key}", StakingSteps.Taker.Address, [[created], [Word(pool.Address)]], null, cancellationToken);
        }

        foreach (PayoutBlueprint payout in blueprint.Payouts)
        {
            foreach (PaidBatch batch in payouts[payout.Run].Batches.Values)
                titles.TryAdd(batch.Transaction, ($"{payout.Spec.Path}/batch-{batch.Number}", $"Pay {payout.Spec.Key}, batch {batch.Number + 1} of {payout.Batches.Count}"));
        }

        foreach (NftPayoutBlueprint payout in blueprint.NftPayouts)
        {
            foreach (PaidNftBatch batch in await PaidNftBatch.ReadAsync(blueprint, payout.Run, logs, cancellationToken))
                titles.TryAdd(batch.Transaction, ($"{payout.Spec.Path}/batch-{batch.Number}", $"Send {payout.Spec.Key}, batch {batch.Number + 1} of {payout.Batches.Count}"));
        }

        // Last: some tokens also emit an approval when an allowance is used, and a transaction keeps the first title that it gets.
        foreach (EscrowBlueprint escrow in blueprint.Escrows.DistinctBy(e => e.ApproveId))
        {
            await AddAsync(titles, escrow.ApproveId, $"Let {escrow.Taker.Name} take {escrow.Token.Symbol} into escrow", escrow.Token.Address,
                [[Erc20.ApprovalEvent.Topic], [Word(blueprint.Operator)], [Word(escrow.Taker.Address)]], escrow.Taker.Address, cancellationToken);
        }

        foreach (VestingBlueprint vesting in blueprint.Vesting.Where(v => v.Source == VestingSource.Operator).DistinctBy(v => v.Token.Address))
        {
            await AddAsync(titles, VestingSteps.ApproveId(vesting.Token), $"Let the vault of vesting schedules take {vesting.Token.Symbol}", vesting.Token.Address,
                [[Erc20.ApprovalEvent.Topic], [Word(blueprint.Operator)], [Word(Deployments.VestingVaultAddress)]], Deployments.VestingVaultAddress, cancellationToken);
        }

        foreach (PayoutBlueprint payout in blueprint.Payouts.Where(p => !p.IsNative).DistinctBy(p => p.Token.Address))
        {
            await AddAsync(titles, PlanSteps.ApprovePayoutsId(payout.Token), $"Let the payout contract take {payout.Token.Symbol}", payout.Token.Address,
                [[Erc20.ApprovalEvent.Topic], [Word(blueprint.Operator)], [Word(blueprint.Payout)]], blueprint.Payout, cancellationToken);
        }

        Hash32[] hashes = [.. titles.Keys];
        IReadOnlyList<Receipt?> receipts = await client.GetReceiptsAsync(hashes, cancellationToken);
        return [.. receipts.OfType<Receipt>().OrderBy(r => r.BlockNumber).ThenBy(r => r.Logs.Count > 0 ? r.Logs[0].LogIndex : 0).Select(r => new TransactionFacts(titles[r.TransactionHash].Step, titles[r.TransactionHash].Title, r))];
    }

    /// <summary>By the ids of schedules: the step that opened them. Rows of drops are opened by those who claim.</summary>
    private static Dictionary<Hash32, (string Step, string Title)> StepsOf(VestingBlueprint vesting)
    {
        var steps = new Dictionary<Hash32, (string, string)>();
        if (vesting.Source == VestingSource.Genesis)
        {
            foreach ((int i, ScheduleBlueprint schedule) in vesting.Schedules.Index())
                steps[schedule.Id] = (VestingSteps.OpenId(vesting, i), $"Open the schedule of {schedule.Label ?? schedule.Schedule.Recipient.ToString()}");
        }
        else if (vesting.Source == VestingSource.Operator)
        {
            foreach ((int i, IReadOnlyList<ScheduleBlueprint> batch) in vesting.Batches.Index())
            {
                foreach (ScheduleBlueprint schedule in batch)
                    steps[schedule.Id] = (VestingSteps.CreateId(vesting, i), $"Vest {vesting.Spec.Key}, batch {i + 1} of {vesting.Batches.Count}");
            }
        }

        return steps;
    }

    private async Task AddAsync(
        Dictionary<Hash32, (string Step, string Title)> titles, string step, string title, Address contract, IReadOnlyList<IReadOnlyList<Hash32>> topics,
        Address? since, CancellationToken cancellationToken)
    {
        foreach (Log entry in await logs.ReadAsync(contract, topics, since, cancellationToken))
            titles.TryAdd(entry.TransactionHash, (step, title));
    }

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}
