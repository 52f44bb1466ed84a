using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>Finds what a swap would give, directly or through one token between, whichever gives more.</summary>
public sealed class QuoteSwap(EthereumClient client, NetworkProfile network)
{
    /// <summary>Asks the chain.</summary>
    /// <param name="from">What is given; the zero address for the native coin.</param>
    /// <param name="to">What is wanted; the zero address for the native coin.</param>
    /// <param name="amountIn">How much is given, in base units.</param>
    /// <param name="via">The token between; null for the direct pool or the wrapped coin, whichever gives more.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The quote, or a fault: no venue, no route, nothing would arrive.</returns>
    public async Task<Result<SwapQuote>> RunAsync(Address from, Address to, UInt256 amountIn, Address? via = null, CancellationToken cancellationToken = default)
    {
        if (network.UniswapV2 is not { } deployment)
            return UniswapV2Venue.NoVenue(network);
        ulong head = await client.GetBlockNumberAsync(cancellationToken);
        IPoolVenue venue = new UniswapV2Venue(client, deployment);
        if (await venue.CheckAsync(head, cancellationToken) is { } fault)
            return fault;
        if (Held(from) == Held(to) || (via is { } between && (Held(between) == Held(from) || Held(between) == Held(to))))
            return new Fault("swap.same-token", "a swap is between different tokens.", "to", "Name another token.") { Kind = FaultKind.Usage };
        if (amountIn.IsZero || amountIn > PairMath.MaxAmount)
            return new Fault("swap.bad-amount", "a pool takes more than zero and at most 2^112 − 1 base units.", "amount", "Give another amount.") { Kind = FaultKind.Usage };
        Address[][] routes = via is { } named ? [[from, named, to]] : Held(from) == venue.WrappedCoin || Held(to) == venue.WrappedCoin ? [[from, to]] : [[from, to], [from, venue.WrappedCoin, to]];
        SwapQuote? best = null;
        foreach (Address[] route in routes)
        {
            Result<IReadOnlyList<SwapQuote>> quote = await AlongAsync(venue, route, amountIn, head, cancellationToken);
            if (!quote.IsOk)
                return Result<SwapQuote>.Fail(quote.Faults);
            if (quote.Value is [var found] && (best is null || found.AmountOut > best.AmountOut))
                best = found;
        }

        if (best is null)
            return new Fault("swap.no-route", $"{venue.Name} has no pools with liquidity from {from} to {to}{(via is null ? "" : $" through {via}")}.", "to", "Name a token between with --via, or check the tokens.") { Kind = FaultKind.Refused };
        return best.AmountOut.IsZero
            ? new Fault("swap.bad-amount", $"nothing would arrive for {best.Route[0].Text(amountIn)}.", "amount", "Give more.") { Kind = FaultKind.Refused }
            : best;

        Address Held(Address token) => token.IsZero ? venue.WrappedCoin : token;
    }

    /// <summary>What one route would give; nothing when a pool of it is missing.</summary>
    private async Task<Result<IReadOnlyList<SwapQuote>>> AlongAsync(IPoolVenue venue, Address[] route, UInt256 amountIn, ulong head, CancellationToken cancellationToken)
    {
        var sides = new PoolSide[route.Length];
        for (int i = 0; i < route.Length; i++)
        {
            Result<PoolSide> side = await PoolSide.ReadAsync(client, network, route[i], head, cancellationToken);
            if (!side.IsOk)
                return Result<IReadOnlyList<SwapQuote>>.Fail(side.Faults);
            sides[i] = side.Value;
        }

        UInt256 amount = amountIn;
        UInt256 straight = amountIn;
        for (int i = 0; i + 1 < route.Length; i++)
        {
            if (await venue.ReadAsync(route[i], route[i + 1], head, cancellationToken) is not { } pool || pool.Liquidity.IsZero || pool.TokenReserve.IsZero || pool.QuoteReserve.IsZero)
                return Array.Empty<SwapQuote>();
            amount = amount.IsZero ? amount : venue.AmountOut(amount, pool.TokenReserve, pool.QuoteReserve);
            straight = PairMath.Match(straight, pool.TokenReserve, pool.QuoteReserve);
        }

        return new[] { new SwapQuote(sides, amountIn, amount, straight, head) };
    }
}
