using Bursar.App.LocalChain;
using Bursar.App.Pools;
using Bursar.Evm.Primitives;
using FirstToken;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>Pools and swaps through the SDK, as the sample has them.</summary>
public sealed class MarketTests
{
    private static readonly Address Ben = LocalAccounts.Addresses[2];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_is_opened_once_somebody_buys_once_and_a_provider_comes_and_goes()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await using BursarClient ben = await chain.OpenAsync(2);
        Token coin = await anna.Tokens.CreateAsync(new() { Name = "Market Coin", Symbol = "MKC", Supply = 1_000_000 }, Cancel);
        DateTimeOffset until = new(2101, 1, 1, 0, 0, 0, TimeSpan.Zero);
        (Pool pool, SwapResult bought) = await Market.OpenAsync(anna, ben, coin, until, Cancel);
        Assert.Equal(bought.Arrived, await chain.BalanceAsync(coin, Ben));
        Assert.True(bought.Arrived >= bought.Least);
        await TokenTests.AssertFaultAsync("swap.done", () => ben.Swaps.RunAsync(null, coin, "0.1", "order-9", cancellationToken: Cancel));
        await TokenTests.AssertFaultAsync("pool.more-than-yours", () => pool.RemoveAsync("0.001", cancellationToken: Cancel));

        // Asked for again it is the same pool, although its price has moved.
        Pool again = await anna.Pools.CreateAsync(new() { Token = coin, Amount = 10_000, QuoteAmount = 5, LockedUntil = until, IdempotencyKey = "market" }, Cancel);
        Assert.Equal(pool.Address, again.Address);

        Pool bens = await ben.Pools.OpenAsync(coin, cancellationToken: Cancel);
        LiquidityMoved added = await bens.AddAsync(50, "in", cancellationToken: Cancel);
        LiquidityMoved twice = await bens.AddAsync(50, "in", cancellationToken: Cancel);
        Assert.Equal(added.Outcome.Steps[^1].Transaction, twice.Outcome.Steps[^1].Transaction);
        Assert.Equal(added.Liquidity, (await bens.ShowAsync(Ben, Cancel)).Position!.Liquidity);
        await bens.RemoveAsync(new Amount(added.Liquidity, 18), "out", cancellationToken: Cancel);
        Assert.Equal(UInt256.Zero, (await bens.ShowAsync(Ben, Cancel)).Position!.Liquidity);
    }
}
