using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.App.Pools;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks pools: the venue's code, that each was opened once at the stated price, and that its LP tokens are where they were to go.</summary>
internal sealed class PoolVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    public async Task CheckVenueAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        UniswapV2Deployment venue = blueprint.Loaded.Network.UniswapV2!;
        await CheckCodeAsync("Uniswap V2 factory", venue.Factory, venue.FactoryCode, cancellationToken);
        await CheckCodeAsync("Uniswap V2 router", venue.Router, venue.RouterCode, cancellationToken);
    }

    public async Task<PoolFacts> RunAsync(Blueprint blueprint, PoolBlueprint pool, CancellationToken cancellationToken)
    {
        string subject = pool.Spec.Path;
        if ((await client.GetCodeAsync(Deployments.PoolOpenerAddress, logs.Head, cancellationToken)).Length == 0)
        {
            log.That(subject, "opened", ok: false, $"opened at {PoolTexts.Price(pool)}", "there is no opener");
            return PoolFacts.Missing;
        }

        Hash32 id = await client.CallAsync(Deployments.PoolOpenerAddress, new PoolOpener.OpeningOfCall(blueprint.Operator, pool.Opening.Salt), logs.Head, cancellationToken);
        if (!log.That(subject, "opened", id == pool.Id, $"opened at {PoolTexts.Price(pool)}", id == pool.Id ? $"opened at {PoolTexts.Price(pool)}" : id == Hash32.Zero ? "not opened" : "opened with other settings"))
            return PoolFacts.Missing;
        if (await OpeningAsync(pool, cancellationToken) is not { } opening)
        {
            log.That(subject, "announced", ok: false, "an event of the opening", "none");
            return PoolFacts.Missing;
        }

        (Log entry, PoolOpener.PoolOpenedEvent opened) = opening;
        log.Equal(subject, "pair", pool.Pair, opened.Pair);
        await CheckPriceAsync(subject, pool, entry, cancellationToken);
        PoolState? state = await UniswapV2Venue.Of(client, blueprint.Loaded.Network).ReadAsync(pool.Opening.Token, pool.Opening.Quote, logs.Head, cancellationToken);
        if (!log.That(subject, "pool", state is not null && !state.Liquidity.IsZero, "has liquidity", state is null ? "no contract" : $"{state.Liquidity} LP tokens"))
            return PoolFacts.Missing;
        UInt256 held = await CheckLiquidityAsync(subject, pool, opened, cancellationToken);
        return new PoolFacts(true, state, opened.Liquidity, opened.Holder, held, entry.TransactionHash);
    }

    /// <summary>The first reserves that the pair had with liquidity are the amounts stated.</summary>
    private async Task CheckPriceAsync(string subject, PoolBlueprint pool, Log entry, CancellationToken cancellationToken)
    {
        UniswapV2Pair.SyncEvent? first = null;
        foreach (Log sync in await logs.ReadAsync(pool.Pair, [[UniswapV2Pair.SyncEvent.Topic]], cancellationToken: cancellationToken))
        {
            if (sync.TransactionHash == entry.TransactionHash && sync.LogIndex < entry.LogIndex && UniswapV2Pair.SyncEvent.TryDecode(sync.Topics, sync.Data, out UniswapV2Pair.SyncEvent reserves))
                first = reserves;
        }

        bool ordered = pool.Opening.Token.CompareTo(pool.Opening.Quote) < 0;
        string expected = $"{pool.Opening.TokenAmount} and {pool.Opening.QuoteAmount}";
        string found = first is { } r ? ordered ? $"{r.Reserve0} and {r.Reserve1}" : $"{r.Reserve1} and {r.Reserve0}" : "no reserves";
        log.That(subject, "opening reserves", found == expected, expected, found);
    }

    private async Task<UInt256> CheckLiquidityAsync(string subject, PoolBlueprint pool, PoolOpener.PoolOpenedEvent opened, CancellationToken cancellationToken)
    {
        // A gift that was part of the reserves before makes the LP tokens fewer; they are the whole pool nevertheless.
        log.That(subject, "LP tokens", opened.Liquidity <= pool.Liquidity && !opened.Liquidity.IsZero, $"at most {pool.Liquidity}, all but the pair's own {PairMath.MinimumLiquidity}", opened.Liquidity.ToString());
        UInt256 held = await client.CallAsync(pool.Pair, new UniswapV2Pair.BalanceOfCall(opened.Holder), logs.Head, cancellationToken);
        if (pool.Opening.LockedUntil == 0)
        {
            log.Equal(subject, "LP tokens went to", pool.Opening.To, opened.Holder);
            if (pool.Spec.Liquidity.IsBurnt)
                log.That(subject, "LP tokens burnt", held >= opened.Liquidity, $"at least {opened.Liquidity} at {opened.Holder}", held.ToString());
            return held;
        }

        VestingVault.Schedule schedule = pool.Lock(opened.Liquidity);
        Address box = await client.CallAsync(Deployments.VestingVaultAddress, new VestingVault.BoxOfCall(schedule), logs.Head, cancellationToken);
        log.Equal(subject, "LP tokens went to", box, opened.Holder);
        Hash32 lockId = await client.CallAsync(Deployments.VestingVaultAddress, new VestingVault.IdOfCall(schedule), logs.Head, cancellationToken);
        VestingVault.StateOfResult state = await client.CallAsync(Deployments.VestingVaultAddress, new VestingVault.StateOfCall(lockId), logs.Head, cancellationToken);
        UInt256 owed = state.Promised >= state.Withdrawn ? state.Promised - state.Withdrawn : UInt256.Zero;
        log.That(subject, $"LP tokens locked until {pool.Spec.Liquidity.LockedUntil:yyyy-MM-dd HH:mm} UTC", state.Opened && state.Promised == opened.Liquidity && held >= owed && !state.Revoked,
            $"{opened.Liquidity} promised, at least {owed} in the box", state.Opened ? $"{state.Promised} promised, {held} in the box" : "no lock, or it was handed over");
        return held;
    }

    private async Task<(Log Entry, PoolOpener.PoolOpenedEvent Opened)?> OpeningAsync(PoolBlueprint pool, CancellationToken cancellationToken)
    {
        foreach (Log entry in await logs.ReadAsync(Deployments.PoolOpenerAddress, [[PoolOpener.PoolOpenedEvent.Topic], [pool.Id]], cancellationToken: cancellationToken))
        {
            if (PoolOpener.PoolOpenedEvent.TryDecode(entry.Topics, entry.Data, out PoolOpener.PoolOpenedEvent opened))
                return (entry, opened);
        }

        return null;
    }

    private async Task CheckCodeAsync(string subject, Address address, Hash32 expected, CancellationToken cancellationToken)
    {
        byte[] code = await client.GetCodeAsync(address, logs.Head, cancellationToken);
        log.Equal(subject, "code", expected, Evm.Crypto.Keccak256.Hash(code));
    }
}
