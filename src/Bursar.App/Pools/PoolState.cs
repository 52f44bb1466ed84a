using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>A pool at a block.</summary>
/// <param name="Pool">Its address, which is that of its LP token too.</param>
/// <param name="Token">One of its tokens.</param>
/// <param name="Quote">The other one.</param>
/// <param name="TokenReserve">What it holds of the first, in base units.</param>
/// <param name="QuoteReserve">What it holds of the second, in base units.</param>
/// <param name="Liquidity">All LP tokens, in base units; zero when nobody has provided yet.</param>
public sealed record PoolState(Address Pool, Address Token, Address Quote, UInt256 TokenReserve, UInt256 QuoteReserve, UInt256 Liquidity);
