using Bursar.App.Pools;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Planning;

/// <summary>What stands against the pools of a launch on its chain: they were opened in another form, the venue is not the one that was meant, or somebody was there first.</summary>
internal sealed class PriorPools(EthereumClient client)
{
    /// <summary>A fault for each pool that cannot be opened as the file says.</summary>
    public async Task<IReadOnlyList<Fault>> FindAsync(Blueprint blueprint, ulong head, CancellationToken cancellationToken)
    {
        if (blueprint.Pools.Count == 0)
            return [];
        var faults = new List<Fault>();
        var venue = UniswapV2Venue.Of(client, blueprint.Loaded.Network);
        // On a local chain the venue may still have to come, and where it does come only its own code can.
        bool hasVenue = blueprint.Loaded.VenueCode.Count == 0 || (await client.GetCodeAsync(venue.Provider, head, cancellationToken)).Length > 0;
        if (hasVenue && await venue.CheckAsync(head, cancellationToken) is { } fault)
            return [fault];
        bool hasOpener = (await client.GetCodeAsync(Deployments.PoolOpenerAddress, head, cancellationToken)).Length > 0;
        foreach (PoolBlueprint pool in blueprint.Pools)
        {
            Hash32 opened = hasOpener ? await client.CallAsync(Deployments.PoolOpenerAddress, new PoolOpener.OpeningOfCall(blueprint.Operator, pool.Opening.Salt), head, cancellationToken) : Hash32.Zero;
            if (opened == pool.Id)
                continue;
            if (opened != Hash32.Zero)
            {
                faults.Add(new Fault("plan.pool-changed", $"{pool.Spec.Path} was opened with other amounts, tokens or LP settings.", pool.Spec.Path, "Restore what the file said, or give the new pool another key.")
                { Kind = FaultKind.Refused }.At(pool.Spec.Position));
            }
            else if (hasVenue && await venue.ReadAsync(pool.Opening.Token, pool.Opening.Quote, head, cancellationToken) is { } found && AgainstOpening(pool, found) is { } stranger)
            {
                faults.Add(stranger.At(pool.Spec.Position));
            }
        }

        return faults;
    }

    /// <summary>Why the opener would refuse a pair that exists; null when it would not.</summary>
    private static Fault? AgainstOpening(PoolBlueprint pool, PoolState found)
    {
        if (!found.Liquidity.IsZero)
        {
            string price = PoolPrice.Of(found.TokenReserve, pool.Token.Spec.Decimals, found.QuoteReserve, pool.Quote.Spec.Decimals);
            return new Fault("pool.already-priced",
                $"somebody provided liquidity to the pool {found.Pool} first: {PlanSteps.Text(pool.Token, found.TokenReserve)} and {PlanSteps.Text(pool.Quote, found.QuoteReserve)}, at {price} {pool.Quote.Symbol} for 1 {pool.Token.Symbol}. It is not opened at another price than the file's.",
                pool.Spec.Path, "Move the price where it should be with 'bursar swap', and provide with 'bursar pool add'; then leave this pool out of the file.")
            { Kind = FaultKind.Refused };
        }

        return found.TokenReserve < pool.Opening.TokenAmount && found.QuoteReserve < pool.Opening.QuoteAmount
            ? null
            : new Fault("pool.overfilled",
                $"somebody made {PlanSteps.Text(pool.Token, found.TokenReserve)} and {PlanSteps.Text(pool.Quote, found.QuoteReserve)} reserves of the pool {found.Pool}, as a gift that cannot be taken out; with it the pool cannot open at the file's price.",
                pool.Spec.Path, "State larger amounts of both in the same proportion: the gift becomes part of your liquidity.")
            { Kind = FaultKind.Refused };
    }
}
