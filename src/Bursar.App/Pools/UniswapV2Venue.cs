using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Pools;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>Uniswap V2, as a network profile names it.</summary>
public sealed class UniswapV2Venue(EthereumClient client, UniswapV2Deployment deployment) : IPoolVenue
{
    /// <inheritdoc/>
    public string Name => "Uniswap V2";

    /// <inheritdoc/>
    public Address Provider => deployment.Router;

    /// <inheritdoc/>
    public Address Swapper => Deployments.PoolSwapperAddress;

    /// <inheritdoc/>
    public Address WrappedCoin => deployment.WrappedCoin;

    /// <summary>The venue of a network.</summary>
    /// <exception cref="FaultException">Its profile names none.</exception>
    public static UniswapV2Venue Of(EthereumClient client, NetworkProfile network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new UniswapV2Venue(client, network.UniswapV2 ?? throw new FaultException(NoVenue(network)));
    }

    /// <summary>Says that a network's profile names no venue.</summary>
    internal static Fault NoVenue(NetworkProfile network) =>
        new("pool.no-venue", $"the profile of {network.Name} names no Uniswap V2.", "network", "Choose a network that has it, or add 'uniswapV2' to a profile of your own; docs/networks.md says how.") { Kind = FaultKind.Refused };

    /// <summary>The address of a pair: it follows from the factory and the two tokens.</summary>
    public static Address PairOf(UniswapV2Deployment deployment, Address a, Address b)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        (Address low, Address high) = a.CompareTo(b) < 0 ? (a, b) : (b, a);
        return Create2.AddressOf(deployment.Factory, new AbiPacked(2 * Address.Length).Append(low).Append(high).Hash(), deployment.PairCreationCode);
    }

    /// <inheritdoc/>
    public Address PoolOf(Address token, Address quote) => PairOf(deployment, Held(token), Held(quote));

    /// <inheritdoc/>
    public async Task<Fault?> CheckAsync(BlockTag at, CancellationToken cancellationToken = default)
    {
        foreach ((string name, Address address, Hash32 expected) in Parts())
        {
            byte[] code = await client.GetCodeAsync(address, at, cancellationToken);
            if (code.Length == 0)
                return new Fault("pool.venue-missing", $"there is no {name} of Uniswap V2 at {address}.", "network", "On a local chain, apply a launch with a pool first, which puts it there.") { Kind = FaultKind.Refused };
            if (Keccak256.Hash(code) is var found && found != expected)
            {
                return new Fault("pool.venue-differs", $"the {name} of Uniswap V2 at {address} has the code {found}; the profile says {expected}.", "network",
                    "Do not use it before you know why: the profile, or the node, is wrong.")
                { Kind = FaultKind.Refused };
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<PoolState?> ReadAsync(Address token, Address quote, BlockTag at, CancellationToken cancellationToken = default)
    {
        Address pair = PoolOf(token, quote);
        if ((await client.GetCodeAsync(pair, at, cancellationToken)).Length == 0)
            return null;
        UniswapV2Pair.GetReservesResult reserves = await client.CallAsync(pair, new UniswapV2Pair.GetReservesCall(), at, cancellationToken);
        UInt256 liquidity = await client.CallAsync(pair, new UniswapV2Pair.TotalSupplyCall(), at, cancellationToken);
        bool first = IsFirst(token, quote);
        return new PoolState(pair, token, quote, first ? reserves.Reserve0 : reserves.Reserve1, first ? reserves.Reserve1 : reserves.Reserve0, liquidity);
    }

    /// <inheritdoc/>
    public UInt256 AmountOut(UInt256 amountIn, UInt256 reserveIn, UInt256 reserveOut) => PairMath.AmountOut(amountIn, reserveIn, reserveOut);

    /// <inheritdoc/>
    public PoolCall Swap(PoolSwap swap, TokenPermit? permit)
    {
        ArgumentNullException.ThrowIfNull(swap);
        var order = new PoolSwapper.Swap(
            deployment.Factory, [.. swap.Path.Select(Held)], swap.AmountIn, swap.LeastOut, swap.To, swap.Deadline, swap.Path[^1].IsZero, swap.Key);
        return permit is null
            ? new PoolCall(Swapper, new PoolSwapper.SwapCall(order).Encode(), swap.Path[0].IsZero ? swap.AmountIn : UInt256.Zero)
            : new PoolCall(Swapper, new PoolSwapper.SwapWithPermitCall(order, permit.Deadline, permit.V, permit.R, permit.S).Encode(), UInt256.Zero);
    }

    /// <inheritdoc/>
    public PoolCall Add(Address token, Address quote, UInt256 amount, UInt256 quoteAmount, UInt256 least, UInt256 leastQuote, Address to, ulong deadline) => quote.IsZero
        ? Call(new UniswapV2Router.AddLiquidityETHCall(token, amount, least, leastQuote, to, deadline).Encode(), quoteAmount)
        : Call(new UniswapV2Router.AddLiquidityCall(token, quote, amount, quoteAmount, least, leastQuote, to, deadline).Encode());

    /// <inheritdoc/>
    public PoolCall Remove(Address token, Address quote, UInt256 liquidity, UInt256 least, UInt256 leastQuote, Address to, ulong deadline, TokenPermit? permit) => (quote.IsZero, permit) switch
    {
        (true, null) => Call(new UniswapV2Router.RemoveLiquidityETHCall(token, liquidity, least, leastQuote, to, deadline).Encode()),
        (false, null) => Call(new UniswapV2Router.RemoveLiquidityCall(token, quote, liquidity, least, leastQuote, to, deadline).Encode()),
        (true, { } p) => Call(new UniswapV2Router.RemoveLiquidityETHWithPermitCall(token, liquidity, least, leastQuote, to, deadline, false, p.V, p.R, p.S).Encode()),
        (false, { } p) => Call(new UniswapV2Router.RemoveLiquidityWithPermitCall(token, quote, liquidity, least, leastQuote, to, deadline, false, p.V, p.R, p.S).Encode()),
    };

    /// <summary>Whether a token comes before another in their pair.</summary>
    internal bool IsFirst(Address token, Address quote) => Held(token).CompareTo(Held(quote)) < 0;

    private PoolCall Call(byte[] data, UInt256 value = default) => new(deployment.Router, data, value);

    private Address Held(Address token) => token.IsZero ? deployment.WrappedCoin : token;

    private (string Name, Address Address, Hash32 Code)[] Parts() => [("factory", deployment.Factory, deployment.FactoryCode), ("router", deployment.Router, deployment.RouterCode)];
}
