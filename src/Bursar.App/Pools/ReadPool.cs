using Bursar.App.Indexing;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>Reads what a chain says of a pool of two tokens.</summary>
public sealed class ReadPool(EthereumClient client, NetworkProfile network)
{
    /// <summary>Reads a pool.</summary>
    /// <param name="token">The token.</param>
    /// <param name="quote">What it is exchanged for; the zero address for the chain's own coin.</param>
    /// <param name="account">Whose part to weigh; null for nobody's.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The pool, or a fault: no venue, another code than the profile says, no pool, no liquidity.</returns>
    public async Task<Result<PoolView>> RunAsync(Address token, Address quote, Address? account = null, CancellationToken cancellationToken = default)
    {
        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        if (network.UniswapV2 is null)
            return UniswapV2Venue.NoVenue(network);
        var venue = UniswapV2Venue.Of(client, network);
        if (await venue.CheckAsync(head, cancellationToken) is { } fault)
            return fault;
        Result<PoolSide> first = await PoolSide.ReadAsync(client, network, token, head, cancellationToken);
        Result<PoolSide> second = await PoolSide.ReadAsync(client, network, quote, head, cancellationToken);
        if (!first.IsOk || !second.IsOk)
            return Result<PoolView>.Fail([.. first.Faults, .. second.Faults]);
        PoolState? state = await venue.ReadAsync(token, quote, head, cancellationToken);
        if (state is null || state.Liquidity.IsZero)
        {
            return new Fault("pool.none", $"{venue.Name} has no pool of {first.Value.Symbol} and {second.Value.Symbol} with liquidity on {network.Title}.", "token",
                "Check both tokens; 'pools' in a launch file opens one at a price of your choice.")
            { Kind = FaultKind.Refused };
        }

        PoolPosition? position = account is { } who ? await PositionAsync(state, venue, who, head, cancellationToken) : null;
        return new PoolView(state, first.Value, second.Value, position, head);
    }

    private async Task<PoolPosition> PositionAsync(PoolState state, UniswapV2Venue venue, Address account, ulong head, CancellationToken cancellationToken)
    {
        var history = new ProviderHistory(account);
        foreach (Log log in await new ContractLogs(client, head).ReadAsync(state.Pool, [], cancellationToken: cancellationToken))
            history.Add(log);
        bool first = venue.IsFirst(state.Token, state.Quote);
        return first
            ? PoolPosition.Of(history.Liquidity, history.Entry0, history.Entry1, state.TokenReserve, state.QuoteReserve, state.Liquidity)
            : PoolPosition.Of(history.Liquidity, history.Entry1, history.Entry0, state.TokenReserve, state.QuoteReserve, state.Liquidity);
    }
}
