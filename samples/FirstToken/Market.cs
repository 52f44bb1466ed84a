using Bursar;
using Bursar.App.Pools;

namespace FirstToken;

/// <summary>Makes a token tradable and trades it.</summary>
public static class Market
{
    /// <summary>Opens a pool with locked liquidity; somebody else buys from it.</summary>
    /// <param name="bursar">The operator, who has the token.</param>
    /// <param name="friend">Who buys.</param>
    /// <param name="coin">A token of the operator's.</param>
    /// <param name="until">Until when the liquidity is locked.</param>
    /// <param name="ct">Stops at the next safe point.</param>
    /// <returns>The pool, and what was bought.</returns>
    public static async Task<(Pool Pool, SwapResult Bought)> OpenAsync(BursarClient bursar, BursarClient friend, Token coin, DateTimeOffset until, CancellationToken ct)
    {
        // sample: pool
        Pool pool = await bursar.Pools.CreateAsync(
            new() { Token = coin, Amount = 10_000, QuoteAmount = 5, LockedUntil = until, IdempotencyKey = "market" }, ct);
        PoolView now = await pool.ShowAsync(bursar.Account, ct);      // price, reserves, fees and loss of a provider
        IReadOnlyList<PoolDepth> depth = await pool.DepthAsync(ct);   // what can be traded for 0.5, 1, 2 and 5 % of the price
        // end: pool

        // sample: swap
        SwapQuote quote = await friend.Swaps.QuoteAsync(null, coin, "0.1", ct);                     // null is the chain's own coin
        SwapResult bought = await friend.Swaps.RunAsync(null, coin, "0.1", "order-9", slippage: 50, ct);   // 0.5 %, or nothing moves
        // end: swap
        return depth.Count == 4 && now.Price == "0.0005" && bought.Arrived == quote.AmountOut
            ? (pool, bought)
            : throw new InvalidOperationException("somebody else trades here too");
    }
}
