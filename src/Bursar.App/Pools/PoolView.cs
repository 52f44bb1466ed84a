using Bursar.Core.Pools;

namespace Bursar.App.Pools;

/// <summary>A pool as a chain shows it.</summary>
/// <param name="State">Its reserves.</param>
/// <param name="Token">The token.</param>
/// <param name="Quote">What it is exchanged for.</param>
/// <param name="Position">What the account that was asked for has in it, weighed since it came in; null when nobody was asked for.</param>
/// <param name="Block">The block at which all this was so.</param>
public sealed record PoolView(PoolState State, PoolSide Token, PoolSide Quote, PoolPosition? Position, ulong Block)
{
    /// <summary>What one token costs.</summary>
    public string Price => PoolPrice.Of(State.TokenReserve, Token.Decimals, State.QuoteReserve, Quote.Decimals);
}
