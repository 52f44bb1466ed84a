using Bursar.App.Indexing;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>
/// Finds what the same resources left on the chain under other inputs. A token, a drop or a payout that was edited after it was carried out
/// would otherwise be carried out a second time, because its address follows from its content.
/// </summary>
public sealed class PriorEffects(EthereumClient client)
{
    /// <summary>A fault for each resource that the chain already holds in another form.</summary>
    public async Task<IReadOnlyList<Fault>> FindAsync(Blueprint blueprint, CancellationToken cancellationToken = default)
    {
        var faults = new List<Fault>();
        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        var logs = new ContractLogs(client, head);
        foreach (TokenBlueprint token in blueprint.Tokens.Where(t => t.Parameters is not null))
        {
            if (await OtherTokenAsync(blueprint, token, logs, cancellationToken) is { } other)
            {
                faults.Add(new Fault("plan.token-changed", $"{token.Spec.Path} was created at {other} with other parameters; it would now become a second token at {token.Address}.",
                    token.Spec.Path, "Restore the parameters, or give the new token another key.")
                { Kind = FaultKind.Refused }.At(token.Spec.Position));
            }
        }

        foreach (DropBlueprint drop in blueprint.Drops.Where(d => !d.Spec.Inside))
        {
            if (await OtherDropAsync(blueprint, drop, head, cancellationToken) is { } other)
            {
                faults.Add(new Fault("plan.drop-changed", $"{drop.Spec.Path} was opened at {other.Address} with root {other.Parameters.Root}; now its root would be {drop.Tree.Root}.",
                    drop.Spec.Path, "Restore the list and the settings, or give the new drop another key.")
                { Kind = FaultKind.Refused }.At(drop.Spec.Position));
            }
        }

        faults.AddRange(await new PriorSchedules(logs).FindAsync(blueprint, cancellationToken));
        foreach (VoucherBlueprint voucher in blueprint.Vouchers)
        {
            if (await OtherAsync(blueprint, voucher.Salt, voucher.Address, head, cancellationToken) is { } other)
            {
                faults.Add(new Fault("plan.vouchers-changed", $"{voucher.Spec.Path} was made at {other} with other settings; now it would be at {voucher.Address}.",
                    voucher.Spec.Path, "Restore the settings, or give the new vouchers another key.")
                { Kind = FaultKind.Refused }.At(voucher.Spec.Position));
            }
        }

        foreach (ProgrammeBlueprint programme in blueprint.Programmes)
        {
            if (await OtherAsync(blueprint, programme.Salt, programme.Address, head, cancellationToken) is { } other)
            {
                faults.Add(new Fault("plan.programme-changed", $"{programme.Spec.Path} was made at {other} with other settings; now it would be at {programme.Address}.",
                    programme.Spec.Path, "Restore the settings, or give the new programme another key.")
                { Kind = FaultKind.Refused }.At(programme.Spec.Position));
            }
        }

        faults.AddRange(await new PriorPools(client).FindAsync(blueprint, head, cancellationToken));
        foreach (StakingBlueprint pool in blueprint.Staking)
        {
            if (await OtherPoolAsync(blueprint, pool, head, cancellationToken) is { } other)
            {
                faults.Add(new Fault("plan.staking-changed", $"{pool.Spec.Path} was made at {other} with other settings or periods; now it would be at {pool.Address}.",
                    pool.Spec.Path, "Restore the settings, or give the new pool another key. A further period of a pool that exists is funded by its owner.")
                { Kind = FaultKind.Refused }.At(pool.Spec.Position));
            }
        }

        foreach (NftPayoutBlueprint payout in blueprint.NftPayouts)
        {
            foreach (PaidNftBatch batch in (await PaidNftBatch.ReadAsync(blueprint, payout.Run, logs, cancellationToken)).Where(b => !b.Fits(payout)))
                faults.Add(NftsChanged(payout.Spec.Path, batch, payout.Spec.Position));
            if ((await PaidBatchesAsync(blueprint, payout.Run, logs, cancellationToken)).Values.FirstOrDefault() is { } tokens)
            {
                faults.Add(new Fault("plan.payout-changed", $"batch {tokens.Number} of {payout.Spec.Path} paid {tokens.Token} in {tokens.Transaction}; now it would send NFTs.",
                    payout.Spec.Path, "Restore the payout, or give the new one another key.")
                { Kind = FaultKind.Refused }.At(payout.Spec.Position));
            }
        }

        foreach (PayoutBlueprint payout in blueprint.Payouts)
        {
            foreach (PaidNftBatch nfts in await PaidNftBatch.ReadAsync(blueprint, payout.Run, logs, cancellationToken))
                faults.Add(NftsChanged(payout.Spec.Path, nfts, payout.Spec.Position));
            IReadOnlyDictionary<int, PaidBatch> paid = await PaidBatchesAsync(blueprint, payout, logs, cancellationToken);
            foreach (PaidBatch batch in paid.Values.Where(p => !p.Fits(payout)).OrderBy(p => p.Number))
            {
                faults.Add(new Fault("plan.payout-changed", $"batch {batch.Number} of {payout.Spec.Path} was paid with other rows in {batch.Transaction}.",
                    payout.Spec.Path, "Restore the list and the batch size, or give the new payout another key. 'bursar verify' names the rows.")
                { Kind = FaultKind.Refused }.At(payout.Spec.Position));
            }
        }

        return faults;
    }

    /// <summary>A token that the operator created with this token's salt and other parameters.</summary>
    public async Task<Address?> OtherTokenAsync(Blueprint blueprint, TokenBlueprint token, ContractLogs logs, CancellationToken cancellationToken = default)
    {
        // Either factory may have made it: a list can have come inside the token, or left it.
        foreach (Address factory in (Address[])[blueprint.Factory, blueprint.ClaimableFactory])
        {
            foreach (Log log in await logs.ReadAsync(factory, [[TokenFactory.TokenCreatedEvent.Topic], [], [], [Topic(blueprint.Operator)]], cancellationToken: cancellationToken))
            {
                if (TokenFactory.TokenCreatedEvent.TryDecode(log.Topics, log.Data, out TokenFactory.TokenCreatedEvent created)
                    && created.Salt == token.Salt && created.Token != token.Address)
                    return created.Token;
            }
        }

        return null;
    }

    /// <summary>The drop that the operator made under this drop's salt with other parameters.</summary>
    public async Task<OpenedDrop?> OtherDropAsync(Blueprint blueprint, DropBlueprint drop, ulong head, CancellationToken cancellationToken = default)
    {
        return await OtherAsync(blueprint, drop.Salt, drop.Address, head, cancellationToken) is { } other
            ? new OpenedDrop(other, await client.CallAsync(other, new MerkleDrop.ParametersCall(), head, cancellationToken))
            : null;
    }

    /// <summary>What the operator made in the factory of drops under a salt, when it is not at <paramref name="expected"/>.</summary>
    public async Task<Address?> OtherAsync(Blueprint blueprint, Hash32 salt, Address expected, ulong head, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        if ((await client.GetCodeAsync(blueprint.DropFactory, head, cancellationToken)).Length == 0)
            return null;
        Address other = await client.CallAsync(blueprint.DropFactory, new DropFactory.DropOfCall(blueprint.Operator, salt), head, cancellationToken);
        return other.IsZero || other == expected ? null : other;
    }

    /// <summary>The staking pool that the operator made under this pool's salt with other settings.</summary>
    public async Task<Address?> OtherPoolAsync(Blueprint blueprint, StakingBlueprint pool, ulong head, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(pool);
        if ((await client.GetCodeAsync(Deployments.StakingFactoryAddress, head, cancellationToken)).Length == 0)
            return null;
        Address other = await client.CallAsync(Deployments.StakingFactoryAddress, new StakingFactory.PoolOfCall(blueprint.Operator, pool.Salt), head, cancellationToken);
        return other.IsZero || other == pool.Address ? null : other;
    }

    /// <summary>The batches of a payout's run that the chain holds as paid, by number.</summary>
    public Task<IReadOnlyDictionary<int, PaidBatch>> PaidBatchesAsync(Blueprint blueprint, PayoutBlueprint payout, ContractLogs logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return PaidBatchesAsync(blueprint, payout.Run, logs, cancellationToken);
    }

    private static Fault NftsChanged(string path, PaidNftBatch batch, SourcePosition position) =>
        new Fault("plan.payout-changed", $"batch {batch.Number} of {path} sent other NFTs in {batch.Transaction}.", path,
            "Restore the list and the batch size, or give the new payout another key. 'bursar verify' says more.")
        { Kind = FaultKind.Refused }.At(position);

    private static async Task<IReadOnlyDictionary<int, PaidBatch>> PaidBatchesAsync(Blueprint blueprint, Hash32 run, ContractLogs logs, CancellationToken cancellationToken)
    {
        var paid = new Dictionary<int, PaidBatch>();
        foreach (Log log in await logs.ReadAsync(blueprint.Payout, [[Payout.BatchPaidEvent.Topic], [Topic(blueprint.Operator)], [run]], cancellationToken: cancellationToken))
        {
            if (Payout.BatchPaidEvent.TryDecode(log.Topics, log.Data, out Payout.BatchPaidEvent e) && e.Batch <= (UInt256)int.MaxValue)
                paid[(int)e.Batch] = new PaidBatch((int)e.Batch, e.Token, (int)e.Count, e.Total, (int)e.Failed, e.RowsHash, log.TransactionHash, log.BlockNumber, log.BlockHash);
        }

        return paid;
    }

    private static Hash32 Topic(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}

/// <summary>A drop that is open on the chain.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Parameters">What it is.</param>
public sealed record OpenedDrop(Address Address, MerkleDrop.DropParameters Parameters);

/// <summary>A batch that the chain holds as paid.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="Token">The token that was paid.</param>
/// <param name="Count">Rows, failed ones included.</param>
/// <param name="Total">What reached recipients, in base units.</param>
/// <param name="Failed">Rows that were skipped because their transfer failed.</param>
/// <param name="RowsHash">Keccak-256 of the packed rows.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Block">Its block's number.</param>
/// <param name="BlockHash">Its block's hash.</param>
public sealed record PaidBatch(int Number, Address Token, int Count, UInt256 Total, int Failed, Hash32 RowsHash, Hash32 Transaction, ulong Block, Hash32 BlockHash)
{
    /// <summary>True when these are the rows and the token that <paramref name="payout"/> has under this number.</summary>
    public bool Fits(PayoutBlueprint payout) =>
        Number < payout.Batches.Count && payout.Batches[Number].RowsHash == RowsHash && Token == payout.Token.Address;
}
