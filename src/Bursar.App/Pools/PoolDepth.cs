using Bursar.Core.Pools;
using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>What can be traded in a pool while its price moves by at most so much.</summary>
/// <param name="BasisPoints">How far the price moves at most, in hundredths of a percent.</param>
/// <param name="Sold">What can be sold of the token, in base units.</param>
/// <param name="SoldFor">What that brings of the other.</param>
/// <param name="Paid">What can be paid of the other, in base units.</param>
/// <param name="Bought">What that buys of the token.</param>
public sealed record PoolDepth(int BasisPoints, UInt256 Sold, UInt256 SoldFor, UInt256 Paid, UInt256 Bought)
{
    /// <summary>The movements of the price that are shown: 0.5, 1, 2 and 5 %.</summary>
    public static IReadOnlyList<int> Impacts { get; } = [50, 100, 200, 500];

    /// <summary>The depth of a pool, one row for each of <see cref="Impacts"/>; nothing when it is empty.</summary>
    public static IReadOnlyList<PoolDepth> Of(PoolState pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool.TokenReserve.IsZero || pool.QuoteReserve.IsZero ? [] : [.. Impacts.Select(i => Of(pool, i))];
    }

    private static PoolDepth Of(PoolState pool, int basisPoints)
    {
        (UInt256 sold, UInt256 soldFor) = PairMath.Depth(pool.TokenReserve, pool.QuoteReserve, basisPoints);
        (UInt256 paid, UInt256 bought) = PairMath.Depth(pool.QuoteReserve, pool.TokenReserve, basisPoints);
        return new PoolDepth(basisPoints, sold, soldFor, paid, bought);
    }
}
